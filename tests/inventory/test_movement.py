"""Goods come in, are counted, change places."""

from decimal import Decimal
from typing import Any

import pytest

from backoffice.core.actors import SYSTEM
from backoffice.core.errors import BusinessError
from backoffice.core.models import AuditEntry, OutboxMessage
from inventory import services
from inventory.errors import BadCost, BadLine, BadQuantity, StockChanged, StockPromised, UnknownLocation, UnknownVariant
from inventory.models import Location, StockLevel, StockMove, Variant
from inventory.services import AdjustmentLine, ReceiptLine, TransferLine
from tests.inventory.builders import (
    NOW,
    assert_figures_match_moves,
    everything,
    issue,
    level,
    make_kit,
    make_variant,
    make_warehouse,
    reserve,
    stock,
    worth,
)

pytestmark = pytest.mark.django_db


def receive(*lines: ReceiptLine, origin: str = "purchase") -> list[services.MovedItem]:
    return services.receive(lines=lines, reference="3371", origin=origin, by=SYSTEM, at=NOW)


def adjust(*lines: AdjustmentLine) -> list[services.MovedItem]:
    return services.adjust(lines=lines, reference="INV-1", reason="contagem cíclica", by=SYSTEM, at=NOW)


def test_receiving_by_sku_raises_stock_and_value_and_tells_it(pan: Variant, lid: Variant, front: Location) -> None:
    moved = receive(ReceiptLine(front.pk, 3, Decimal("1.333333"), sku="PAN-24"), ReceiptLine(front.pk, 2, Decimal("5"), variant_id=lid.pk))

    assert [(item.variant_id, item.quantity, item.value) for item in moved] == [(pan.pk, 3, Decimal("4.00")), (lid.pk, 2, Decimal("10.00"))]
    assert (level(pan, front), worth(pan), worth(lid)) == ((3, 0), (3, Decimal("4.00")), (2, Decimal("10.00")))
    assert StockMove.objects.filter(source__kind="supplier", reference_kind="purchase", reference="3371").count() == 2
    told = OutboxMessage.objects.get(event_type="StockReceived").payload
    assert (told["reference"], told["origin"], told["currency"], told["value"]) == ("3371", "purchase", "BRL", "14.00")
    assert AuditEntry.objects.get(action="stock.received").after == {"origin": "purchase", "lines": 2, "pieces": 5, "value": "14.00"}
    assert_figures_match_moves()


@pytest.mark.parametrize(("origin", "end"), [("purchase", "supplier"), ("opening", "opening"), ("customer_return", "customer")])
def test_the_origin_decides_where_goods_come_from(origin: str, end: str, pan: Variant, front: Location) -> None:
    moved = receive(ReceiptLine(front.pk, 1, Decimal("2"), variant_id=pan.pk), origin=origin)

    assert Location.objects.get(pk=moved[0].source_id).kind == end


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"quantity": 0}, BadQuantity),
        ({"quantity": 1_000_000}, BadQuantity),
        ({"unit_cost": Decimal("-0.01")}, BadCost),
        ({"unit_cost": Decimal("NaN")}, BadCost),
        ({"unit_cost": Decimal("Infinity")}, BadCost),
        ({"unit_cost": Decimal("0.0000001")}, BadCost),
        ({"variant_id": 0}, UnknownVariant),
        ({"location_id": 0}, UnknownLocation),
    ],
)
def test_a_bad_receipt_line_is_refused_and_nothing_is_written(
    changes: dict[str, Any], error: type[BusinessError], pan: Variant, front: Location
) -> None:
    good = {"location_id": front.pk, "quantity": 1, "unit_cost": Decimal("1"), "variant_id": pan.pk}
    before = everything()

    with pytest.raises(error):
        receive(ReceiptLine(**good), ReceiptLine(**(good | changes)))

    assert everything() == before


def test_goods_are_not_received_at_a_virtual_end_nor_as_kit_nor_without_lines(pan: Variant, front: Location) -> None:
    kit = make_kit("KIT-1", (pan, 2))
    loss = Location.objects.get(kind="loss")

    with pytest.raises(UnknownLocation):
        receive(ReceiptLine(loss.pk, 1, Decimal("1"), variant_id=pan.pk))
    with pytest.raises(UnknownVariant):
        receive(ReceiptLine(front.pk, 1, Decimal("1"), variant_id=kit.pk))
    with pytest.raises(UnknownVariant) as refusal:
        receive(ReceiptLine(front.pk, 1, Decimal("1"), sku="NONE"))
    with pytest.raises(BadLine):
        receive()

    assert refusal.value.data == {"skus": ["NONE"]}


def test_a_count_below_the_books_is_a_loss_at_average_cost(pan: Variant, front: Location) -> None:
    stock(pan, front, 10, "1.25")

    moved = adjust(AdjustmentLine(pan.pk, front.pk, counted=7))

    assert (level(pan, front), worth(pan)) == ((7, 0), (7, Decimal("8.75")))
    assert (Location.objects.get(pk=moved[0].destination_id).kind, moved[0].value) == ("loss", Decimal("3.75"))
    told = OutboxMessage.objects.get(event_type="StockAdjusted").payload
    assert (told["reference"], told["reason"], told["value"]) == ("INV-1", "contagem cíclica", "-3.75")
    assert StockMove.objects.latest("id").reason == "contagem cíclica"
    assert_figures_match_moves()


def test_found_pieces_are_worth_the_average_or_the_last_known_cost(pan: Variant, lid: Variant, front: Location) -> None:
    stock(pan, front, 4, "2.50")
    stock(lid, front, 1, "9.90")
    reserve("10001", front.warehouse, (lid, 1))
    issue("10001")

    adjust(AdjustmentLine(pan.pk, front.pk, delta=2), AdjustmentLine(lid.pk, front.pk, counted=2))

    assert worth(pan) == (6, Decimal("15.00"))
    assert worth(lid) == (2, Decimal("19.80"))
    assert OutboxMessage.objects.get(event_type="StockAdjusted").payload["value"] == "24.80"
    assert_figures_match_moves()


def test_a_count_without_variance_moves_nothing_but_is_remembered(pan: Variant, front: Location) -> None:
    stock(pan, front, 4)

    assert adjust(AdjustmentLine(pan.pk, front.pk, counted=4)) == []

    assert not OutboxMessage.objects.filter(event_type="StockAdjusted").exists()
    assert AuditEntry.objects.get(action="stock.adjusted").after["moves"] == 0


def test_an_adjustment_never_goes_below_what_is_promised(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 3))
    before = everything()

    with pytest.raises(StockPromised) as refusal:
        adjust(AdjustmentLine(pan.pk, front.pk, counted=2))

    assert refusal.value.data == {"levels": [{"sku": "PAN-24", "location": "A-01", "on_hand": 5, "reserved": 3, "wanted": 2}]}
    assert everything() == before


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({}, BadLine),
        ({"counted": 1, "delta": 1}, BadLine),
        ({"counted": -1}, BadQuantity),
        ({"delta": 0}, BadQuantity),
        ({"delta": -6}, StockPromised),
        ({"delta": 1_000_000}, BadQuantity),
    ],
)
def test_a_bad_adjustment_line_is_refused_and_nothing_is_written(
    line: dict[str, Any], error: type[BusinessError], pan: Variant, lid: Variant, front: Location
) -> None:
    stock(pan, front, 5)
    stock(lid, front, 5)
    before = everything()

    with pytest.raises(error):
        adjust(AdjustmentLine(lid.pk, front.pk, delta=1), AdjustmentLine(pan.pk, front.pk, **line))

    assert everything() == before


def test_a_count_of_a_stock_that_moved_meanwhile_is_refused(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)
    before = everything()

    with pytest.raises(StockChanged) as refusal:
        adjust(AdjustmentLine(pan.pk, front.pk, counted=3, seen=4))

    assert refusal.value.data == {"levels": [{"sku": "PAN-24", "location": "A-01", "seen": 4, "on_hand": 5}]}
    assert everything() == before


def test_an_adjustment_without_a_number_gets_the_next_one(pan: Variant, front: Location) -> None:
    for counted in (3, 4):
        services.adjust(lines=[AdjustmentLine(pan.pk, front.pk, counted=counted)], reason="achado", by=SYSTEM, at=NOW)

    assert list(StockMove.objects.order_by("id").values_list("reference", flat=True)) == ["AC-000001", "AC-000002"]


def test_one_place_is_counted_once_per_document(pan: Variant, front: Location) -> None:
    with pytest.raises(BadLine) as refusal:
        adjust(AdjustmentLine(pan.pk, front.pk, counted=1), AdjustmentLine(pan.pk, front.pk, counted=2))

    assert refusal.value.data == {"line": 1, "reason": "repeated"}


def test_a_transfer_moves_pieces_but_no_value(pan: Variant, front: Location) -> None:
    other = make_warehouse("CD2")
    stock(pan, front, 5, "2.00")

    moved = services.transfer(lines=[TransferLine(pan.pk, front.pk, other.pk, 2)], reference="T-1", by=SYSTEM, at=NOW)

    assert [(item.quantity, item.value) for item in moved] == [(2, Decimal("0.00"))]
    assert (level(pan, front), level(pan, other), worth(pan)) == ((3, 0), (2, 0), (5, Decimal("10.00")))
    assert_figures_match_moves()


def test_a_transfer_takes_only_what_is_not_promised_counting_its_lines_together(pan: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    reserve("10001", front.warehouse, (pan, 3))
    before = everything()
    lines = [TransferLine(pan.pk, front.pk, back.pk, 1), TransferLine(pan.pk, front.pk, front.warehouse_id, 2)]

    with pytest.raises(StockPromised) as refusal:
        services.transfer(lines=lines, reference="T-1", by=SYSTEM, at=NOW)

    assert refusal.value.data["levels"] == [{"sku": "PAN-24", "location": "A-01", "on_hand": 5, "reserved": 3, "wanted": 3}]
    assert everything() == before


def test_a_transfer_ends_elsewhere_than_it_begins(pan: Variant, front: Location) -> None:
    stock(pan, front, 5)

    with pytest.raises(BadLine) as refusal:
        services.transfer(lines=[TransferLine(pan.pk, front.pk, front.pk, 1)], reference="T-1", by=SYSTEM, at=NOW)

    assert refusal.value.data == {"line": 0, "reason": "same_place"}


@pytest.mark.usefixtures("nobody_listens")
@pytest.mark.parametrize("lines", [1, 200])
def test_statements_do_not_grow_with_the_lines(lines: int, front: Location, back: Location, django_assert_num_queries: Any) -> None:
    variants = [make_variant(f"V{number}") for number in range(lines)]

    # Each: savepoint, 2 look-ups, new rows, levels, (values), write, audit, (outbox), release of the savepoint.
    with django_assert_num_queries(10):
        receive(*[ReceiptLine(front.pk, 3, Decimal("1"), variant_id=variant.pk) for variant in variants])
    with django_assert_num_queries(10):
        adjust(*[AdjustmentLine(variant.pk, front.pk, delta=-1) for variant in variants])
    with django_assert_num_queries(8):
        moves = [TransferLine(variant.pk, front.pk, back.pk, 1) for variant in variants]
        services.transfer(lines=moves, reference="T-1", by=SYSTEM, at=NOW)

    assert StockLevel.objects.filter(on_hand=1).count() == 2 * lines
