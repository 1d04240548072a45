"""
Facts of the sales area.

Money in these events is Decimal in ``currency``, two places.  Two splits are decided by the sales area, which knows
the order's whole story, so that finance never has to look back:

- a captured payment first settles what was already shipped unpaid (``to_receivable``), the rest is the customer's
  advance (``to_advance``);
- a shipment first uses up the advance (``from_advance``), the rest becomes receivable (``to_receivable``);
- money given back first returns the unused advance (``from_advance``), the rest takes back revenue (``from_revenue``).
"""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event):
    order_number: str
    channel: str
    currency: str
    total: Decimal
    customer_name: str
    customer_email: str
    # Why a person has to approve it before it ships; empty if nobody has to.
    approval_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderApproved(Event):
    order_number: str
    channel: str
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class OrderItemsCancelled(Event):
    """Some of the goods are called off: the order's total is ``amount`` lower; ``lines`` are (sku, quantity)."""

    order_number: str
    channel: str
    currency: str
    reason: str
    amount: Decimal
    lines: list[list[object]]


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(Event):
    order_number: str
    channel: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderExpired(Event):
    order_number: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class PaymentCaptured(Event):
    """Money was taken: ``amount = to_receivable + to_advance``; ``fee`` is kept by the provider out of it."""

    order_number: str
    channel: str
    payment: str
    provider: str
    method: str
    currency: str
    amount: Decimal
    fee: Decimal
    to_receivable: Decimal
    to_advance: Decimal


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(Event):
    """Money was given back: ``amount = from_advance + from_revenue``."""

    order_number: str
    channel: str
    payment: str
    provider: str
    currency: str
    amount: Decimal
    from_advance: Decimal
    from_revenue: Decimal


@dataclass(frozen=True, kw_only=True)
class PaymentChargedBack(Event):
    """The buyer's bank took the money back: ``amount = from_advance + loss``; ``fee`` is the provider's penalty."""

    order_number: str
    channel: str
    payment: str
    provider: str
    currency: str
    amount: Decimal
    fee: Decimal
    from_advance: Decimal
    loss: Decimal


@dataclass(frozen=True, kw_only=True)
class OrderShipped(Event):
    """
    Goods left: the moment of revenue.

    ``items_total + freight_total - discount_total = from_advance + to_receivable``; ``cost_total`` is the moving
    average cost of what left.
    """

    order_number: str
    shipment: str
    channel: str
    currency: str
    items_total: Decimal
    freight_total: Decimal
    discount_total: Decimal
    from_advance: Decimal
    to_receivable: Decimal
    cost_total: Decimal


@dataclass(frozen=True, kw_only=True)
class OrderDelivered(Event):
    order_number: str
    channel: str
