"""Build the area's events: every amount and split already decided, so that nobody has to look back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from backoffice.events.orders import (
    OrderApproved,
    OrderCancelled,
    OrderDelivered,
    OrderExpired,
    OrderItemsCancelled,
    OrderPlaced,
    OrderShipped,
    PaymentCaptured,
    PaymentChargedBack,
    PaymentRefunded,
)
from backoffice.events.payments import MoneyToRefund
from orders.models import Order
from orders.services.drafts import OrderDraft
from orders.services.results import PlacedOrder
from orders.settlement import Split

ZERO = Decimal("0.00")


class Payment(Protocol):
    """What of a payment event goes into a fact."""

    provider: str
    event_id: str
    method: str
    amount: Decimal
    fee: Decimal
    occurred_at: datetime


def orders_placed(placed: Iterable[PlacedOrder], drafts: Iterable[OrderDraft]) -> list[OrderPlaced]:
    """Orders and reservations are made."""
    return [
        OrderPlaced(
            occurred_at=order.placed_at,
            order_number=order.number,
            channel=order.channel,
            currency=order.currency,
            total=order.total,
            customer_name=draft.customer.name,
            customer_email=draft.customer.email,
            is_history=draft.is_history,
            approval_reason=order.approval_reason,
        )
        for order, draft in zip(placed, drafts, strict=True)
    ]


def _whose(order: Order, payment: Payment) -> dict[str, Any]:
    """What every fact about money says of its order and its payment."""
    return {
        "occurred_at": payment.occurred_at,
        "order_number": order.number,
        "channel": order.channel.code,
        "payment": payment.event_id,
        "provider": payment.provider,
        "currency": order.currency,
    }


def payment_captured(order: Order, payment: Payment, split: Split) -> PaymentCaptured:
    """Money came in."""
    return PaymentCaptured(
        **_whose(order, payment),
        method=payment.method,
        amount=payment.amount,
        fee=payment.fee,
        to_receivable=split.settled,
        to_advance=split.beyond,
    )


def payment_refunded(order: Order, payment: Payment, split: Split) -> PaymentRefunded:
    """Money went back to the customer."""
    return PaymentRefunded(
        **_whose(order, payment),
        amount=payment.amount,
        from_advance=split.settled,
        from_revenue=split.beyond,
    )


def refund_correction(order: Order, payment: Payment, amount: Decimal) -> PaymentRefunded:
    """``amount`` of earlier refunds turns out to have come from the advance, not from revenue; no money moves."""
    return PaymentRefunded(
        **_whose(order, payment),
        amount=ZERO,
        from_advance=amount,
        from_revenue=-amount,
    )


def payment_charged_back(order: Order, payment: Payment, split: Split) -> PaymentChargedBack:
    """The buyer's bank took money back."""
    return PaymentChargedBack(
        **_whose(order, payment),
        amount=payment.amount,
        fee=payment.fee,
        from_advance=split.settled,
        loss=split.beyond,
    )


def loss_correction(order: Order, payment: Payment, amount: Decimal) -> PaymentChargedBack:
    """``amount`` of earlier chargebacks turns out to have come from the advance (negative: not from it); no money moves."""
    return PaymentChargedBack(
        **_whose(order, payment),
        amount=ZERO,
        fee=ZERO,
        from_advance=amount,
        loss=-amount,
    )


def order_shipped(
    order: Order,
    *,
    shipment: str,
    shipped_at: datetime,
    items_total: Decimal,
    freight_total: Decimal,
    discount_total: Decimal,
    cost_total: Decimal,
    split: Split,
) -> OrderShipped:
    """Goods left: the moment of revenue."""
    return OrderShipped(
        occurred_at=shipped_at,
        order_number=order.number,
        shipment=shipment,
        channel=order.channel.code,
        currency=order.currency,
        items_total=items_total,
        freight_total=freight_total,
        discount_total=discount_total,
        from_advance=split.settled,
        to_receivable=split.beyond,
        cost_total=cost_total,
    )


def money_to_refund(order: Order, *, occurred_at: datetime) -> MoneyToRefund:
    """What the company holds beyond what the order asks for, perhaps nothing."""
    asked = ZERO if order.cancelled_at or order.expired_at else order.total
    kept = order.captured_total - order.refunded_total - order.charged_back_total
    return MoneyToRefund(
        occurred_at=occurred_at,
        order_number=order.number,
        channel=order.channel.code,
        currency=order.currency,
        amount=max(kept - asked, ZERO),
    )


def order_delivered(order: Order, *, delivered_at: datetime) -> OrderDelivered:
    """The last parcel arrived."""
    return OrderDelivered(occurred_at=delivered_at, order_number=order.number, channel=order.channel.code)


def order_cancelled(order: Order, *, cancelled_at: datetime) -> OrderCancelled:
    """The order is off; its stock is free again."""
    return OrderCancelled(occurred_at=cancelled_at, order_number=order.number, channel=order.channel.code, reason=order.cancel_reason)


def order_approved(order: Order, *, at: datetime) -> OrderApproved:
    """A person agreed: nothing of ours holds the goods back."""
    return OrderApproved(occurred_at=at, order_number=order.number, channel=order.channel.code, approved_by=order.approval_decided_by)


def items_cancelled(order: Order, *, at: datetime, reason: str, amount: Decimal, lines: Iterable[tuple[str, int]]) -> OrderItemsCancelled:
    """Some of the goods are not wanted any more."""
    return OrderItemsCancelled(
        occurred_at=at,
        order_number=order.number,
        channel=order.channel.code,
        currency=order.currency,
        reason=reason,
        amount=amount,
        lines=[[sku, quantity] for sku, quantity in lines],
    )


def order_expired(order: Order, *, at: datetime) -> OrderExpired:
    """Time ran out before any money came."""
    return OrderExpired(occurred_at=at, order_number=order.number, channel=order.channel.code)
