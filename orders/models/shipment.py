"""What left the house, in which parcel."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.models.checks import not_negative, one_of


class Shipment(models.Model):
    """
    One parcel of one order; the moment of revenue.  ``number`` is the order's number with a running part: 10482-1.

    ``items_total + freight_total - discount_total = from_advance + to_receivable``; ``cost_total`` is what stock lost.
    """

    class Status(models.TextChoices):
        SHIPPED = "shipped", pgettext_lazy("shipment", "Shipped")
        DELIVERED = "delivered", pgettext_lazy("shipment", "Delivered")

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="shipments", db_index=False, verbose_name=_("order"))
    position = models.PositiveSmallIntegerField()
    number = models.CharField(_("number"), max_length=24)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SHIPPED)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_code = models.CharField(_("tracking"), max_length=80, blank=True)
    shipped_at = models.DateTimeField(_("shipped"))
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    items_total = models.DecimalField(_("items"), max_digits=14, decimal_places=2)
    freight_total = models.DecimalField(_("shipping"), max_digits=14, decimal_places=2)
    discount_total = models.DecimalField(_("discount"), max_digits=14, decimal_places=2)
    from_advance = models.DecimalField(_("from the advance"), max_digits=14, decimal_places=2)
    to_receivable = models.DecimalField(_("to receive"), max_digits=14, decimal_places=2)
    cost_total = models.DecimalField(_("cost"), max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="orders_shipment_number"),
            models.UniqueConstraint(fields=["order", "position"], name="orders_shipment_position"),
            one_of("status", ["shipped", "delivered"], name="orders_shipment_status"),
            not_negative(
                "items_total",
                "freight_total",
                "discount_total",
                "from_advance",
                "to_receivable",
                "cost_total",
                name="orders_shipment_amounts",
            ),
            models.CheckConstraint(
                condition=Q(from_advance=F("items_total") + F("freight_total") - F("discount_total") - F("to_receivable")),
                name="orders_shipment_adds_up",
            ),
        ]
        indexes = [
            models.Index(
                OpClass(Upper("tracking_code"), name="text_pattern_ops"), condition=~Q(tracking_code=""), name="orders_shipment_tracking"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ShipmentLine(models.Model):
    """So many units of one order line in this parcel."""

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="lines", db_index=False)
    order_line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="shipment_lines")
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("shipment line")
        verbose_name_plural = _("shipment lines")
        constraints = [
            models.UniqueConstraint(fields=["shipment", "order_line"], name="orders_shipmentline_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_shipmentline_quantity"),
        ]
