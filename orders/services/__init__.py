"""
The write door of the sales area: keyword-only functions that take the actor ``by`` and the moment ``at``.

Each takes a batch and uses a fixed number of SQL statements whatever its size; the singular forms are batches of one.
"""

from orders.services.cancellation import cancel_order, cancel_orders, preview_cancellation
from orders.services.channels import ChannelDraft, ensure_channel
from orders.services.delivery import deliver_order, deliver_orders
from orders.services.drafts import (
    CancellationDraft,
    CustomerDraft,
    DeliveryDraft,
    LineDraft,
    OrderDraft,
    PaymentEventDraft,
    ShipmentDraft,
)
from orders.services.expiry import expire_unpaid
from orders.services.fulfilment import ship_order, ship_orders
from orders.services.payments import record_payment_event, record_payment_events
from orders.services.placement import place_order, place_orders
from orders.services.results import (
    CancelledOrder,
    DeliveredOrder,
    Effect,
    ExpiredOrder,
    PlacedLine,
    PlacedOrder,
    RecordedPayment,
    ShippedShipment,
)

__all__ = [
    "CancellationDraft",
    "CancelledOrder",
    "ChannelDraft",
    "CustomerDraft",
    "DeliveredOrder",
    "DeliveryDraft",
    "Effect",
    "ExpiredOrder",
    "LineDraft",
    "OrderDraft",
    "PaymentEventDraft",
    "PlacedLine",
    "PlacedOrder",
    "RecordedPayment",
    "ShipmentDraft",
    "ShippedShipment",
    "cancel_order",
    "cancel_orders",
    "deliver_order",
    "deliver_orders",
    "ensure_channel",
    "expire_unpaid",
    "place_order",
    "place_orders",
    "preview_cancellation",
    "record_payment_event",
    "record_payment_events",
    "ship_order",
    "ship_orders",
]
