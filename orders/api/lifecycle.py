"""``orders/{number}/...``: one order, what happened to it, and what may be done with it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from backoffice.core import clock
from backoffice.core.api.fields import ChoiceField, CodeField, MomentField, MoneyField, Refusal, StrictInteger, TextField
from backoffice.core.api.renderers import JSONAnswer
from backoffice.core.api.serializers import InputRefused, StrictSerializer
from backoffice.core.api.views import ApiView
from backoffice.core.idempotency import Answer
from backoffice.core.money import ZERO
from orders import queries, services
from orders.api import answers, refusals
from orders.api.inputs import MAX_LINES, QuantityField, SkuField
from orders.errors import UnknownOrder

PAYMENT_KINDS = ["authorized", "captured", "refunded", "voided", "chargeback"]


class OrderApi(ApiView):
    """
    A view of one order; a number that the key may not know of is the same 404 as one that does not exist.

    That is decided where the order is read or locked (core.policy), not here.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        number = kwargs["number"]
        if "\x00" in number:
            raise InputRefused.at("number", "invalid_character", character="U+0000")
        if not (number.isascii() and number.replace("-", "").isalnum() and len(number) <= 20):
            raise UnknownOrder(orders=[number[:20]])


class OrderDetail(OrderApi):
    permissions = {"GET": "orders.view"}

    @extend_schema(operation_id="get_order", tags=["orders"], responses={200: answers.OrderOutput})
    def get(self, request: Request, number: str) -> HttpResponse:
        """One order with its statuses, totals and lines."""
        return JSONAnswer(answers.of_order(queries.get_order_summary(number=number, actor=self.actor)))


class OrderTimeline(OrderApi):
    permissions = {"GET": "orders.view"}

    @extend_schema(operation_id="get_order_timeline", tags=["orders"], responses={200: answers.TimelineOutput})
    def get(self, request: Request, number: str) -> HttpResponse:
        """What happened to the order, newest first, at most 200 entries."""
        entries = queries.list_timeline(number=number, actor=self.actor)
        return JSONAnswer({"results": [answers.of_timeline_entry(entry) for entry in entries]})


class PaymentInput(StrictSerializer):
    """One message of the payment provider.  Messages may come twice and in any order."""

    event_id = CodeField(max_length=80, also="._:/|=+@#-")
    type = ChoiceField(choices=PAYMENT_KINDS)
    amount = MoneyField()
    method = CodeField(max_length=40, also="._-")
    installments = StrictInteger(minimum=1, maximum=99, default=1)
    occurred_at = MomentField()
    provider = CodeField(max_length=40, also="._-")
    fee = MoneyField(default=ZERO)

    @classmethod
    def contradictions(cls, values: dict[str, Any]) -> Iterator[tuple[str, Refusal]]:
        if not values["amount"] and values["type"] != "voided":
            yield "amount", Refusal("zero")


class OrderPayments(OrderApi):
    permissions = {"POST": "orders.record_payment"}
    idempotency_honoured = frozenset({"POST"})
    locators = refusals.OF_PAYMENT

    @extend_schema(
        operation_id="record_payment",
        tags=["orders"],
        request=PaymentInput,
        responses={201: answers.PaymentOutput, 200: answers.PaymentOutput},
    )
    def post(self, request: Request, number: str) -> HttpResponse:
        """
        Record what the payment provider reported: 201 the first time, 200 with the present state if `(provider, event_id)` came before.
        """
        body = self.read_body(PaymentInput)
        draft = services.PaymentEventDraft(
            order_number=number,
            provider=body["provider"],
            event_id=body["event_id"],
            kind=body["type"],
            amount=body["amount"],
            occurred_at=body["occurred_at"],
            method=body["method"],
            installments=body["installments"],
            fee=body["fee"],
        )

        def effect() -> Answer:
            payment = services.record_payment_event(event=draft, by=self.actor, at=clock.now())
            return 201 if payment.is_new else 200, answers.of_payment(payment)

        return self.answer_once(effect)


class CancelInput(StrictSerializer):
    reason = TextField(max_length=200, default="")


class OrderCancellation(OrderApi):
    permissions = {"POST": "orders.cancel"}
    idempotency_honoured = frozenset({"POST"})

    @extend_schema(operation_id="cancel_order", tags=["orders"], request=CancelInput, responses={200: answers.CancelledOutput})
    def post(self, request: Request, number: str) -> HttpResponse:
        """Cancel before anything was shipped: reserved goods are free again; money already captured is shown as `to_refund`."""
        body = self.read_body(CancelInput)
        draft = services.CancellationDraft(number, body["reason"])

        def effect() -> Answer:
            return 200, answers.of_cancelled(services.cancel_order(draft=draft, by=self.actor, at=clock.now()))

        return self.answer_once(effect)


class ShipmentLineInput(StrictSerializer):
    sku = SkuField()
    quantity = QuantityField()


class ShipmentInput(StrictSerializer):
    """One parcel.  Without `lines` everything still open is shipped."""

    carrier = TextField(max_length=80, blank=True, default="")
    tracking_code = TextField(max_length=80, blank=True, default="")
    shipped_at = MomentField(required=False)
    lines = ShipmentLineInput(many=True, min_length=1, max_length=MAX_LINES, required=False)


class OrderShipments(OrderApi):
    permissions = {"POST": "orders.ship"}
    idempotency_honoured = frozenset({"POST"})
    locators = refusals.OF_SHIPMENT

    @extend_schema(operation_id="ship_order", tags=["fulfilment"], request=ShipmentInput, responses={201: answers.ShipmentOutput})
    def post(self, request: Request, number: str) -> HttpResponse:
        """Ship some or all of an order's goods; more than is still open is refused."""
        body = self.read_body(ShipmentInput)
        lines = None if body["lines"] is None else tuple((line["sku"], line["quantity"]) for line in body["lines"])
        draft = services.ShipmentDraft(number, lines, body["carrier"], body["tracking_code"], body["shipped_at"])

        def effect() -> Answer:
            return 201, answers.of_shipment(services.ship_order(draft=draft, by=self.actor, at=clock.now()))

        return self.answer_once(effect)


class DeliverInput(StrictSerializer):
    """Without `shipment` all parcels of the order are delivered."""

    shipment = CodeField(max_length=24, also="-", default="")
    delivered_at = MomentField(required=False)


class OrderDelivery(OrderApi):
    permissions = {"POST": "orders.deliver"}
    idempotency_honoured = frozenset({"POST"})

    @extend_schema(operation_id="deliver_order", tags=["fulfilment"], request=DeliverInput, responses={200: answers.DeliveredOutput})
    def post(self, request: Request, number: str) -> HttpResponse:
        """Say that the goods arrived."""
        body = self.read_body(DeliverInput)
        draft = services.DeliveryDraft(number, body["shipment"], body["delivered_at"])

        def effect() -> Answer:
            return 200, answers.of_delivered(services.deliver_order(draft=draft, by=self.actor, at=clock.now()))

        return self.answer_once(effect)
