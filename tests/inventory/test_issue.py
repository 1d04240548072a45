"""Goods leave at the moving average, to the cent, in any batch."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from backoffice.core.actors import SYSTEM
from backoffice.core.models import AuditEntry
from inventory import services
from inventory.errors import BadQuantity, InsufficientStock, ReservationMissing, StockOutOfBalance
from inventory.models import Location, Reservation, StockLevel, StockMove, StockValue, Variant
from inventory.services import IssueRequest, ReservationRequest
from tests.inventory.builders import NOW, assert_figures_match_moves, everything, issue, level, make_variant, reserve, stock, worth

pytestmark = pytest.mark.django_db


def test_issuing_moves_goods_to_the_customer_at_average_cost(pan: Variant, front: Location) -> None:
    stock(pan, front, 10, "1.00")
    stock(pan, front, 5, "2.00")
    reserve("10001", front.warehouse, (pan, 3))

    issued = issue("10001", shipment="10001-1")

    assert [(item.reference, item.shipment, item.quantity, item.cost) for item in issued] == [("10001", "10001-1", 3, Decimal("4.00"))]
    assert (level(pan, front), worth(pan)) == ((12, 0), (12, Decimal("16.00")))
    move = StockMove.objects.latest("id")
    assert (move.source, move.destination.kind, move.quantity, move.value) == (front, "customer", 3, Decimal("4.00"))
    assert (move.reference_kind, move.reference, move.document, move.actor_name) == ("order", "10001", "10001-1", "Retaguarda")
    assert Reservation.objects.get().status == "issued"
    assert AuditEntry.objects.get(action="stock.issued").after == {"shipment": "10001-1", "pieces": 3, "cost": "4.00"}
    assert_figures_match_moves()


def test_a_partial_issue_splits_the_reservation(pan: Variant, front: Location) -> None:
    stock(pan, front, 10)
    reserve("10001", front.warehouse, (pan, 5))

    issue("10001", (pan, 2))

    assert list(Reservation.objects.order_by("id").values_list("quantity", "status")) == [(2, "issued"), (3, "pending")]
    assert level(pan, front) == (8, 3)
    issue("10001", shipment="10001-2")
    assert level(pan, front) == (5, 0)
    assert_figures_match_moves()


def test_one_batch_costs_the_same_as_one_issue_after_the_other(pan: Variant, lid: Variant, front: Location, back: Location) -> None:
    shares = [(pan, 1), (lid, 2), (pan, 3), (pan, 2), (lid, 5)]

    def prepare() -> list[IssueRequest]:
        for variant in (pan, lid):
            stock(variant, front, 4, "3.333333")
            stock(variant, back, 5, "7.77")
        for number, (variant, quantity) in enumerate(shares):
            reserve(str(number), front.warehouse, (variant, quantity))
        return [IssueRequest(str(number), f"{number}-1", NOW) for number in range(len(shares))]

    requests = prepare()
    undo = transaction.savepoint()
    one_by_one = [item for request in requests for item in services.issue_reserved(issues=[request], by=SYSTEM, at=NOW)]
    left = (worth(pan), worth(lid))
    transaction.savepoint_rollback(undo)

    together = services.issue_reserved(issues=requests, by=SYSTEM, at=NOW)

    assert together == one_by_one
    assert (worth(pan), worth(lid)) == left
    assert_figures_match_moves()


def test_two_shipments_of_one_order_in_one_batch_share_its_reservation(pan: Variant, front: Location) -> None:
    stock(pan, front, 10)
    reserve("10001", front.warehouse, (pan, 5))
    requests = [IssueRequest("10001", "10001-1", NOW, ((pan.pk, 2),)), IssueRequest("10001", "10001-2", NOW)]

    issued = services.issue_reserved(issues=requests, by=SYSTEM, at=NOW)

    assert [(item.shipment, item.quantity) for item in issued] == [("10001-1", 2), ("10001-2", 3)]
    assert level(pan, front) == (5, 0)
    assert sum(Reservation.objects.filter(status="issued").values_list("quantity", flat=True)) == 5
    assert not Reservation.objects.filter(status="pending").exists()


def test_the_last_piece_takes_all_the_value_that_is_left(pan: Variant, front: Location) -> None:
    stock(pan, front, 3, "0.333333")

    costs = []
    for number in range(3):
        reserve(str(number), front.warehouse, (pan, 1))
        costs.append(issue(str(number))[0].cost)

    assert costs == [Decimal("0.33"), Decimal("0.34"), Decimal("0.33")]
    assert sum(costs) == Decimal("1.00")
    assert worth(pan) == (0, Decimal("0.00"))


def test_more_than_reserved_is_refused_and_nothing_leaves(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 10)
    stock(lid, front, 10)
    reserve("10001", front.warehouse, (pan, 2), (lid, 1))
    before = everything()

    with pytest.raises(ReservationMissing) as refusal:
        issue("10001", (lid, 1), (pan, 3))

    assert refusal.value.data["missing"] == [{"reference": "10001", "variant_id": pan.pk, "requested": 3, "reserved": 2, "sku": "PAN-24"}]
    assert everything() == before


def test_a_reference_without_reservation_is_refused(pan: Variant, front: Location) -> None:
    stock(pan, front, 10)

    with pytest.raises(ReservationMissing):
        issue("10001")


def test_what_is_promised_on_backorder_cannot_leave_before_it_comes(pan: Variant, front: Location) -> None:
    stock(pan, front, 1)
    StockLevel.objects.update(backorder_limit=5)
    reserve("10001", front.warehouse, (pan, 3))
    before = everything()

    with pytest.raises(InsufficientStock) as refusal:
        issue("10001")

    assert refusal.value.data["shortages"] == [
        {"reference": "10001", "sku": "PAN-24", "variant_id": pan.pk, "requested": 3, "available": 1}
    ]
    assert everything() == before


def test_goods_without_value_stay_until_somebody_reconciles(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 2))
    StockValue.objects.update(quantity=1, value=Decimal("10.00"))

    with pytest.raises(StockOutOfBalance) as refusal:
        issue("10001")

    assert refusal.value.data == {"sku": "PAN-24", "wanted": 2, "valued": 1}


def test_an_odd_quantity_is_refused(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 2))

    with pytest.raises(BadQuantity):
        issue("10001", (pan, 0))


@pytest.mark.parametrize("lines", [1, 200])
def test_statements_do_not_grow_with_the_lines(lines: int, front: Location, django_assert_num_queries: Any) -> None:
    variants = [make_variant(f"V{number}") for number in range(lines)]
    for variant in variants:
        stock(variant, front, 5)
    requests = [ReservationRequest(str(variant.pk), front.warehouse_id, ((variant.pk, 2),)) for variant in variants]
    services.reserve(requests=requests, by=SYSTEM, at=NOW)
    issues = [IssueRequest(str(variant.pk), f"{variant.pk}-1", NOW, ((variant.pk, 1),)) for variant in variants]

    # savepoint, reservations, levels, values, write, audit, release of the savepoint
    with django_assert_num_queries(7):
        services.issue_reserved(issues=issues, by=SYSTEM, at=NOW)
