"""What the write door hands back: enough for an answer without reading again."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlacedLine:
    sku: str
    name: str
    quantity: int
    unit_price: Decimal
    discount: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class PlacedOrder:
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
    placed_at: datetime
    reserved_until: datetime | None
    lines: tuple[PlacedLine, ...]
    approval_reason: str = ""

    @property
    def approval(self) -> str:
        """Whether a person has to agree before it ships."""
        return "waiting" if self.approval_reason else "none"


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """
    What an order would cost.  ``available`` is what may still be promised by SKU, ``parts`` are (variant id, quantity) of
    each; ``waits_if_first`` means that a customer without an earlier order makes it wait for approval.
    """

    lines: tuple[PlacedLine, ...]
    items_total: Decimal
    discount_total: Decimal
    shipping_total: Decimal
    total: Decimal
    reserved_until: datetime | None
    promised_ship_date: date
    approval_reason: str
    waits_if_first: bool
    available: dict[str, int]
    parts: dict[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class PlacedTyped:
    """``is_new`` is False when the same form had become this order before."""

    order_number: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class RecordedPayment:
    """
    ``is_new`` is False when the same event came before; ``is_parked`` while it waits for the event it needs.

    The order's statuses and totals are those after the whole batch.
    """

    order_number: str
    provider: str
    event_id: str
    kind: str
    amount: Decimal
    is_new: bool
    is_parked: bool
    status: str
    payment_status: str
    total: Decimal
    authorized_total: Decimal
    captured_total: Decimal
    refunded_total: Decimal
    charged_back_total: Decimal


@dataclass(frozen=True, slots=True)
class ShippedShipment:
    order_number: str
    number: str
    carrier: str
    tracking_code: str
    shipped_at: datetime
    lines: tuple[tuple[str, int], ...]
    items_total: Decimal
    freight_total: Decimal
    discount_total: Decimal
    cost_total: Decimal
    status: str
    fulfilment_status: str


@dataclass(frozen=True, slots=True)
class DeliveredOrder:
    order_number: str
    shipments: tuple[str, ...]
    delivered_at: datetime
    status: str
    fulfilment_status: str


@dataclass(frozen=True, slots=True)
class CancelledOrder:
    """``to_refund`` is money captured and not yet given back: it stays visible until the provider refunds it."""

    order_number: str
    status: str
    payment_status: str
    fulfilment_status: str
    cancelled_at: datetime
    released_units: int
    to_refund: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class CancelledItems:
    """``amount`` is by how much the order's total went down; ``to_refund`` what of the money taken is too much now."""

    order_number: str
    status: str
    payment_status: str
    fulfilment_status: str
    lines: tuple[tuple[str, int], ...]
    released_units: int
    amount: Decimal
    total: Decimal
    to_refund: Decimal
    currency: str
    version: int


@dataclass(frozen=True, slots=True)
class ApprovedOrder:
    order_number: str
    approved_by: str
    approved_at: datetime
    total: Decimal


@dataclass(frozen=True, slots=True)
class Edited:
    """The names of the ``fields`` that were written; the order's ``version`` after it, 0 for a customer."""

    fields: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class ExpiredOrder:
    order_number: str
    released_units: int


@dataclass(frozen=True, slots=True)
class Effect:
    """
    One consequence, for the dialog that asks before it happens.

    ``code`` is a key of error_texts.EFFECT_TEXTS; ``data`` holds quantities and amounts, ``text`` the translated sentence.
    """

    code: str
    data: dict[str, object]
    text: str
