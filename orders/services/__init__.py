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
from orders.services.picking.drafts import (
    BoxShipmentDraft,
    CreatedWave,
    LeftOut,
    PackDraft,
    PackedBox,
    ScanDraft,
    ShippedBox,
    Verdict,
    WaveDraft,
)
from orders.services.picking.packing import pack_box
from orders.services.picking.scans import record_scans
from orders.services.picking.shipping import ship_boxes
from orders.services.picking.waves import assign_wave, cancel_wave, create_wave, settle_shortage, take_out_box
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
    "BoxShipmentDraft",
    "CancellationDraft",
    "CancelledOrder",
    "ChannelDraft",
    "CreatedWave",
    "CustomerDraft",
    "DeliveredOrder",
    "DeliveryDraft",
    "Effect",
    "ExpiredOrder",
    "LeftOut",
    "LineDraft",
    "OrderDraft",
    "PackDraft",
    "PackedBox",
    "PaymentEventDraft",
    "PlacedLine",
    "PlacedOrder",
    "RecordedPayment",
    "ScanDraft",
    "ShipmentDraft",
    "ShippedBox",
    "ShippedShipment",
    "Verdict",
    "WaveDraft",
    "assign_wave",
    "cancel_order",
    "cancel_orders",
    "cancel_wave",
    "create_wave",
    "deliver_order",
    "deliver_orders",
    "ensure_channel",
    "expire_unpaid",
    "pack_box",
    "place_order",
    "place_orders",
    "preview_cancellation",
    "record_payment_event",
    "record_payment_events",
    "record_scans",
    "settle_shortage",
    "ship_boxes",
    "ship_order",
    "ship_orders",
    "take_out_box",
]
