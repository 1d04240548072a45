"""POST orders/: an order through the door that storefronts use."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backoffice.core.models import AuditEntry, IdempotencyKey, OutboxMessage
from inventory import services
from inventory.models import Reservation
from orders.models import Channel, Customer, Order
from tests.api.conftest import ORDERS, Caller, order_body, problem, written
from tests.orders.builders import Shop, _variant

pytestmark = pytest.mark.django_db


def place(caller: Caller, body: dict[str, Any], key: str = "k1") -> Any:
    return caller.post(ORDERS, body, Idempotency_Key=key)


def test_an_order_is_placed_reserved_and_answered_in_full(shop: Shop, caller: Caller) -> None:
    response = place(caller, order_body(("PAN-FE-24", 2), ("PRATO-AL", 1), discount_total="10.00"))

    answer = orjson.loads(response.content)
    order = Order.objects.get()
    assert response.status_code == 201
    assert answer == {
        "number": order.number,
        "external_id": "WEB-1001",
        "status": "open",
        "payment_status": "pending",
        "fulfilment_status": "unfulfilled",
        "approval": "none",
        "currency": "BRL",
        "items_total": "464.70",
        "discount_total": "10.00",
        "shipping_total": "19.90",
        "total": "474.60",
        "placed_at": answer["placed_at"],
        "reserved_until": answer["reserved_until"],
        "lines": [
            {"sku": "PAN-FE-24", "quantity": 2, "unit_price": "219.90", "total": "439.80"},
            {"sku": "PRATO-AL", "quantity": 1, "unit_price": "24.90", "total": "24.90"},
        ],
    }
    assert answer["placed_at"].endswith("Z")
    assert answer["reserved_until"] > answer["placed_at"]
    assert shop.level("PAN-FE-24") == (10, 2)
    assert list(AuditEntry.objects.filter(action="order.placed").values_list("actor_kind", "actor_name")) == [("api", "Loja")]
    assert AuditEntry.objects.get(action="order.placed").request_id == response.headers["X-Request-ID"]


def test_numbers_are_read_as_exactly_as_strings(shop: Shop, caller: Caller) -> None:
    raw = orjson.dumps(order_body(("PRATO-AL", 1))).replace(b'"19.90"', b"0.1")

    answer = orjson.loads(caller.post(ORDERS, raw, Idempotency_Key="k1").content)

    assert (answer["shipping_total"], answer["total"]) == ("0.10", "25.00")


def test_what_a_shop_need_not_send_has_its_default(shop: Shop, caller: Caller) -> None:
    body = order_body(("PRATO-AL", 1))
    del body["shipping_total"], body["discount_total"], body["customer"]["phone"], body["customer"]["document"]
    del body["customer"]["address"]["line2"], body["customer"]["address"]["district"]

    answer = orjson.loads(place(caller, body).content)

    assert answer["total"] == "24.90"
    assert Customer.objects.values_list("email", "document", "phone").get() == ("ana@example.com", "", "")


def test_short_stock_names_every_shortage_and_writes_nothing(shop: Shop, caller: Caller) -> None:
    before = written()

    refused = place(caller, order_body(("PAN-FE-24", 11), ("PRATO-AL", 2), ("TAB-TE-40", 12)))

    body = problem(refused, 409, "insufficient_stock")
    assert [(short["sku"], short["requested"], short["available"]) for short in body["shortages"]] == [
        ("PAN-FE-24", 11, 10),
        ("TAB-TE-40", 12, 10),
    ]
    assert [(error["field"], error["sku"], error["requested"], error["available"]) for error in body["errors"]] == [
        ("lines", "PAN-FE-24", 11, 10),
        ("lines", "TAB-TE-40", 12, 10),
    ]
    assert ["TAB-TE-40" in error["message"] for error in body["errors"]] == [False, True], "each entry tells its own shortage"
    assert written() == before
    assert shop.level("PRATO-AL") == (10, 0)


def test_lines_of_one_sku_count_together_against_stock(shop: Shop, caller: Caller) -> None:
    refused = place(caller, order_body(("PRATO-AL", 4), ("PRATO-AL", 4), ("PRATO-AL", 4)))

    body = problem(refused, 409, "insufficient_stock")
    assert [(short["sku"], short["requested"], short["available"]) for short in body["shortages"]] == [("PRATO-AL", 12, 10)]


def test_after_short_stock_the_same_key_may_be_tried_again(shop: Shop, caller: Caller) -> None:
    body = order_body(("PRATO-AL", 8))
    place(caller, order_body(("PRATO-AL", 5), external_id="WEB-1"), key="other")
    problem(place(caller, body), 409, "insufficient_stock")
    caller.post(f"{ORDERS}{Order.objects.get().number}/cancel/")

    assert place(caller, body).status_code == 201


def test_the_same_key_and_body_answer_byte_for_byte_and_sell_once(shop: Shop, caller: Caller) -> None:
    answers = [place(caller, order_body(("PRATO-AL", 1))) for _ in range(5)]

    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert Order.objects.count() == 1
    assert shop.level("PRATO-AL") == (10, 1)


def test_the_same_key_with_another_body_is_422(shop: Shop, caller: Caller) -> None:
    place(caller, order_body(("PRATO-AL", 1)))
    before = written()

    problem(place(caller, order_body(("PRATO-AL", 2))), 422, "idempotency_key_reused")
    assert written() == before


def test_an_order_without_an_idempotency_key_is_refused(shop: Shop, caller: Caller) -> None:
    before = written()

    problem(caller.post(ORDERS, order_body(("PRATO-AL", 1))), 400, "idempotency_key_required")
    assert written() == before


def test_the_same_external_id_under_another_key_names_the_order(shop: Shop, caller: Caller) -> None:
    number = orjson.loads(place(caller, order_body(("PRATO-AL", 1))).content)["number"]
    before = written()

    body = problem(place(caller, order_body(("PRATO-AL", 1)), key="k2"), 409, "duplicate_external_id")

    assert (body["number"], body["external_id"]) == (number, "WEB-1001")
    assert [error["field"] for error in body["errors"]] == ["external_id"]
    assert written() == before


def test_another_channel_may_use_the_same_external_id_and_key(shop: Shop, make_key: Callable[..., str]) -> None:
    own, market = Caller(make_key("A")), Caller(make_key("B", channel="mercado"))
    place(own, order_body(("PRATO-AL", 1)))

    body = order_body(("PRATO-AL", 1))
    body["lines"][0]["unit_price"] = "21.00"
    answer = orjson.loads(place(market, body).content)

    assert answer["items_total"] == "21.00"
    assert Order.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "status", "code", "fields"),
    [
        ({"lines": [{"sku": "PRATO-AL", "quantity": 1}, {"sku": "NOTHING", "quantity": 1}]}, 404, "unknown_sku", ["lines[1].sku"]),
        ({"lines": [{"sku": "PRATO-AL", "quantity": 1, "unit_price": "1.00"}]}, 400, "price_mismatch", ["lines[0].unit_price"]),
        ({"discount_total": "24.91"}, 400, "discount_too_large", ["discount_total"]),
        ({"currency": "USD"}, 400, "currency_mismatch", ["currency"]),
        ({"currency": "JPY", "shipping_total": "0.50"}, 400, None, None),
    ],
)
def test_a_contradiction_of_the_body_is_pointed_at(
    shop: Shop, caller: Caller, changes: dict[str, Any], status: int, code: str | None, fields: list[str] | None
) -> None:
    before = written()

    response = place(caller, order_body(("PRATO-AL", 1), **changes))

    assert response.status_code == status, response.content
    if code is not None:
        assert [error["field"] for error in problem(response, status, code)["errors"]] == fields
    assert written() == before


def test_an_inactive_sku_is_the_same_404_as_one_that_never_was(shop: Shop, caller: Caller) -> None:
    shop.variants["PRATO-AL"].is_active = False
    shop.variants["PRATO-AL"].save()

    inactive = problem(place(caller, order_body(("PRATO-AL", 1))), 404, "unknown_sku")
    unknown = problem(place(caller, order_body(("PRATO-XX", 1))), 404, "unknown_sku")

    assert inactive["detail"] == unknown["detail"].replace("PRATO-XX", "PRATO-AL")


def test_a_price_list_without_the_sku_is_told_at_the_line(shop: Shop, make_key: Callable[..., str]) -> None:
    caller = Caller(make_key(channel="mercado"))

    body = problem(place(caller, order_body(("PRATO-AL", 1))), 400, "price_missing")

    assert [error["field"] for error in body["errors"]] == ["lines[0].unit_price"]


def test_a_key_of_a_closed_channel_places_nothing(shop: Shop, caller: Caller) -> None:
    Channel.objects.filter(code="loja").update(is_active=False)

    problem(place(caller, order_body(("PRATO-AL", 1))), 404, "unknown_channel")
    assert Order.objects.count() == 0


def test_text_that_looks_like_code_is_stored_as_text(shop: Shop, caller: Caller) -> None:
    body = order_body(("PRATO-AL", 1))
    body["customer"]["name"] = "{{7*7}} <script>alert(1)</script> ' OR 1=1-- %s"

    assert place(caller, body).status_code == 201
    assert Customer.objects.get().name == "{{7*7}} <script>alert(1)</script> ' OR 1=1-- %s"


def _wire_statements(caller: Caller, body: dict[str, Any]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = place(caller, body, key=body["external_id"])
    assert response.status_code == 201, response.content
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lines", [1, 3, 200])
def test_an_order_is_at_most_twelve_statements_whatever_its_size(shop: Shop, caller: Caller, lines: int) -> None:
    """Counted with BEGIN and COMMIT, which the outermost atomic block sends and Django records."""
    skus = [_variant(f"S-{index}", shop.price_list, "5.00").sku for index in range(lines)]
    _stock(shop, skus)
    caller.get(ORDERS + "none/")  # the key's last use is noted once a minute, outside the order

    statements = _wire_statements(caller, order_body(*((sku, 1) for sku in skus), external_id=f"N-{lines}"))

    assert (statements.count("BEGIN"), statements.count("COMMIT")) == (1, 1), statements
    assert len(statements) <= 12, statements
    assert len(Order.objects.get().lines.all()) == lines


def _stock(shop: Shop, skus: list[str]) -> None:
    lines = [services.ReceiptLine(location_id=shop.warehouse.pk, quantity=5, unit_cost=Decimal(1), sku=sku) for sku in skus]
    services.receive(lines=lines, reference="stock", origin="opening", by=shop.by, at=shop.at)


@pytest.mark.django_db(transaction=True)
def test_a_failure_in_the_last_statement_leaves_nothing(shop: Shop, caller: Caller) -> None:
    before = written()

    def fail_on_keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "INSERT INTO core_idempotencykey" in sql:
            raise RuntimeError("power cut")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_on_keep), pytest.raises(RuntimeError, match="power cut"):
        place(caller, order_body(("PRATO-AL", 1)))

    assert written() == before
    assert shop.level("PRATO-AL") == (10, 0)
    assert (
        Reservation.objects.count(),
        IdempotencyKey.objects.count(),
        OutboxMessage.objects.filter(event_type="OrderPlaced").count(),
    ) == (0, 0, 0)
