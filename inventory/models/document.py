"""The papers that people type in: receipts of purchases, transfers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StockDocument(models.Model):
    """
    The form with this ``token`` became the moves with this ``reference``: sent twice, it is one document.

    ``destination`` is where goods that left by this transfer are going; they are in transit until ``arrived_at``.
    """

    token = models.UUIDField(primary_key=True)
    reference = models.CharField(pgettext_lazy("stock", "document"), max_length=40, unique=True)
    supplier = models.CharField(_("supplier"), max_length=80, blank=True, default="")
    supplier_document = models.CharField(_("supplier's document"), max_length=40, blank=True, default="")
    destination = models.ForeignKey("inventory.Location", models.PROTECT, null=True, related_name="+", verbose_name=_("destination"))
    created_at = models.DateTimeField(_("created at"))
    arrived_at = models.DateTimeField(_("arrived at"), null=True)

    class Meta:
        verbose_name = _("stock document")
        verbose_name_plural = _("stock documents")
        constraints = [
            # The same paper twice is the same goods counted twice.
            models.UniqueConstraint(
                Upper("supplier"), Upper("supplier_document"), condition=~Q(supplier_document=""), name="inventory_stockdocument_once"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(destination__isnull=False), name="inventory_stockdocument_arrived"
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(destination__isnull=False, arrived_at__isnull=True),
                name="inventory_stockdocument_on_way",
            )
        ]

    def __str__(self) -> str:
        return self.reference
