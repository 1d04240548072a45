"""Accounting periods: calendar months that open by themselves, are closed by a person, and locked for good."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Period(models.Model):
    """
    One month.  Its key is the month itself (202611), so that a posting date names its period without a look-up.

    open -> closed -> open again (reopened, with a reason) -> closed -> locked, which nothing undoes.
    """

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("period", "Open")
        CLOSED = "closed", pgettext_lazy("period", "Closed")
        LOCKED = "locked", pgettext_lazy("period", "Locked")

    id = models.IntegerField(primary_key=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.OPEN)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=150, blank=True)
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    locked_by = models.CharField(_("locked by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["open", "closed", "locked"]), name="finance_period_status"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12, year__gte=1900, year__lte=9999), name="finance_period_month"),
            models.CheckConstraint(condition=Q(id=F("year") * 100 + F("month")), name="finance_period_key"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | Q(~Q(status="open"), closed_at__isnull=False), name="finance_period_closed_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:02d}/{self.year}"
