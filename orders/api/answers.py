"""How orders look from outside: the dictionaries that are sent, and the shapes that document them."""

from typing import Any

from rest_framework import serializers

from backoffice.core.api.renderers import text_of_moment
from orders.queries import OrderSummary, TimelineEntry
from orders.services import CancelledOrder, DeliveredOrder, PlacedOrder, RecordedPayment, ShippedShipment

ORDER_STATUSES = ["open", "completed", "cancelled", "expired"]
PAYMENT_STATUSES = ["pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "voided", "charged_back"]
FULFILMENT_STATUSES = ["unfulfilled", "partially_shipped", "shipped", "delivered", "cancelled"]

APPROVALS = ["none", "waiting", "approved", "refused"]


class Amount(serializers.DecimalField):
    """An amount going out: a string with two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)


class StatusesOutput(serializers.Serializer):
    status = serializers.ChoiceField(choices=ORDER_STATUSES)
    payment_status = serializers.ChoiceField(choices=PAYMENT_STATUSES)
    fulfilment_status = serializers.ChoiceField(choices=FULFILMENT_STATUSES)


class LineOutput(serializers.Serializer):
    sku = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = Amount()
    total = Amount()


class PlacedOrderOutput(StatusesOutput):
    approval = serializers.ChoiceField(choices=APPROVALS, help_text="While it is waiting, the order does not ship.")
    number = serializers.CharField()
    external_id = serializers.CharField()
    currency = serializers.CharField()
    items_total = Amount()
    discount_total = Amount()
    shipping_total = Amount()
    total = Amount()
    placed_at = serializers.DateTimeField()
    reserved_until = serializers.DateTimeField(allow_null=True)
    lines = LineOutput(many=True)


class OrderLineOutput(LineOutput):
    name = serializers.CharField()
    discount = Amount()
    shipped_quantity = serializers.IntegerField()
    cancelled_quantity = serializers.IntegerField()


class OrderOutput(PlacedOrderOutput):
    channel = serializers.CharField()
    customer_name = serializers.CharField()
    authorized_total = Amount()
    captured_total = Amount()
    refunded_total = Amount()
    charged_back_total = Amount()
    promised_ship_date = serializers.DateField(allow_null=True)
    shipped_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)
    cancel_reason = serializers.CharField(allow_blank=True)
    cancelled_total = Amount(help_text="Items called off: the totals are without them.")
    payment_due_on = serializers.DateField(allow_null=True)
    updated_at = serializers.DateTimeField()
    lines = OrderLineOutput(many=True)


class OrderListOutput(serializers.Serializer):
    results = OrderOutput(many=True)
    next = serializers.CharField(allow_null=True)
    next_cursor = serializers.CharField(allow_null=True)


class PaymentOutput(serializers.Serializer):
    order = serializers.CharField()
    provider = serializers.CharField()
    event_id = serializers.CharField()
    type = serializers.CharField()
    amount = Amount()
    is_parked = serializers.BooleanField(help_text="The event it needs has not come yet; it counts once that has.")
    status = serializers.ChoiceField(choices=ORDER_STATUSES)
    payment_status = serializers.ChoiceField(choices=PAYMENT_STATUSES)
    total = Amount()
    authorized_total = Amount()
    captured_total = Amount()
    refunded_total = Amount()
    charged_back_total = Amount()


class CancelledOutput(StatusesOutput):
    number = serializers.CharField()
    cancelled_at = serializers.DateTimeField()
    to_refund = Amount(help_text="Captured and not yet given back.")
    currency = serializers.CharField()


class ShippedLineOutput(serializers.Serializer):
    sku = serializers.CharField()
    quantity = serializers.IntegerField()


class ShipmentOutput(serializers.Serializer):
    order = serializers.CharField()
    number = serializers.CharField()
    carrier = serializers.CharField(allow_blank=True)
    tracking_code = serializers.CharField(allow_blank=True)
    shipped_at = serializers.DateTimeField()
    lines = ShippedLineOutput(many=True)
    status = serializers.ChoiceField(choices=ORDER_STATUSES)
    fulfilment_status = serializers.ChoiceField(choices=FULFILMENT_STATUSES)


class DeliveredOutput(serializers.Serializer):
    number = serializers.CharField()
    shipments = serializers.ListField(child=serializers.CharField())
    delivered_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=ORDER_STATUSES)
    fulfilment_status = serializers.ChoiceField(choices=FULFILMENT_STATUSES)


class TimelineEntryOutput(serializers.Serializer):
    at = serializers.DateTimeField()
    actor_kind = serializers.ChoiceField(choices=["user", "api", "system"])
    actor_name = serializers.CharField()
    action = serializers.CharField()
    text = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)


class TimelineOutput(serializers.Serializer):
    results = TimelineEntryOutput(many=True)


def of_placed_order(order: PlacedOrder) -> dict[str, Any]:
    """Amounts and moments as text, because the answer is kept as JSON and may be sent again."""
    return {
        "number": order.number,
        "external_id": order.external_id,
        "status": order.status,
        "payment_status": order.payment_status,
        "fulfilment_status": order.fulfilment_status,
        "approval": order.approval,
        "currency": order.currency,
        "items_total": str(order.items_total),
        "discount_total": str(order.discount_total),
        "shipping_total": str(order.shipping_total),
        "total": str(order.total),
        "placed_at": text_of_moment(order.placed_at),
        "reserved_until": text_of_moment(order.reserved_until),
        "lines": [
            {"sku": line.sku, "quantity": line.quantity, "unit_price": str(line.unit_price), "total": str(line.total)}
            for line in order.lines
        ],
    }


def of_order(order: OrderSummary) -> dict[str, Any]:
    return {
        "number": order.number,
        "external_id": order.external_id,
        "channel": order.channel,
        "customer_name": order.customer_name,
        "status": order.status,
        "payment_status": order.payment_status,
        "fulfilment_status": order.fulfilment_status,
        "approval": order.approval,
        "currency": order.currency,
        "items_total": order.items_total,
        "discount_total": order.discount_total,
        "shipping_total": order.shipping_total,
        "total": order.total,
        "authorized_total": order.authorized_total,
        "captured_total": order.captured_total,
        "refunded_total": order.refunded_total,
        "charged_back_total": order.charged_back_total,
        "placed_at": text_of_moment(order.placed_at),
        "reserved_until": text_of_moment(order.reserved_until),
        "promised_ship_date": order.promised_ship_date,
        "shipped_at": text_of_moment(order.shipped_at),
        "delivered_at": text_of_moment(order.delivered_at),
        "cancelled_at": text_of_moment(order.cancelled_at),
        "cancel_reason": order.cancel_reason,
        "cancelled_total": order.cancelled_total,
        "payment_due_on": order.payment_due_on,
        "updated_at": text_of_moment(order.updated_at),
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "discount": line.discount,
                "total": line.total,
                "shipped_quantity": line.shipped_quantity,
                "cancelled_quantity": line.cancelled_quantity,
            }
            for line in order.lines
        ],
    }


def of_payment(payment: RecordedPayment) -> dict[str, Any]:
    return {
        "order": payment.order_number,
        "provider": payment.provider,
        "event_id": payment.event_id,
        "type": payment.kind,
        "amount": str(payment.amount),
        "is_parked": payment.is_parked,
        "status": payment.status,
        "payment_status": payment.payment_status,
        "total": str(payment.total),
        "authorized_total": str(payment.authorized_total),
        "captured_total": str(payment.captured_total),
        "refunded_total": str(payment.refunded_total),
        "charged_back_total": str(payment.charged_back_total),
    }


def of_cancelled(order: CancelledOrder) -> dict[str, Any]:
    return {
        "number": order.order_number,
        "status": order.status,
        "payment_status": order.payment_status,
        "fulfilment_status": order.fulfilment_status,
        "cancelled_at": text_of_moment(order.cancelled_at),
        "to_refund": str(order.to_refund),
        "currency": order.currency,
    }


def of_shipment(shipment: ShippedShipment) -> dict[str, Any]:
    return {
        "order": shipment.order_number,
        "number": shipment.number,
        "carrier": shipment.carrier,
        "tracking_code": shipment.tracking_code,
        "shipped_at": text_of_moment(shipment.shipped_at),
        "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in shipment.lines],
        "status": shipment.status,
        "fulfilment_status": shipment.fulfilment_status,
    }


def of_delivered(order: DeliveredOrder) -> dict[str, Any]:
    return {
        "number": order.order_number,
        "shipments": list(order.shipments),
        "delivered_at": text_of_moment(order.delivered_at),
        "status": order.status,
        "fulfilment_status": order.fulfilment_status,
    }


def of_timeline_entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "at": text_of_moment(entry.at),
        "actor_kind": entry.actor_kind,
        "actor_name": entry.actor_name,
        "action": entry.action,
        "text": entry.text,
        "detail": entry.detail,
    }
