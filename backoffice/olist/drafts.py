"""Olist's rows in the words of the domain: pure functions from a source order to what the services take."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backoffice.olist.people import invent_person
from backoffice.olist.shop import CHANNEL
from backoffice.olist.source import SourceOrder, SourcePerson
from orders import services as orders

PROVIDER = "olist"
# What Olist calls the end of an order that never left, in the words our screens show.
OFF_REASONS = {"canceled": "Cancelado na Olist (canceled)", "unavailable": "Produto indisponível na Olist (unavailable)"}
SHIPPED_STATUSES = frozenset({"shipped", "delivered"})


def order_draft(order: SourceOrder, *, skus: Mapping[str, str], documents: Mapping[str, str]) -> orders.OrderDraft:
    """The order as placed: channel prices, freight on top, and no expiry, for its end is history."""
    return orders.OrderDraft(
        channel_code=CHANNEL,
        customer=_customer(order.person, documents[order.person.unique_id]),
        lines=tuple(orders.LineDraft(skus[line.product_id], line.quantity, line.price) for line in order.lines),
        external_id=order.order_id,
        shipping_total=order.freight_total,
        placed_at=order.purchased_at,
        expires=False,
        is_history=True,
        promised_ship_date=order.ship_by,
        allows_no_lines=True,
    )


def payment_drafts(order: SourceOrder, number: str) -> list[orders.PaymentEventDraft]:
    """Each payment row as money taken when the order was approved, or bought where no approval is on file.  Fees are not on file."""
    return [
        orders.PaymentEventDraft(
            order_number=number,
            provider=PROVIDER,
            event_id=f"{order.order_id}-{payment.sequential}",
            kind="captured",
            amount=payment.value,
            occurred_at=paid_at(order),
            method=payment.kind,
            installments=max(payment.installments, 1),
        )
        for payment in order.payments
    ]


def paid_at(order: SourceOrder) -> datetime:
    """When the money of this order counts as taken."""
    return order.approved_at or order.purchased_at


def is_shipped(order: SourceOrder) -> bool:
    """Whether the goods left for good; a cancelled order that had reached the carrier came back."""
    return order.status in SHIPPED_STATUSES and order.carrier_at is not None and bool(order.lines)


def is_delivered(order: SourceOrder) -> bool:
    """Whether they arrived on a known day."""
    return is_shipped(order) and order.delivered_at is not None


def shipment_draft(order: SourceOrder, number: str) -> orders.ShipmentDraft:
    return orders.ShipmentDraft(order_number=number, shipped_at=order.carrier_at)


def delivery_draft(order: SourceOrder, number: str) -> orders.DeliveryDraft:
    return orders.DeliveryDraft(order_number=number, delivered_at=order.delivered_at)


def cancellation_draft(order: SourceOrder, number: str) -> orders.CancellationDraft:
    """The day of the cancellation is not on file: the last thing known before it stands in."""
    return orders.CancellationDraft(order_number=number, reason=OFF_REASONS[order.status], cancelled_at=paid_at(order))


def source_facts(order: SourceOrder) -> dict[str, Any]:
    """What the file says and our tables have no place for; kept in the audit trail."""
    return {
        "source": "olist",
        "status": order.status,
        "approved_at": order.approved_at,
        "carrier_at": order.carrier_at,
        "delivered_at": order.delivered_at,
        "estimated_delivery": order.promised_at.date() if order.promised_at else None,
    }


def _customer(person: SourcePerson, document: str) -> orders.CustomerDraft:
    invented = invent_person(person.unique_id, document)
    return orders.CustomerDraft(
        name=invented.name,
        email=invented.email,
        document=document,
        address={
            "line1": "",
            "line2": "",
            "district": "",
            "city": _city_name(person.city),
            "state": person.state,
            # Only the first five digits are on file.
            "postal_code": f"{person.zip_prefix}000",
            "country": "BR",
        },
    )


def _city_name(city: str) -> str:
    """The file writes cities in lower case and without accents: "rio de janeiro" becomes "Rio de Janeiro"."""
    small = {"de", "da", "do", "das", "dos", "e"}
    return " ".join(word if word in small else word.capitalize() for word in city.split())
