"""The order: what was sold, how far it is paid, how far it is shipped."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.models.checks import not_negative, one_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class OrderStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("order", "Open")
    COMPLETED = "completed", pgettext_lazy("order", "Completed")
    CANCELLED = "cancelled", pgettext_lazy("order", "Cancelled")
    EXPIRED = "expired", pgettext_lazy("order", "Expired")


class PaymentStatus(models.TextChoices):
    PENDING = "pending", pgettext_lazy("payment", "Pending")
    AUTHORIZED = "authorized", pgettext_lazy("payment", "Authorized")
    PARTIALLY_PAID = "partially_paid", _("Partially paid")
    PAID = "paid", pgettext_lazy("payment", "Paid")
    PARTIALLY_REFUNDED = "partially_refunded", _("Partially refunded")
    REFUNDED = "refunded", pgettext_lazy("payment", "Refunded")
    VOIDED = "voided", pgettext_lazy("payment", "Voided")
    CHARGED_BACK = "charged_back", _("Charged back")


class FulfilmentStatus(models.TextChoices):
    UNFULFILLED = "unfulfilled", _("To ship")
    PARTIALLY_SHIPPED = "partially_shipped", _("Partially shipped")
    SHIPPED = "shipped", pgettext_lazy("fulfilment", "Shipped")
    DELIVERED = "delivered", pgettext_lazy("fulfilment", "Delivered")
    CANCELLED = "cancelled", pgettext_lazy("fulfilment", "Cancelled")


class Approval(models.TextChoices):
    """Whether a person has to agree before goods leave (orders.approvals)."""

    NONE = "none", pgettext_lazy("approval", "Not needed")
    WAITING = "waiting", pgettext_lazy("approval", "Waiting")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")


def _money(verbose_name: "str | _StrPromise") -> "models.DecimalField[Decimal | int, Decimal]":
    return models.DecimalField(verbose_name, max_digits=14, decimal_places=2, default=0)


def _has_payment_problem() -> Case:
    """
    Somebody has to look at the money: an event waits for another, a bank took money back, there is more than is owed,
    or goods have arrived and are not wholly paid.
    """
    kept = F("captured_total") - F("refunded_total") - F("charged_back_total")
    return Case(
        When(parked_count__gt=0, then=True),
        When(charged_back_total__gt=0, then=True),
        When(Q(status__in=["cancelled", "expired"]) & Q(captured_total__gt=F("refunded_total") + F("charged_back_total")), then=True),
        When(Q(status__in=["open", "completed"]) & Q(total__lt=kept), then=True),
        When(Q(fulfilment_status="delivered") & Q(captured_total__lt=F("total")), then=True),
        default=False,
    )


class Order(models.Model):
    """
    Three statuses on separate axes, each a pure function of facts kept beside it (orders.states).

    The payment totals are sums of applied payment events; ``advance_total`` and ``receivable_total`` are the
    customer's side of the ledger for this order (orders.settlement).  Amounts are in ``currency``.  ``version`` counts
    the changes, so that a stale edit is noticed.

    ``items_total``, ``discount_total`` and ``total`` count what is still wanted: cancelling some items lowers them, and
    ``cancelled_total`` keeps by how much.  With ``payment_due_on`` the customer pays after delivery.
    """

    number = models.CharField(_("number"), max_length=20)
    channel = models.ForeignKey("orders.Channel", models.PROTECT, related_name="+", db_index=False, verbose_name=_("channel"))
    external_id = models.CharField(_("number in the channel"), max_length=64, blank=True)
    customer = models.ForeignKey("orders.Customer", models.PROTECT, related_name="orders", verbose_name=_("customer"))
    customer_name = models.CharField(_("customer"), max_length=120)

    status = models.CharField(_("status"), max_length=10, choices=OrderStatus, default=OrderStatus.OPEN)
    payment_status = models.CharField(_("payment"), max_length=20, choices=PaymentStatus, default=PaymentStatus.PENDING)
    fulfilment_status = models.CharField(_("fulfilment"), max_length=20, choices=FulfilmentStatus, default=FulfilmentStatus.UNFULFILLED)

    currency = models.CharField(_("currency"), max_length=3)
    items_total = _money(_("items"))
    discount_total = _money(_("discount"))
    shipping_total = _money(_("shipping"))
    total = _money(_("total"))
    cancelled_total = models.DecimalField(_("cancelled items"), max_digits=14, decimal_places=2, default=0, db_default=Decimal("0.00"))

    authorized_total = _money(_("authorized"))
    voided_total = _money(_("voided"))
    captured_total = _money(_("captured"))
    refunded_total = _money(_("refunded"))
    charged_back_total = _money(_("charged back"))
    parked_count = models.PositiveSmallIntegerField(_("payment events waiting"), default=0)

    recognised_total = _money(_("recognised revenue"))
    advance_total = _money(_("customer's advance"))
    receivable_total = _money(_("receivable"))
    returned_revenue_total = _money(_("revenue given back"))
    lost_total = _money(_("lost to chargebacks"))

    placed_at = models.DateTimeField(_("placed"))
    reserved_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    promised_ship_date = models.DateField(_("promised ship date"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=200, blank=True)
    expired_at = models.DateTimeField(_("expired"), null=True, blank=True)

    approval = models.CharField(_("approval"), max_length=8, choices=Approval, default=Approval.NONE, db_default=Approval.NONE)
    approval_reason = models.CharField(_("why approval is needed"), max_length=12, blank=True, default="", db_default="")
    approval_decided_at = models.DateTimeField(_("approval decided"), null=True, blank=True)
    approval_decided_by = models.CharField(_("approval decided by"), max_length=150, blank=True, default="", db_default="")
    payment_due_on = models.DateField(_("payment due on"), null=True, blank=True)
    internal_note = models.CharField(_("internal note"), max_length=500, blank=True, default="", db_default="")
    placed_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed"))
    version = models.PositiveIntegerField(default=1)

    shipping_address = models.JSONField(_("shipping address"), default=dict)
    ship_city = models.CharField(_("city"), max_length=80, blank=True)
    ship_state = models.CharField(pgettext_lazy("address", "state"), max_length=40, blank=True)
    unit_count = models.PositiveIntegerField(_("units"), default=0)
    has_payment_problem = models.GeneratedField(expression=_has_payment_problem(), output_field=models.BooleanField(), db_persist=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="orders_order_number"),
            models.UniqueConstraint(fields=["channel", "external_id"], condition=~Q(external_id=""), name="orders_order_external_id"),
            one_of("status", list(OrderStatus.values), name="orders_order_status"),
            one_of("payment_status", list(PaymentStatus.values), name="orders_order_payment_status"),
            one_of("fulfilment_status", list(FulfilmentStatus.values), name="orders_order_fulfilment_status"),
            one_of("approval", list(Approval.values), name="orders_order_approval"),
            models.CheckConstraint(
                condition=Q(approval="waiting") | Q(approval="none", approval_reason="") | Q(approval_decided_at__isnull=False),
                name="orders_order_approval_decided",
            ),
            models.CheckConstraint(
                condition=Q(total=F("items_total") - F("discount_total") + F("shipping_total")), name="orders_order_total_adds_up"
            ),
            not_negative("items_total", "discount_total", "shipping_total", "total", name="orders_order_amounts"),
            not_negative("cancelled_total", name="orders_order_cancelled_amount"),
            not_negative(
                "authorized_total", "voided_total", "captured_total", "refunded_total", "charged_back_total", name="orders_order_payments"
            ),
            not_negative(
                "recognised_total",
                "advance_total",
                "receivable_total",
                "returned_revenue_total",
                "lost_total",
                name="orders_order_settlement",
            ),
            models.CheckConstraint(condition=Q(refunded_total__lte=F("captured_total")), name="orders_order_refunds"),
            models.CheckConstraint(condition=Q(cancelled_at=None) | Q(shipped_at=None), name="orders_order_cancelled_unshipped"),
        ]
        indexes = [
            models.Index(fields=["placed_at", "id"], name="orders_order_placed"),
            models.Index(fields=["channel", "updated_at", "id"], name="orders_order_updated"),
            # The board's other sorts (orders.queries.board.SORTS).
            models.Index(fields=["total", "id"], name="orders_order_by_total"),
            models.Index(
                Coalesce("promised_ship_date", Value(date(9999, 12, 31), models.DateField())), "id", name="orders_order_by_promise"
            ),
            # A state without orders would otherwise be looked for in all of them.
            models.Index(fields=["ship_state", "placed_at", "id"], name="orders_order_by_state"),
            # What went another way than to be paid is rare, and looked for.
            models.Index(fields=["placed_at", "id"], condition=~Q(payment_status__in=["pending", "paid"]), name="orders_order_odd_payment"),
            # The board works on what is open: small however long the history grows.
            models.Index(fields=["placed_at", "id"], condition=Q(status="open"), name="orders_order_open"),
            models.Index(fields=["placed_at", "id"], condition=Q(has_payment_problem=True), name="orders_order_problem"),
            models.Index(fields=["reserved_until"], condition=Q(status="open", reserved_until__isnull=False), name="orders_order_expiring"),
            models.Index(fields=["placed_at", "id"], condition=Q(status="open", approval="waiting"), name="orders_order_to_approve"),
            models.Index(
                OpClass(F("external_id"), name="varchar_pattern_ops"), condition=~Q(external_id=""), name="orders_order_external_search"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """
    One line as sold: SKU, name and price are snapshots.  ``discount`` is its share of the order's discount.

    ``parts`` are (variant id, quantity in one unit) pairs of a kit, as stock sees it; empty for a simple variant.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField(pgettext_lazy("line", "position"))
    variant = models.ForeignKey("inventory.Variant", models.PROTECT, related_name="+", db_index=False, verbose_name=_("variant"))
    sku = models.CharField(_("SKU"), max_length=64)
    name = models.CharField(_("name"), max_length=200)
    parts = models.JSONField(default=list)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_price = _money(_("unit price"))
    discount = _money(_("discount"))
    total = _money(_("total"))
    shipped_quantity = models.PositiveIntegerField(_("shipped"), default=0)
    cancelled_quantity = models.PositiveIntegerField(_("cancelled"), default=0)

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="orders_line_position"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_line_quantity"),
            models.CheckConstraint(
                condition=Q(
                    shipped_quantity__gte=0, cancelled_quantity__gte=0, quantity__gte=F("shipped_quantity") + F("cancelled_quantity")
                ),
                name="orders_line_shipped_and_cancelled",
            ),
            models.CheckConstraint(condition=Q(total=F("quantity") * F("unit_price")), name="orders_line_total"),
            not_negative("unit_price", "discount", "total", name="orders_line_amounts"),
            models.CheckConstraint(condition=Q(discount__lte=F("total")), name="orders_line_discount"),
        ]
        indexes = [models.Index(OpClass(F("sku"), name="varchar_pattern_ops"), name="orders_line_sku_search")]
