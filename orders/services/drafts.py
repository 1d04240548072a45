"""What callers of the write door hand in.  Plain values, checked by the services; money is Decimal, two places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """Who buys.  ``document`` is a CPF or CNPJ with or without punctuation, or empty; ``address`` has the seven parts of the API."""

    name: str
    email: str = ""
    phone: str = ""
    document: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineDraft:
    """``unit_price`` is required where the channel sets prices, and must equal the price list's (or be absent) elsewhere."""

    sku: str
    quantity: int
    unit_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """
    An order as a channel sends it.

    ``placed_at`` empty means ``at``.  ``reserved_until`` empty means the channel's lifetime, counted from ``at``;
    ``expires=False`` holds the stock until somebody cancels.  ``promised_ship_date`` empty means the channel's days.
    With ``payment_due_on`` the goods leave unpaid and the customer pays until that day.
    ``allows_no_lines`` is for importing histories that lost their lines; ``is_history`` tells nobody outside of it.
    """

    channel_code: str
    customer: CustomerDraft
    lines: tuple[LineDraft, ...]
    external_id: str = ""
    shipping_total: Decimal = ZERO
    discount_total: Decimal = ZERO
    currency: str = "BRL"
    placed_at: datetime | None = None
    expires: bool = True
    reserved_until: datetime | None = None
    promised_ship_date: date | None = None
    payment_due_on: date | None = None
    internal_note: str = ""
    allows_no_lines: bool = False
    is_history: bool = False


@dataclass(frozen=True, slots=True)
class PaymentEventDraft:
    """
    One message of a payment provider, identified by (``provider``, ``event_id``).

    ``kind`` is authorized, captured, refunded, voided or chargeback; ``fee`` is what the provider keeps of a capture or
    charges for a chargeback.
    """

    order_number: str
    provider: str
    event_id: str
    kind: str
    amount: Decimal
    occurred_at: datetime
    method: str = ""
    installments: int = 1
    fee: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class ShipmentDraft:
    """
    One parcel.  ``lines`` are (sku, quantity) pairs; None ships everything still open.  ``shipped_at`` empty means ``at``.

    ``places`` are (variant id, location id, quantity) as a picker took them; empty takes the oldest promises.
    """

    order_number: str
    lines: tuple[tuple[str, int], ...] | None = None
    carrier: str = ""
    tracking_code: str = ""
    shipped_at: datetime | None = None
    places: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryDraft:
    """``shipment`` names one parcel (10482-1); empty delivers all of the order.  ``delivered_at`` empty means ``at``."""

    order_number: str
    shipment: str = ""
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemsCancellationDraft:
    """``lines`` are (sku, quantity) pairs; None calls off everything that has not left."""

    order_number: str
    reason: str
    lines: tuple[tuple[str, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    """``note`` is kept in the trail."""

    order_number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderEdit:
    """
    ``values`` are what the person typed, ``base`` what the same fields showed before (services.edits.GUARDS names them):
    promised_ship_date (a date), internal_note, and the parts of the delivery address.
    """

    order_number: str
    values: Mapping[str, Any]
    base: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CustomerEdit:
    """As OrderEdit, for name, email, phone and document."""

    customer_id: int
    values: Mapping[str, str]
    base: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CancellationDraft:
    """``cancelled_at`` empty means ``at``."""

    order_number: str
    reason: str
    cancelled_at: datetime | None = None
