"""Real connections at the same moment: one key, one order; a hundred pieces, a hundred orders."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import orjson
import pytest
from django.db import connection, connections

from backoffice.core.models import AuditEntry, IdempotencyKey, OutboxMessage
from inventory.models import Reservation, StockLevel
from inventory.services import ReceiptLine, receive
from orders.models import Order
from tests.api.conftest import ORDERS, Caller, order_body
from tests.orders.builders import Shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _at_once(threads: int, work: Callable[[int], Any], *, times: int) -> list[Any]:
    """Run ``work`` for 0 .. times-1 in so many threads that begin together; connections are closed."""
    barrier = threading.Barrier(min(threads, times))
    started = threading.local()

    def one(index: int) -> Any:
        if not hasattr(started, "yes"):
            started.yes = True
            barrier.wait(timeout=30)
        return work(index)

    def closing(index: int) -> Any:
        try:
            return one(index)
        finally:
            if index >= times - threads:
                connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(closing, range(times)))


@pytest.fixture(autouse=True)
def no_connection_is_left() -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_fifty_requests_with_one_key_make_one_order(shop: Shop, make_key: Callable[..., str]) -> None:
    key, body = make_key(requests_per_minute=60_000), order_body(("PRATO-AL", 1))

    def send(index: int) -> tuple[int, bytes]:
        response = Caller(key, raises=False).post(ORDERS, body, Idempotency_Key="same")
        return response.status_code, response.content

    answers = _at_once(10, send, times=50)

    codes = Counter(status for status, _ in answers)
    bodies = {content for status, content in answers if status == 201}
    assert set(codes) <= {201, 409}, codes
    assert codes[201] >= 1
    assert len(bodies) == 1
    assert {orjson.loads(content)["code"] for status, content in answers if status == 409} <= {"idempotency_key_in_use"}
    assert (Order.objects.count(), Reservation.objects.count(), IdempotencyKey.objects.count()) == (1, 1, 1)
    assert shop.level("PRATO-AL") == (10, 1)


def test_one_key_of_two_clients_makes_two_orders(shop: Shop, make_key: Callable[..., str]) -> None:
    keys = [make_key("A"), make_key("B", channel="mercado")]
    bodies = [order_body(("PRATO-AL", 1)), order_body(("PRATO-AL", 1))]
    bodies[1]["lines"][0]["unit_price"] = "24.90"

    statuses = _at_once(2, lambda index: Caller(keys[index]).post(ORDERS, bodies[index], Idempotency_Key="same").status_code, times=2)

    assert statuses == [201, 201]


def test_one_external_id_under_many_keys_makes_one_order_and_names_it(shop: Shop, make_key: Callable[..., str]) -> None:
    key, body = make_key(), order_body(("PRATO-AL", 1))

    def send(index: int) -> tuple[int, dict[str, Any]]:
        response = Caller(key, raises=False).post(ORDERS, body, Idempotency_Key=f"k{index}")
        return response.status_code, orjson.loads(response.content)

    answers = _at_once(8, send, times=16)

    number = Order.objects.get().number
    assert Counter(status for status, _ in answers) == {201: 1, 409: 15}
    assert {answer["number"] for _, answer in answers} == {number}
    assert shop.level("PRATO-AL") == (10, 1)


def test_five_hundred_buyers_for_a_hundred_pieces_buy_exactly_a_hundred(shop: Shop, make_key: Callable[..., str]) -> None:
    line = ReceiptLine(location_id=shop.warehouse.pk, quantity=90, unit_cost=Decimal(8), sku="PRATO-AL")
    receive(lines=[line], reference="more", origin="purchase", by=shop.by, at=shop.at)
    key = make_key(requests_per_minute=60_000)

    def buy(index: int) -> int:
        body = order_body(("PRATO-AL", 1), external_id=f"B-{index}")
        return Caller(key, raises=False).post(ORDERS, body, Idempotency_Key=f"b{index}").status_code

    statuses = Counter(_at_once(16, buy, times=500))

    assert statuses == {201: 100, 409: 400}
    level = StockLevel.objects.get(variant=shop.variants["PRATO-AL"])
    assert (level.on_hand, level.reserved) == (100, 100)
    assert Order.objects.count() == IdempotencyKey.objects.count() == 100
    assert AuditEntry.objects.filter(action="order.placed").count() == OutboxMessage.objects.filter(event_type="OrderPlaced").count() == 100


def test_crossed_carts_and_lines_of_one_sku_never_deadlock(shop: Shop, make_key: Callable[..., str]) -> None:
    key = make_key(requests_per_minute=60_000)
    carts = [
        (("PRATO-AL", 1), ("TAB-TE-40", 1)),
        (("TAB-TE-40", 1), ("PRATO-AL", 1)),
        (("PRATO-AL", 1), ("PRATO-AL", 1)),
        (("KIT-COZINHA", 1),),
    ]

    def buy(index: int) -> int:
        body = order_body(*carts[index % 4], external_id=f"B-{index}")
        return Caller(key, raises=False).post(ORDERS, body, Idempotency_Key=f"b{index}").status_code

    statuses = Counter(_at_once(8, buy, times=80))

    assert set(statuses) == {201, 409}
    for level in StockLevel.objects.all():
        assert 0 <= level.reserved <= level.on_hand
        reserved = sum(
            Reservation.objects.filter(variant_id=level.variant_id, location_id=level.location_id, status="pending").values_list(
                "quantity", flat=True
            )
        )
        assert reserved == level.reserved
