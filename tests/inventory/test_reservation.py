"""Promises: never more than there is, all or nothing, one statement."""

from typing import Any

import pytest
from django.db import transaction

from backoffice.core.actors import SYSTEM
from backoffice.core.models import AuditEntry
from inventory import services
from inventory.errors import BadQuantity, InsufficientStock
from inventory.models import Location, Reservation, StockLevel, Variant
from inventory.services import ReservationRequest
from tests.inventory.builders import NOW, everything, level, make_variant, make_warehouse, reserve, stock

pytestmark = pytest.mark.django_db


def test_reserving_takes_from_the_place_that_is_picked_first(pan: Variant, front: Location, back: Location, warehouse: Location) -> None:
    stock(pan, front, 2)
    stock(pan, back, 5)

    reserve("10001", warehouse, (pan, 4))

    assert (level(pan, front), level(pan, back)) == ((2, 2), (5, 2))
    assert list(Reservation.objects.order_by("id").values_list("reference", "location__code", "quantity", "status")) == [
        ("10001", "A-01", 2, "pending"),
        ("10001", "B-01", 2, "pending"),
    ]


def test_a_short_line_refuses_the_whole_request_and_names_every_shortage(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 3)
    knob = make_variant("KNOB")
    stock(knob, front, 10)
    before = everything()

    with pytest.raises(InsufficientStock) as refusal:
        reserve("10001", front.warehouse, (pan, 5), (lid, 1), (knob, 2))

    assert refusal.value.data["shortages"] == [
        {"reference": "10001", "sku": "LID-24", "variant_id": lid.pk, "requested": 1, "available": 0},
        {"reference": "10001", "sku": "PAN-24", "variant_id": pan.pk, "requested": 5, "available": 3},
    ]
    assert everything() == before


def test_lines_of_one_sku_count_together(pan: Variant, front: Location) -> None:
    stock(pan, front, 2)

    with pytest.raises(InsufficientStock) as refusal:
        reserve("10001", front.warehouse, (pan, 1), (pan, 1), (pan, 1))

    assert refusal.value.data["shortages"][0]["requested"] == 3
    assert level(pan, front) == (2, 0)


def test_a_later_request_of_the_batch_sees_what_the_earlier_one_took(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    requests = [ReservationRequest(str(number), front.warehouse_id, ((pan.pk, 3),)) for number in (1, 2)]

    with pytest.raises(InsufficientStock) as refusal:
        services.reserve(requests=requests, by=SYSTEM, at=NOW)

    assert refusal.value.data["shortages"] == [{"reference": "2", "sku": "PAN-24", "variant_id": pan.pk, "requested": 3, "available": 2}]
    assert level(pan, front) == (5, 0)


def test_a_batch_fills_places_request_by_request(pan: Variant, front: Location, back: Location, warehouse: Location) -> None:
    stock(pan, front, 3)
    stock(pan, back, 3)
    requests = [ReservationRequest(str(number), warehouse.pk, ((pan.pk, 2),)) for number in (1, 2, 3)]

    services.reserve(requests=requests, by=SYSTEM, at=NOW)

    assert list(Reservation.objects.order_by("id").values_list("reference", "location__code", "quantity")) == [
        ("1", "A-01", 2),
        ("2", "A-01", 1),
        ("2", "B-01", 1),
        ("3", "B-01", 2),
    ]


def test_another_warehouses_stock_is_not_promised(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    with pytest.raises(InsufficientStock):
        reserve("10001", make_warehouse("CD2"), (pan, 1))


def test_quarantine_and_closed_places_are_not_promised(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    stock(pan, back, 5)
    Location.objects.filter(pk=front.pk).update(is_pickable=False)
    Location.objects.filter(pk=back.pk).update(is_active=False)

    with pytest.raises(InsufficientStock):
        reserve("10001", front.warehouse, (pan, 1))


def test_backorder_promises_beyond_what_is_there_up_to_its_limit(pan: Variant, front: Location) -> None:
    stock(pan, front, 1)
    StockLevel.objects.update(backorder_limit=2)

    reserve("10001", front.warehouse, (pan, 3))

    assert level(pan, front) == (1, 3)
    with pytest.raises(InsufficientStock):
        reserve("10002", front.warehouse, (pan, 1))


@pytest.mark.parametrize("quantity", [0, -1, 1_000_000, True])
def test_an_odd_quantity_is_refused(quantity: int, pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    with pytest.raises(BadQuantity):
        reserve("10001", front.warehouse, (pan, quantity))

    assert level(pan, front) == (5, 0)


def test_release_gives_everything_back_and_says_what(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 5)
    stock(lid, front, 5)
    reserve("10001", front.warehouse, (pan, 2), (lid, 1))
    reserve("10002", front.warehouse, (pan, 1))

    released = services.release(references=["10001", "unknown"], by=SYSTEM, at=NOW)

    assert [(item.reference, item.variant_id, item.quantity) for item in released] == [("10001", pan.pk, 2), ("10001", lid.pk, 1)]
    assert (level(pan, front), level(lid, front)) == ((5, 1), (5, 0))
    assert set(Reservation.objects.filter(reference="10001").values_list("status", "closed_at")) == {("released", NOW)}
    trace = AuditEntry.objects.get(action="stock.released")
    assert (trace.subject_key, trace.after) == ("10001", {"pieces": 3})


def test_what_was_released_is_not_released_twice(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 2))

    services.release(references=["10001"], by=SYSTEM, at=NOW, expired=True)
    again = services.release(references=["10001"], by=SYSTEM, at=NOW)

    assert again == []
    assert level(pan, front) == (5, 0)
    assert Reservation.objects.get().status == "expired"


@pytest.mark.parametrize("lines", [1, 200])
def test_statements_do_not_grow_with_the_lines(lines: int, front: Location, django_assert_num_queries: Any) -> None:
    variants = [make_variant(f"V{number}") for number in range(lines)]
    for variant in variants:
        stock(variant, front, 5)
    items = tuple((variant.pk, 1) for variant in variants)

    with transaction.atomic():
        with django_assert_num_queries(1):
            services.reserve(requests=[ReservationRequest("10001", front.warehouse_id, items)], by=SYSTEM, at=NOW)
        with django_assert_num_queries(4):  # savepoint, release, audit, release of the savepoint
            services.release(references=["10001"], by=SYSTEM, at=NOW)
