"""``orders/``: place an order, list orders."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from backoffice.core import clock
from backoffice.core.api.fields import ChoiceField, CodeField, CurrencyField, MomentField, MoneyField
from backoffice.core.api.pagination import CursorField, PageSizeField, page
from backoffice.core.api.renderers import JSONAnswer
from backoffice.core.api.serializers import StrictSerializer
from backoffice.core.api.views import ApiView
from backoffice.core.idempotency import Answer
from backoffice.core.money import ZERO
from orders import queries, services
from orders.api import answers, refusals
from orders.api.inputs import MAX_LINES, CustomerInput, QuantityField, SkuField

LIST = "orders"


class ExternalIdField(CodeField):
    """The order's number in its channel."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=64, also="._/:#-", **kwargs)


class LineInput(StrictSerializer):
    sku = SkuField()
    quantity = QuantityField()
    unit_price = MoneyField(required=False)


class PlaceInput(StrictSerializer):
    """All or nothing: if one line cannot be served, no order is placed and nothing is reserved."""

    external_id = ExternalIdField()
    customer = CustomerInput()
    currency = CurrencyField()
    shipping_total = MoneyField(default=ZERO)
    discount_total = MoneyField(default=ZERO)
    placed_at = MomentField(required=False)
    lines = LineInput(many=True, min_length=1, max_length=MAX_LINES)


class ListQuery(StrictSerializer):
    external_id = ExternalIdField(required=False)
    status = ChoiceField(choices=answers.ORDER_STATUSES, required=False)
    updated_since = MomentField(required=False)
    cursor = CursorField(of=LIST)
    page_size = PageSizeField()


class OrderCollection(ApiView):
    permissions = {"GET": "orders.view", "POST": "orders.place"}
    idempotency_required = frozenset({"POST"})
    locators = refusals.OF_PLACEMENT
    query_shapes = {"GET": ListQuery}

    @extend_schema(operation_id="place_order", tags=["orders"], request=PlaceInput, responses={201: answers.PlacedOrderOutput})
    def post(self, request: Request) -> HttpResponse:
        """
        Place an order and reserve its goods.

        Short stock is 409 `insufficient_stock` and names every shortage.  An `external_id` that this channel used before
        is 409 `duplicate_external_id` and names the order.
        """
        body = self.read_body(PlaceInput)

        def effect() -> Answer:
            order = services.place_order(draft=_draft(body, channel=self.actor.channel), by=self.actor, at=clock.now())
            return 201, answers.of_placed_order(order)

        return self.answer_once(effect)

    @extend_schema(operation_id="list_orders", tags=["orders"], parameters=[ListQuery], responses={200: answers.OrderListOutput})
    def get(self, request: Request) -> HttpResponse:
        """
        The channel's orders by last change, oldest first: ask with `updated_since`, then follow `next`.
        """
        wanted = self.query
        found = queries.list_orders(
            actor=self.actor,
            external_id=wanted["external_id"] or "",
            status=wanted["status"] or "",
            updated_since=wanted["updated_since"],
            after=_keyset(wanted["cursor"]),
            limit=wanted["page_size"],
        )
        after = None if found.next_after is None else [found.next_after[0].isoformat(), found.next_after[1]]
        return JSONAnswer(page(request._request, of=LIST, results=[answers.of_order(row) for row in found.rows], after=after))


def _keyset(cursor: list[Any] | None) -> tuple[datetime, int] | None:
    return None if cursor is None else (datetime.fromisoformat(cursor[0]), cursor[1])


def _draft(body: dict[str, Any], *, channel: str) -> services.OrderDraft:
    customer = body["customer"]
    return services.OrderDraft(
        channel_code=channel,
        external_id=body["external_id"],
        customer=services.CustomerDraft(
            name=customer["name"],
            email=customer["email"] or "",
            phone=customer["phone"],
            document=customer["document"] or "",
            address=customer["address"],
        ),
        lines=tuple(services.LineDraft(line["sku"], line["quantity"], line["unit_price"]) for line in body["lines"]),
        shipping_total=body["shipping_total"],
        discount_total=body["discount_total"],
        currency=body["currency"],
        placed_at=body["placed_at"],
    )
