"""What the read door hands out.  Amounts are Decimal in ``currency``; None stands for "may not be seen" or "not yet"."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from orders.states import Action


@dataclass(frozen=True, slots=True)
class LineDetail:
    position: int
    variant_id: int
    sku: str
    name: str
    is_kit: bool
    quantity: int
    unit_price: Decimal
    discount: Decimal
    total: Decimal
    shipped_quantity: int
    cancelled_quantity: int

    @property
    def open_quantity(self) -> int:
        """Units still to ship."""
        return self.quantity - self.shipped_quantity - self.cancelled_quantity


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One order as the API answers it: statuses, totals, lines.  ``list_orders`` and ``get_order_summary``."""

    id: int
    number: str
    external_id: str
    channel: str
    status: str
    payment_status: str
    fulfilment_status: str
    currency: str
    items_total: Decimal
    discount_total: Decimal
    shipping_total: Decimal
    total: Decimal
    authorized_total: Decimal
    captured_total: Decimal
    refunded_total: Decimal
    charged_back_total: Decimal
    customer_name: str
    placed_at: datetime
    reserved_until: datetime | None
    promised_ship_date: date | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    cancel_reason: str
    updated_at: datetime
    version: int
    approval: str
    cancelled_total: Decimal
    payment_due_on: date | None
    lines: tuple[LineDetail, ...]


@dataclass(frozen=True, slots=True)
class OrderList:
    """``next_after`` is the keyset of the following page, None on the last one."""

    rows: list[OrderSummary]
    next_after: tuple[datetime, int] | None


@dataclass(frozen=True, slots=True)
class CustomerDetail:
    """``document`` is complete or masked, as the actor may see it (``document_is_masked``)."""

    id: int
    kind: str
    name: str
    email: str
    phone: str
    document: str
    document_is_masked: bool
    order_count: int
    bought_total: Decimal
    first_order_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    id: int
    provider: str
    event_id: str
    kind: str
    amount: Decimal
    fee: Decimal
    method: str
    installments: int
    occurred_at: datetime
    received_at: datetime
    is_parked: bool


@dataclass(frozen=True, slots=True)
class ShipmentDetail:
    """``lines`` are (sku, name, quantity)."""

    number: str
    status: str
    carrier: str
    tracking_code: str
    shipped_at: datetime
    delivered_at: datetime | None
    items_total: Decimal
    freight_total: Decimal
    discount_total: Decimal
    cost_total: Decimal | None
    lines: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage under the header: ``code`` placed, paid, shipped, delivered (or cancelled, expired); ``state`` done, now or ahead."""

    code: str
    label: str
    state: str
    at: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """
    All of one order, for its page.

    ``headline`` is the one status to show first, a word of the status table's kind "order" (open, late, ...).
    ``to_pay`` and ``to_refund`` are what the customer and the company still owe; ``editable`` are keys of states.EDIT_GUARDS.
    """

    summary: OrderSummary
    channel_name: str
    channel_kind: str
    headline: str
    is_late: bool
    to_pay: Decimal
    to_refund: Decimal
    approval_reason: str
    approval_decided_by: str
    approval_decided_at: datetime | None
    internal_note: str
    recognised_total: Decimal
    margin: Decimal | None
    shipping_address: dict[str, str]
    customer: CustomerDetail
    payments: list[PaymentDetail]
    shipments: list[ShipmentDetail]
    steps: list[Step]
    actions: list[Action]
    editable: tuple[str, ...]

    @property
    def next_step(self) -> Action | None:
        """The one act that moves the order on, None if nobody here has to do anything."""
        return next((action for action in self.actions if action.is_next_step), None)


@dataclass(frozen=True, slots=True)
class BoardRow:
    id: int
    number: str
    external_id: str
    channel: str
    channel_name: str
    customer_name: str
    ship_city: str
    ship_state: str
    status: str
    payment_status: str
    fulfilment_status: str
    headline: str
    is_late: bool
    days_late: int
    placed_at: datetime
    promised_ship_date: date | None
    unit_count: int
    currency: str
    total: Decimal
    to_refund: Decimal
    in_warehouse: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """``text`` says what happened, ``detail`` with which numbers; ``icon`` is a Material Symbol; kinds: user, api, system."""

    id: int
    at: datetime
    actor_kind: str
    actor_name: str
    action: str
    icon: str
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class DayFigure:
    day: date
    orders: int
    sold: Decimal


@dataclass(frozen=True, slots=True)
class TodayFigures:
    """
    Today until now, against the same weekday a week before until the same hour; ``series`` are the 28 days before and today.

    Orders that were cancelled or expired count nowhere.
    """

    orders: int
    orders_before: int
    sold: Decimal
    sold_before: Decimal
    series: list[DayFigure]


@dataclass(frozen=True, slots=True)
class SalesTotals:
    """Everything the area knows, summed: the printed tie-out of an import."""

    orders: int
    by_status: dict[str, int]
    by_payment_status: dict[str, int]
    by_fulfilment_status: dict[str, int]
    items_total: Decimal
    discount_total: Decimal
    shipping_total: Decimal
    captured_total: Decimal
    captured_by_method: dict[str, Decimal]
    captured_events_by_method: dict[str, int]
    refunded_total: Decimal
    recognised_total: Decimal
    shipped_items_total: Decimal
    shipped_freight_total: Decimal
    cost_total: Decimal
