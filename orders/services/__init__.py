"""
The write door of the sales area: keyword-only functions that take the actor ``by`` and the moment ``at``.

Each takes a batch and uses a fixed number of SQL statements whatever its size; the singular forms are batches of one.
"""

from orders.services.approval import approve_orders
from orders.services.cancellation import cancel_order, cancel_orders, refuse_orders
from orders.services.channels import ChannelDraft, ensure_channel
from orders.services.customer_register import (
    CustomerChange,
    NewCustomer,
    add_customers,
    change_customers,
    find_customers_with_orders,
    remove_customers,
)
from orders.services.delivery import deliver_order, deliver_orders
from orders.services.desk import place_typed_order, preview_order
from orders.services.drafts import (
    ApprovalDraft,
    CancellationDraft,
    CustomerDraft,
    CustomerEdit,
    DeliveryDraft,
    ItemsCancellationDraft,
    LineDraft,
    OrderDraft,
    OrderEdit,
    PaymentEventDraft,
    ShipmentDraft,
)
from orders.services.edits import edit_customer, edit_order, present_values
from orders.services.expiry import expire_unpaid
from orders.services.fulfilment import ship_order, ship_orders
from orders.services.partial_cancellation import cancel_items, cancel_order_items
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
from orders.services.previews import (
    preview_approval,
    preview_cancellation,
    preview_delivery,
    preview_items_cancellation,
    preview_payment,
    preview_shipment,
)
from orders.services.results import (
    ApprovedOrder,
    CancelledItems,
    CancelledOrder,
    DeliveredOrder,
    Edited,
    Effect,
    ExpiredOrder,
    OrderPreview,
    PlacedLine,
    PlacedOrder,
    PlacedTyped,
    RecordedPayment,
    ShippedShipment,
)

__all__ = [
    "BoxShipmentDraft",
    "ApprovalDraft",
    "ApprovedOrder",
    "CancellationDraft",
    "CancelledItems",
    "CancelledOrder",
    "ChannelDraft",
    "CreatedWave",
    "CustomerChange",
    "CustomerDraft",
    "CustomerEdit",
    "DeliveredOrder",
    "DeliveryDraft",
    "Edited",
    "Effect",
    "ExpiredOrder",
    "ItemsCancellationDraft",
    "LeftOut",
    "LineDraft",
    "NewCustomer",
    "OrderDraft",
    "OrderEdit",
    "OrderPreview",
    "PackDraft",
    "PackedBox",
    "PaymentEventDraft",
    "PlacedLine",
    "PlacedOrder",
    "PlacedTyped",
    "RecordedPayment",
    "ScanDraft",
    "ShipmentDraft",
    "ShippedBox",
    "ShippedShipment",
    "Verdict",
    "WaveDraft",
    "approve_orders",
    "cancel_items",
    "assign_wave",
    "cancel_order",
    "cancel_order_items",
    "cancel_orders",
    "cancel_wave",
    "create_wave",
    "deliver_order",
    "deliver_orders",
    "edit_customer",
    "edit_order",
    "ensure_channel",
    "expire_unpaid",
    "pack_box",
    "place_order",
    "place_orders",
    "place_typed_order",
    "present_values",
    "preview_approval",
    "preview_cancellation",
    "preview_delivery",
    "preview_items_cancellation",
    "preview_order",
    "preview_payment",
    "preview_shipment",
    "record_payment_event",
    "record_payment_events",
    "record_scans",
    "refuse_orders",
    "settle_shortage",
    "ship_boxes",
    "ship_order",
    "ship_orders",
    "take_out_box",
    "add_customers",
    "change_customers",
    "find_customers_with_orders",
    "remove_customers",
]
