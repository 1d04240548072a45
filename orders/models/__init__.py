"""What the sales area keeps: channels, customers, orders, payment events, shipments."""

from orders.models.channel import Channel
from orders.models.customer import Customer
from orders.models.order import Approval, FulfilmentStatus, Order, OrderLine, OrderStatus, PaymentStatus
from orders.models.payment import PaymentEvent
from orders.models.picking import PickingWave, PickLine, PickScan, WaveOrder
from orders.models.shipment import Shipment, ShipmentLine
from orders.models.typed import TypedOrder

__all__ = [
    "Approval",
    "Channel",
    "Customer",
    "FulfilmentStatus",
    "Order",
    "OrderLine",
    "OrderStatus",
    "PaymentEvent",
    "PaymentStatus",
    "PickLine",
    "PickScan",
    "PickingWave",
    "Shipment",
    "ShipmentLine",
    "TypedOrder",
    "WaveOrder",
]
