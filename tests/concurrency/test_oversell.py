"""Many buyers, few pieces: real connections, real threads, and never one promise too many."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from backoffice import wiring
from backoffice.core import bus
from backoffice.core.actors import SYSTEM
from inventory import services
from inventory.errors import InsufficientStock, ReservationMissing, StockPromised
from inventory.models import Location, Reservation, StockLevel, StockMove, Variant
from inventory.services import AdjustmentLine, IssueRequest, ReservationRequest
from tests.inventory.builders import NOW, assert_figures_match_moves, level, make_bin, make_variant, make_warehouse, reserve, stock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nobody_listens")]

THREADS = 16


def in_threads(work: Callable[[int], str], times: int, *, threads: int = THREADS) -> list[str]:
    """Call ``work`` that many times from threads that start together, each with a connection of its own."""
    start = threading.Barrier(threads)
    numbers: Iterator[int] = iter(count())
    lock = threading.Lock()

    def loop(_: int) -> list[str]:
        start.wait()
        answers = []
        try:
            while True:
                with lock:
                    number = next(numbers)
                if number >= times:
                    return answers
                answers.append(work(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [answer for answers in pool.map(loop, range(threads)) for answer in answers]


def assert_promises_are_covered() -> None:
    for row in StockLevel.objects.all():
        pending = Reservation.objects.filter(variant=row.variant_id, location=row.location_id, status="pending")
        assert row.reserved == (pending.aggregate(sum=Sum("quantity"))["sum"] or 0)
        assert 0 <= row.reserved <= row.on_hand + row.backorder_limit


@pytest.fixture
def nobody_listens() -> Iterator[None]:
    """The races are about stock alone."""
    bus.install(in_transaction={}, after_commit={})
    yield
    bus.install(in_transaction=wiring.IN_TRANSACTION, after_commit=wiring.AFTER_COMMIT)


@pytest.fixture
def warehouse() -> Location:
    return make_warehouse()


@pytest.fixture
def pan() -> Variant:
    return make_variant("PAN-24")


def test_500_buyers_get_exactly_the_100_pieces_there_are(pan: Variant, warehouse: Location) -> None:
    front, back = make_bin("A-01", warehouse, 1), make_bin("B-01", warehouse, 2)
    stock(pan, front, 37)
    stock(pan, back, 63)

    def buy(number: int) -> str:
        try:
            reserve(str(number), warehouse, (pan, 1))
        except InsufficientStock:
            return "short"
        return "sold"

    answers = in_threads(buy, 500)

    assert (answers.count("sold"), answers.count("short")) == (100, 400)
    assert (level(pan, front), level(pan, back)) == ((37, 37), (63, 63))
    assert Reservation.objects.filter(status="pending").count() == 100
    assert_promises_are_covered()


def test_the_last_piece_goes_to_one_of_two(pan: Variant, warehouse: Location) -> None:
    for attempt in range(20):
        stock(pan, warehouse, 1)

        def buy(number: int, attempt: int = attempt) -> str:
            try:
                reserve(f"{attempt}-{number}", warehouse, (pan, 1))
            except InsufficientStock:
                return "short"
            return "sold"

        assert sorted(in_threads(buy, 2, threads=2)) == ["short", "sold"]
    assert level(pan, warehouse) == (20, 20)


def test_a_buyer_that_waited_sees_what_the_first_one_left(pan: Variant, warehouse: Location) -> None:
    stock(pan, warehouse, 5)
    answers: list[str] = []

    def second_buyer() -> None:
        try:
            reserve("second", warehouse, (pan, 3))
            answers.append("sold")
        except InsufficientStock as refusal:
            answers.append(f"short {refusal.data['shortages'][0]['available']}")
        finally:
            connection.close()

    waiting = threading.Thread(target=second_buyer)
    with transaction.atomic():
        reserve("first", warehouse, (pan, 3))
        waiting.start()
        waiting.join(timeout=0.3)
        assert waiting.is_alive(), "the second one waits for the first one's row"
    waiting.join(timeout=10)

    assert answers == ["short 2"]
    assert level(pan, warehouse) == (5, 3)


def test_crossed_carts_wait_instead_of_deadlocking(warehouse: Location) -> None:
    variants = [make_variant(f"V{number}") for number in range(6)]
    for variant in variants:
        stock(variant, warehouse, 10_000)

    def buy(number: int) -> str:
        cart = variants if number % 2 else list(reversed(variants))
        reserve(str(number), warehouse, *[(variant, 1) for variant in cart])
        return "sold"

    assert in_threads(buy, 200) == ["sold"] * 200
    assert {level(variant, warehouse) for variant in variants} == {(10_000, 200)}


def test_large_and_small_carts_fill_the_stock_exactly(pan: Variant, warehouse: Location) -> None:
    stock(pan, warehouse, 30)

    def buy(number: int) -> str:
        try:
            reserve(str(number), warehouse, (pan, 3 if number % 2 else 1))
        except InsufficientStock:
            return "short"
        return "sold"

    in_threads(buy, 60)

    on_hand, reserved = level(pan, warehouse)
    assert on_hand == 30
    assert reserved == 30, "single pieces fill what the large carts leave"
    assert_promises_are_covered()


def test_shipping_and_expiry_cannot_both_win(pan: Variant, warehouse: Location) -> None:
    references = [str(number) for number in range(40)]
    stock(pan, warehouse, 40)
    for reference in references:
        reserve(reference, warehouse, (pan, 1))

    def race(number: int) -> str:
        reference = references[number // 2]
        if number % 2:
            released = services.release(references=[reference], by=SYSTEM, at=NOW, expired=True)
            return "expired" if released else "late"
        try:
            services.issue_reserved(issues=[IssueRequest(reference, f"{reference}-1", NOW)], by=SYSTEM, at=NOW)
        except ReservationMissing:
            return "late"
        return "issued"

    answers = in_threads(race, 80)

    issued, expired = answers.count("issued"), answers.count("expired")
    assert issued + expired == 40
    assert answers.count("late") == 40
    assert level(pan, warehouse) == (40 - issued, 0)
    assert StockMove.objects.filter(reference_kind="order").count() == issued
    assert_figures_match_moves()


def test_everything_at_once_keeps_every_figure_right(warehouse: Location) -> None:
    variants = [make_variant(f"V{number}") for number in range(3)]
    places = [make_bin("A-01", warehouse, 1), make_bin("B-01", warehouse, 2)]
    for variant in variants:
        for place in places:
            stock(variant, place, 30, "3.333333")

    def act(number: int) -> str:
        variant, place = variants[number % 3], places[number % 2]
        try:
            if number % 5 == 0:
                stock(variant, place, 2, "7.77")
            elif number % 5 == 1:
                line = AdjustmentLine(variant.pk, place.pk, delta=-1)
                services.adjust(lines=[line], reference=str(number), reason="avaria", by=SYSTEM, at=NOW)
            elif number % 5 == 2:
                line = services.TransferLine(variant.pk, place.pk, places[(number + 1) % 2].pk, 1)
                services.transfer(lines=[line], reference=str(number), by=SYSTEM, at=NOW)
            else:
                cart = tuple((row.pk, 1 + number % 2) for row in variants)
                services.reserve(requests=[ReservationRequest(str(number), warehouse.pk, cart)], by=SYSTEM, at=NOW)
                if number % 5 == 3:
                    services.issue_reserved(issues=[IssueRequest(str(number), f"{number}-1", NOW)], by=SYSTEM, at=NOW)
                else:
                    services.release(references=[str(number)], by=SYSTEM, at=NOW)
        except (InsufficientStock, StockPromised):
            return "short"
        return "done"

    answers = in_threads(act, 240)

    assert answers.count("done") > 100, "the race must not be vacuous"
    assert_promises_are_covered()
    assert_figures_match_moves()
