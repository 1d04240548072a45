"""What moved, what lies where, what it is worth, what is promised."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Postgres holds NaN above every number, so an upper bound also refuses it.
MAX_VALUE = Decimal("9999999999999999.99")
MAX_UNIT_COST = Decimal("999999999999.999999")


class StockMove(models.Model):
    """
    ``quantity`` pieces went from ``source`` to ``destination``.  Insert-only: a trigger refuses UPDATE and DELETE.

    ``value`` is what crossed the company's border with them (in or out, by the direction), 0 for moves inside.
    ``reference`` is the number of the document behind it, ``document`` its part (the shipment of an order).
    A mistake is corrected by a move that ``reverses`` it.
    """

    class ReferenceKind(models.TextChoices):
        ORDER = "order", _("Order")
        PURCHASE = "purchase", _("Purchase")
        OPENING = "opening", pgettext_lazy("stock", "Opening balance")
        CUSTOMER_RETURN = "customer_return", _("Customer return")
        ADJUSTMENT = "adjustment", _("Stock adjustment")
        TRANSFER = "transfer", _("Transfer")

    variant = models.ForeignKey(
        "inventory.Variant", on_delete=models.PROTECT, related_name="moves", db_index=False, verbose_name=_("variant")
    )
    source = models.ForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=pgettext_lazy("stock", "from")
    )
    destination = models.ForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=pgettext_lazy("stock", "to")
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    value = models.DecimalField(pgettext_lazy("stock", "value"), max_digits=18, decimal_places=2)
    moved_at = models.DateTimeField(_("moved at"))
    reference_kind = models.CharField(_("kind of document"), max_length=16, choices=ReferenceKind)
    reference = models.CharField(pgettext_lazy("stock", "document"), max_length=40)
    document = models.CharField(pgettext_lazy("stock", "part"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    actor_name = models.CharField(_("who"), max_length=150)
    reverses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("reverses")
    )

    class Meta:
        verbose_name = _("stock move")
        verbose_name_plural = _("stock moves")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="inventory_stockmove_quantity"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=MAX_VALUE), name="inventory_stockmove_value"),
            models.CheckConstraint(condition=~Q(source=F("destination")), name="inventory_stockmove_two_ends"),
            models.CheckConstraint(
                condition=Q(reference_kind__in=["order", "purchase", "opening", "customer_return", "adjustment", "transfer"]),
                name="inventory_stockmove_reference_kind",
            ),
            models.UniqueConstraint(fields=["reverses"], condition=Q(reverses__isnull=False), name="inventory_stockmove_reversed_once"),
        ]
        indexes = [
            # The page of a SKU reads its moves in the order in which they happened.
            models.Index(fields=["variant", "moved_at", "id"], name="inventory_stockmove_by_time"),
            # All that a reconciliation reads, in the order in which it groups: it never visits the table.
            models.Index(fields=["variant", "source", "destination"], include=["quantity", "value"], name="inventory_stockmove_routes"),
            models.Index(fields=["reference", "reference_kind"], name="inventory_stockmove_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.reference_kind} {self.reference}"


class StockLevel(models.Model):
    """
    How many pieces lie in one place and how many of them are promised.  Equals the sum of the moves, always.

    ``backorder_limit`` pieces may be promised beyond what is there; it is 0 unless a person raised it.
    """

    variant = models.ForeignKey(
        "inventory.Variant", on_delete=models.PROTECT, related_name="levels", db_index=False, verbose_name=_("variant")
    )
    location = models.ForeignKey("inventory.Location", on_delete=models.PROTECT, related_name="levels", verbose_name=_("location"))
    on_hand = models.IntegerField(_("on hand"), default=0, db_default=0)
    reserved = models.IntegerField(_("reserved"), default=0, db_default=0)
    backorder_limit = models.IntegerField(_("backorder limit"), default=0, db_default=0)

    class Meta:
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        ordering = ["variant", "location"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "location"], name="inventory_stocklevel_once"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="inventory_stocklevel_on_hand"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="inventory_stocklevel_reserved"),
            models.CheckConstraint(condition=Q(backorder_limit__gte=0), name="inventory_stocklevel_backorder"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("on_hand") + F("backorder_limit")), name="inventory_stocklevel_not_oversold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} @ {self.location_id}: {self.on_hand}"


class StockValue(models.Model):
    """
    What the company's whole stock of one variant is worth: the moving average is ``value / quantity``.

    ``last_unit_cost`` is kept when the stock runs out: what is found later in a count is worth that much again.
    """

    variant = models.OneToOneField(
        "inventory.Variant", on_delete=models.PROTECT, primary_key=True, related_name="stock_value", verbose_name=_("variant")
    )
    quantity = models.IntegerField(_("quantity"), default=0, db_default=0)
    value = models.DecimalField(
        pgettext_lazy("stock", "value"), max_digits=18, decimal_places=2, default=Decimal("0.00"), db_default=Decimal("0.00")
    )
    last_unit_cost = models.DecimalField(_("last unit cost"), max_digits=18, decimal_places=6, default=Decimal(0), db_default=Decimal(0))

    class Meta:
        verbose_name = _("stock value")
        verbose_name_plural = _("stock values")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=0), name="inventory_stockvalue_quantity"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=MAX_VALUE), name="inventory_stockvalue_value"),
            models.CheckConstraint(condition=Q(quantity__gt=0) | Q(value=0), name="inventory_stockvalue_empty_is_worthless"),
            models.CheckConstraint(
                condition=Q(last_unit_cost__gte=0, last_unit_cost__lte=MAX_UNIT_COST), name="inventory_stockvalue_last_cost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.quantity} = {self.value}"


class Reservation(models.Model):
    """
    ``quantity`` pieces in one place are promised to one document.  Pending ones sum up to the level's ``reserved``.

    Partly issued: the row keeps what was issued, a new pending row the rest.
    """

    class Status(models.TextChoices):
        PENDING = "pending", pgettext_lazy("reservation", "Reserved")
        ISSUED = "issued", _("Issued")
        RELEASED = "released", _("Released")
        EXPIRED = "expired", pgettext_lazy("reservation", "Expired")

    reference = models.CharField(pgettext_lazy("stock", "document"), max_length=40)
    variant = models.ForeignKey("inventory.Variant", on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("variant"))
    location = models.ForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("location")
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING, db_default=Status.PENDING)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    created_at = models.DateTimeField(_("reserved at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="inventory_reservation_quantity"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "issued", "released", "expired"]), name="inventory_reservation_status"
            ),
            models.CheckConstraint(condition=Q(status="pending") ^ Q(closed_at__isnull=False), name="inventory_reservation_closed"),
        ]
        indexes = [
            models.Index(fields=["reference", "id"], name="inventory_reservation_ref"),
            models.Index(fields=["variant", "location"], name="inventory_reservation_pending", condition=Q(status="pending")),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.quantity} x {self.variant_id}"
