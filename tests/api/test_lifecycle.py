"""orders/{number}/...: reading one order, and paying, cancelling, shipping and delivering it from outside."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import orjson
import pytest

from backoffice.core import clock
from backoffice.core.models import AuditEntry
from inventory.models import StockMove
from orders.models import Order, PaymentEvent
from tests.api.conftest import ORDERS, Caller, payment_body, problem, written
from tests.orders.builders import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(shop: Shop) -> str:
    """An order over 239.80: one pan and shipping."""
    return shop.place(("PAN-FE-24", 1), external_id="WEB-1", shipping_total=Decimal("19.90")).number


def _json(response: Any, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.content
    body: dict[str, Any] = orjson.loads(response.content)
    return body


def test_an_order_is_read_with_its_totals_and_lines(number: str, caller: Caller) -> None:
    order = _json(caller.get(f"{ORDERS}{number}/"))

    assert (order["number"], order["channel"], order["status"], order["payment_status"]) == (number, "loja", "open", "pending")
    assert (order["items_total"], order["shipping_total"], order["total"], order["captured_total"]) == ("219.90", "19.90", "239.80", "0.00")
    assert [(line["sku"], line["quantity"], line["shipped_quantity"]) for line in order["lines"]] == [("PAN-FE-24", 1, 0)]


@pytest.mark.parametrize("path", ["", "timeline/"])
def test_another_channels_order_is_the_same_404_as_one_that_does_not_exist(number: str, make_key: Callable[..., str], path: str) -> None:
    stranger = Caller(make_key(channel="mercado"))

    hidden = problem(stranger.get(f"{ORDERS}{number}/{path}"), 404, "unknown_order")
    missing = problem(stranger.get(f"{ORDERS}99999/{path}"), 404, "unknown_order")

    assert _without_number(hidden, number) == _without_number(missing, "99999")


@pytest.mark.parametrize(("path", "body"), [("payments/", payment_body()), ("cancel/", {}), ("shipments/", {}), ("deliver/", {})])
def test_another_channels_order_cannot_be_acted_upon(number: str, make_key: Callable[..., str], path: str, body: dict[str, Any]) -> None:
    stranger = Caller(make_key(channel="mercado"))
    before = written()

    hidden = problem(stranger.post(f"{ORDERS}{number}/{path}", body), 404, "unknown_order")
    missing = problem(stranger.post(f"{ORDERS}99999/{path}", body), 404, "unknown_order")

    assert _without_number(hidden, number) == _without_number(missing, "99999")
    assert written() == before


def _without_number(body: dict[str, Any], number: str) -> dict[str, Any]:
    return {name: str(value).replace(number, "N") for name, value in body.items() if name != "request_id"}


@pytest.mark.parametrize(
    ("number", "status"), [("%00", 400), ("1%20OR%201", 404), ("..%2f..%2fetc", 404), ("9" * 60, 404), ("%E2%80%AE1", 404)]
)
def test_an_odd_number_is_refused_without_asking_the_database_for_it(shop: Shop, caller: Caller, number: str, status: int) -> None:
    assert caller.get(f"{ORDERS}{number}/").status_code == status


def test_orders_are_listed_for_the_keys_channel_only(shop: Shop, number: str, make_key: Callable[..., str]) -> None:
    other = shop.place(("PRATO-AL", 1), channel="mercado").number

    assert [row["number"] for row in _json(Caller(make_key("A")).get(ORDERS))["results"]] == [number]
    assert [row["number"] for row in _json(Caller(make_key("B", channel="mercado")).get(ORDERS))["results"]] == [other]
    assert _json(Caller(make_key("C", channel="")).get(ORDERS))["results"] == []


def test_orders_are_found_by_external_id_status_and_change(shop: Shop, number: str, caller: Caller) -> None:
    shop.place(("PRATO-AL", 1), external_id="WEB-2")
    later = (clock.now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def numbers(query: str) -> list[str]:
        return [row["external_id"] for row in _json(caller.get(f"{ORDERS}?{query}"))["results"]]

    assert numbers("external_id=WEB-1") == ["WEB-1"]
    assert numbers("external_id=WEB-9") == []
    assert numbers("status=open") == ["WEB-1", "WEB-2"]
    assert numbers("status=cancelled") == []
    assert numbers("updated_since=2026-11-01T00:00:00Z") == ["WEB-1", "WEB-2"]
    assert numbers(f"updated_since={later}") == []


def test_the_list_goes_on_where_its_cursor_stands(shop: Shop, caller: Caller) -> None:
    placed = [shop.place(("PRATO-AL", 1), external_id=f"WEB-{index}").number for index in range(5)]

    first = _json(caller.get(f"{ORDERS}?page_size=3"))
    second = _json(caller.get(f"{ORDERS}?page_size=3&cursor={first['next_cursor']}"))

    assert [row["number"] for row in first["results"] + second["results"]] == placed
    assert second["next"] is None


def test_the_timeline_tells_what_happened_newest_first(number: str, caller: Caller) -> None:
    caller.post(f"{ORDERS}{number}/payments/", payment_body())

    entries = _json(caller.get(f"{ORDERS}{number}/timeline/"))["results"]

    assert [entry["action"] for entry in entries][-1] == "order.placed"
    assert entries[0]["actor_name"] == "Loja"
    assert all(entry["text"] for entry in entries)


def test_a_captured_payment_pays_the_order_once(number: str, caller: Caller) -> None:
    first = caller.post(f"{ORDERS}{number}/payments/", payment_body())
    again = caller.post(f"{ORDERS}{number}/payments/", payment_body())

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert _json(first, 201)["payment_status"] == "paid"
    assert _json(first, 201)["captured_total"] == "239.80"
    assert PaymentEvent.objects.count() == 1


def test_the_same_event_with_another_amount_is_refused(number: str, caller: Caller) -> None:
    caller.post(f"{ORDERS}{number}/payments/", payment_body())
    before = written()

    body = problem(caller.post(f"{ORDERS}{number}/payments/", payment_body(amount="1.00")), 409, "payment_event_reused")

    assert [error["field"] for error in body["errors"]] == ["event_id"]
    assert written() == before


def test_events_end_in_the_same_state_whatever_their_order_of_arrival(shop: Shop, caller: Caller) -> None:
    events = [
        payment_body(event_id="a", type="authorized", amount="24.90"),
        payment_body(event_id="c", type="captured", amount="24.90"),
        payment_body(event_id="r", type="refunded", amount="10.00"),
    ]
    ends = set()
    for index, arrival in enumerate(permutations(events)):
        number = shop.place(("PRATO-AL", 1), external_id=f"P-{index}").number
        for event in [*arrival, *arrival]:
            response = caller.post(f"{ORDERS}{number}/payments/", event | {"event_id": f"{event['event_id']}-{index}"})
            assert response.status_code in (200, 201), response.content
        order = _json(caller.get(f"{ORDERS}{number}/"))
        ends.add((order["payment_status"], order["authorized_total"], order["captured_total"], order["refunded_total"]))

    assert ends == {("partially_refunded", "24.90", "24.90", "10.00")}


def test_cancelling_frees_the_goods_and_shows_what_is_to_be_refunded(shop: Shop, number: str, caller: Caller) -> None:
    caller.post(f"{ORDERS}{number}/payments/", payment_body())

    answer = _json(caller.post(f"{ORDERS}{number}/cancel/", {"reason": "Customer changed her mind"}))

    assert (answer["status"], answer["to_refund"], answer["currency"]) == ("cancelled", "239.80", "BRL")
    assert shop.level("PAN-FE-24") == (10, 0)
    assert Order.objects.get(number=number).cancel_reason == "Customer changed her mind"


def test_cancelling_needs_no_body(number: str, caller: Caller) -> None:
    response = caller.client.generic("POST", f"{ORDERS}{number}/cancel/")

    assert _json(response)["status"] == "cancelled"


def test_cancelling_twice_is_a_conflict_with_the_present_state(number: str, caller: Caller) -> None:
    caller.post(f"{ORDERS}{number}/cancel/")
    before = written()

    body = problem(caller.post(f"{ORDERS}{number}/cancel/"), 409, "transition_refused")

    assert (body["current_status"], body["fulfilment_status"], body["reason"]) == ("cancelled", "cancelled", body["reason"])
    assert written() == before


def test_a_paid_order_is_shipped_in_parts_and_delivered(shop: Shop, caller: Caller) -> None:
    number = shop.place(("PRATO-AL", 3), ("PAN-FE-24", 1)).number
    shop.pay(number)

    part = _json(
        caller.post(
            f"{ORDERS}{number}/shipments/", {"lines": [{"sku": "PRATO-AL", "quantity": 2}], "carrier": "Correios", "tracking_code": "BR1"}
        ),
        201,
    )
    rest = _json(caller.post(f"{ORDERS}{number}/shipments/", {"carrier": "Correios", "tracking_code": "BR2"}), 201)
    done = _json(caller.post(f"{ORDERS}{number}/deliver/"))

    assert (part["number"], part["fulfilment_status"], part["lines"]) == (
        f"{number}-1",
        "partially_shipped",
        [{"sku": "PRATO-AL", "quantity": 2}],
    )
    assert (rest["number"], rest["fulfilment_status"]) == (f"{number}-2", "shipped")
    assert sorted((line["sku"], line["quantity"]) for line in rest["lines"]) == [("PAN-FE-24", 1), ("PRATO-AL", 1)]
    assert (done["status"], done["fulfilment_status"]) == ("completed", "delivered")
    assert shop.level("PRATO-AL") == (7, 0)


def test_a_repeated_shipment_with_its_key_leaves_once(shop: Shop, caller: Caller) -> None:
    number = shop.place(("PRATO-AL", 3)).number
    shop.pay(number)
    body = {"lines": [{"sku": "PRATO-AL", "quantity": 1}], "carrier": "Correios", "tracking_code": "BR1"}

    answers = {caller.post(f"{ORDERS}{number}/shipments/", body, Idempotency_Key="s1").content for _ in range(3)}

    assert len(answers) == 1
    assert shop.level("PRATO-AL") == (9, 2)


def test_more_than_is_open_is_not_shipped(shop: Shop, caller: Caller) -> None:
    number = shop.place(("PRATO-AL", 2)).number
    shop.pay(number)
    moves = StockMove.objects.count()

    body = problem(caller.post(f"{ORDERS}{number}/shipments/", {"lines": [{"sku": "PRATO-AL", "quantity": 3}]}), 409, "over_shipment")

    assert [(error["sku"], error["requested"], error["open"]) for error in body["errors"]] == [("PRATO-AL", 3, 2)]
    assert StockMove.objects.count() == moves


def test_a_sku_that_is_not_in_the_order_is_not_shipped(shop: Shop, number: str, caller: Caller) -> None:
    shop.pay(number)
    before = written()

    response = caller.post(f"{ORDERS}{number}/shipments/", {"lines": [{"sku": "PRATO-AL", "quantity": 1}]})

    assert response.status_code in (404, 409), response.content
    assert written() == before


def test_an_unpaid_order_is_not_shipped(shop: Shop, number: str, caller: Caller) -> None:
    before = written()

    body = problem(caller.post(f"{ORDERS}{number}/shipments/", {}), 409, "transition_refused")

    assert body["payment_status"] == "pending"
    assert written() == before
    assert AuditEntry.objects.filter(action="order.shipped").count() == 0


def test_what_was_not_shipped_is_not_delivered(number: str, caller: Caller) -> None:
    before = written()

    problem(caller.post(f"{ORDERS}{number}/deliver/"), 409, "transition_refused")
    assert written() == before
