"""What a reconciliation of the stock found, and what was decided about it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StockReconciliation(models.Model):
    """
    One comparison of every level, reservation sum and stock value with the rows they are made from.

    It belongs to the background job ``job_id`` and goes on from where a dead worker left it.
    """

    class Status(models.TextChoices):
        RUNNING = "running", pgettext_lazy("stock check", "Running")
        DONE = "done", pgettext_lazy("stock check", "Done")

    job_id = models.UUIDField(unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.RUNNING)
    requested_by_kind = models.CharField(max_length=10)
    requested_by_id = models.BigIntegerField()
    requested_by_name = models.CharField(_("asked by"), max_length=150)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    variant_count = models.PositiveIntegerField(_("variants checked"), default=0)
    level_count = models.PositiveIntegerField(_("levels checked"), default=0)
    move_count = models.PositiveBigIntegerField(_("moves read"), default=0)
    difference_count = models.PositiveIntegerField(_("differences"), default=0)

    class Meta:
        verbose_name = _("stock reconciliation")
        verbose_name_plural = _("stock reconciliations")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(status__in=["running", "done"]), name="inventory_reconciliation_status")]

    def __str__(self) -> str:
        return str(self.pk)


class StockDifference(models.Model):
    """
    One figure that does not equal the rows behind it.  ``expected`` comes from the rows, ``found`` was stored.

    The proposed correction is to rebuild the stored figure from its rows; nothing changes until another person than
    the one who asked approves it.  ``evidence`` counts and names the rows.
    """

    class Kind(models.TextChoices):
        ON_HAND = "on_hand", _("On hand")
        RESERVED = "reserved", _("Reserved")
        VALUE_QUANTITY = "value_quantity", _("Quantity valued")
        VALUE = "value", _("Stock value")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Correction proposed")
        CORRECTED = "corrected", _("Corrected")
        DISMISSED = "dismissed", _("Dismissed")

    reconciliation = models.ForeignKey(
        StockReconciliation, on_delete=models.CASCADE, related_name="differences", verbose_name=_("reconciliation")
    )
    kind = models.CharField(pgettext_lazy("stock", "figure"), max_length=16, choices=Kind)
    variant = models.ForeignKey("inventory.Variant", on_delete=models.PROTECT, related_name="+", verbose_name=_("variant"))
    location = models.ForeignKey("inventory.Location", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("location"))
    expected = models.DecimalField(_("by the rows"), max_digits=18, decimal_places=2)
    found = models.DecimalField(pgettext_lazy("stock", "stored"), max_digits=18, decimal_places=2)
    evidence = models.JSONField(_("rows behind it"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("stock difference")
        verbose_name_plural = _("stock differences")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["on_hand", "reserved", "value_quantity", "value"]), name="inventory_difference_kind"
            ),
            models.CheckConstraint(condition=Q(status__in=["proposed", "corrected", "dismissed"]), name="inventory_difference_status"),
            models.UniqueConstraint(
                fields=["reconciliation", "kind", "variant", "location"], nulls_distinct=False, name="inventory_difference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.variant_id}: {self.expected} <> {self.found}"

    @property
    def gap(self) -> Decimal:
        """By how much the stored figure must change to be right."""
        return self.expected - self.found
