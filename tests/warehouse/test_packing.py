"""Check at the bench, close the box, let it go: once, and only what was picked and may leave."""

from decimal import Decimal

import pytest

from inventory.models import StockMove
from orders import errors, services
from orders.models import Order, Shipment, WaveOrder
from orders.services import BoxShipmentDraft, CancellationDraft, ShipmentDraft
from tests.orders.builders import refused
from tests.warehouse.builders import Floor, box_of, lines_of, promised, status_of


def test_a_box_goes_from_shelf_to_carrier(floor: Floor) -> None:
    number = floor.paid(("PRATO-AL", 2), ("TAB-TE-40", 1))
    wave = floor.wave(number)
    floor.pick_all(wave)
    floor.check_all(wave)
    floor.pack(wave, parcels=2, weight_grams=1850, length_cm=40, width_cm=30, height_cm=20)

    shipped = floor.ship(wave, carrier="Jadlog", tracking_code="AA123456789BR")

    assert (shipped.shipment, shipped.is_new, status_of(wave)) == (f"{number}-1", True, "done")
    parcel = Shipment.objects.get(number=f"{number}-1")
    assert (parcel.carrier, parcel.tracking_code) == ("Jadlog", "AA123456789BR")
    assert Order.objects.get(number=number).fulfilment_status == "shipped"
    box = box_of(wave)
    assert (box.state, box.parcels, box.weight_grams, box.shipment) == ("shipped", 2, 1850, f"{number}-1")
    assert (floor.level("C-02-4"), floor.level("C-11-3")) == ((18, 0), (7, 0))


def test_a_box_that_left_answers_with_its_shipment_and_leaves_no_second_time(floor: Floor) -> None:
    wave = floor.packed(("PRATO-AL", 1))
    first = floor.ship(wave)

    again = floor.ship(wave)

    assert (again.shipment, again.is_new) == (first.shipment, False)
    assert Shipment.objects.count() == 1


def test_pieces_on_the_shelf_keep_the_box_open(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 2)))
    floor.read(wave, "PRATO-AL")

    with refused(errors.PickingIncomplete) as caught:
        floor.pack(wave)

    assert caught.value.data["units"] == 1
    assert box_of(wave).state == "picking"


def test_unchecked_pieces_keep_the_box_open(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))
    floor.pick_all(wave)
    floor.record(wave, floor.scan("read", code="PRATO-AL", stage="check", box=1))

    with refused(errors.CheckIncomplete) as caught:
        floor.pack(wave)

    assert (caught.value.data["checked"], caught.value.data["units"]) == (1, 3)


def test_the_bench_finds_the_piece_of_another_box(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)), floor.paid(("TAB-TE-40", 1)))
    floor.pick_all(wave)

    verdicts = floor.record(
        wave,
        floor.scan("read", code="TAB-TE-40", stage="check", box=1),
        floor.scan("read", code="PRATO-AL", stage="check", box=1),
        floor.scan("read", code="PRATO-AL", stage="check", box=1),
    )

    assert [verdict.code for verdict in verdicts] == ["wrong_item", "right", "complete"]
    assert [line.checked for line in lines_of(wave)] == [0, 1]


@pytest.mark.parametrize(("field", "value"), [("parcels", 0), ("parcels", 100), ("weight_grams", -1), ("length_cm", 401)])
def test_a_measure_outside_its_limits_is_refused(floor: Floor, field: str, value: int) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))
    floor.pick_all(wave)
    floor.check_all(wave)

    with refused(errors.WrongMeasure) as caught:
        floor.pack(wave, **{field: value})

    assert caught.value.data["field"] == field
    assert box_of(wave).state == "picking"


def test_a_short_order_leaves_with_what_was_picked_and_the_rest_stays_promised(floor: Floor) -> None:
    number = floor.paid(("TAB-TE-40", 8), ("PRATO-AL", 1))
    wave = floor.wave(number)
    boards = next(line for line in lines_of(wave) if line.sku == "TAB-TE-40")
    floor.short(wave, boards, quantity=3)
    floor.pick_all(wave)
    floor.check_all(wave)
    floor.pack(wave)

    floor.ship(wave)

    order = Order.objects.get(number=number)
    assert (order.status, order.fulfilment_status) == ("open", "partially_shipped")
    assert dict(order.lines.values_list("sku", "shipped_quantity")) == {"TAB-TE-40": 5, "PRATO-AL": 1}
    assert promised(number) == {"C-11-3": 3}


def test_the_pieces_leave_the_shelf_where_they_were_taken(floor: Floor) -> None:
    """Two promised in the first bin and one in the second: one is missing in the first, so one leaves from each."""
    number = floor.paid(("PAN-FE-24", 8))
    wave = floor.wave(number)
    first = lines_of(wave)[0]
    floor.short(wave, first, quantity=1)
    floor.pick_all(wave)
    floor.check_all(wave)
    floor.pack(wave)

    floor.ship(wave)

    moved = dict(StockMove.objects.filter(reference=number).values_list("source__code", "quantity"))
    assert moved == {"A-01-1": 1, "B-04-2": 6}
    assert (floor.level("A-01-1"), floor.level("B-04-2")) == ((1, 1), (0, 0))


def test_an_incomplete_kit_stays_and_its_parts_go_back(floor: Floor) -> None:
    number = floor.paid(("KIT-COZINHA", 1), ("TAB-TE-40", 1))
    wave = floor.wave(number)
    plates = next(line for line in lines_of(wave) if line.sku == "PRATO-AL")
    inventory = floor.bins["C-02-4"]
    floor.short(wave, plates, quantity=1)
    floor.pick_all(wave)
    floor.check_all(wave)

    packed = floor.pack(wave)
    floor.ship(wave)

    assert packed.surplus == (("Produto PAN-FE-24", 1), ("Produto PRATO-AL", 2))
    assert dict(Order.objects.get(number=number).lines.values_list("sku", "shipped_quantity")) == {"KIT-COZINHA": 0, "TAB-TE-40": 1}
    assert floor.level(inventory.code) == (20, 3)


def test_a_box_with_nothing_whole_cannot_be_closed(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("TAB-TE-40", 1)))
    floor.short(wave, lines_of(wave)[0])

    with refused(errors.NothingToPack):
        floor.pack(wave)


def test_an_order_cancelled_after_picking_is_taken_out_at_the_bench(floor: Floor) -> None:
    number = floor.paid(("PRATO-AL", 1))
    wave = floor.wave(number)
    floor.pick_all(wave)
    floor.check_all(wave)
    services.cancel_order(draft=CancellationDraft(number, "desistiu"), by=floor.shop.by, at=floor.shop.at)

    packed = floor.pack(wave)

    assert packed.left_out is not None
    assert (packed.left_out.reason, box_of(wave).state, status_of(wave)) == ("is_cancelled", "dropped", "cancelled")


def test_an_order_refunded_after_packing_does_not_leave(floor: Floor) -> None:
    number = floor.paid(("PRATO-AL", 1))
    wave = floor.wave(number)
    floor.pick_all(wave)
    floor.check_all(wave)
    floor.pack(wave)
    floor.shop.pay(number, Decimal("24.90"), kind="refunded")

    shipped = floor.ship(wave)

    assert shipped.left_out is not None
    assert (shipped.shipment, shipped.left_out.reason) == ("", "money_given_back")
    assert (Shipment.objects.count(), floor.level("C-02-4")) == (0, (20, 1))


def test_an_order_shipped_from_its_own_page_is_taken_out(floor: Floor) -> None:
    number = floor.paid(("PRATO-AL", 1))
    wave = floor.wave(number)
    floor.pick_all(wave)
    floor.check_all(wave)
    floor.pack(wave)
    services.ship_order(draft=ShipmentDraft(number), by=floor.shop.by, at=floor.shop.at)

    shipped = floor.ship(wave)

    assert shipped.left_out is not None
    assert (shipped.left_out.reason, Shipment.objects.count()) == ("all_shipped", 1)


def test_a_box_that_was_not_closed_does_not_leave(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))

    with refused(errors.BoxNotPacked):
        floor.ship(wave)


def test_one_label_belongs_to_one_box(floor: Floor) -> None:
    first, second = floor.packed(("PRATO-AL", 1)), floor.packed(("TAB-TE-40", 1))
    floor.ship(first, tracking_code="AA123456789BR")

    with refused(errors.TrackingReused) as caught:
        floor.ship(second, tracking_code="AA123456789BR")

    assert caught.value.data["order"] == box_of(first).order.number
    assert box_of(second).state == "packed"


def test_a_whole_pickup_leaves_together(floor: Floor, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    waves = [floor.packed(("PRATO-AL", 1)) for _ in range(3)]
    drafts = [BoxShipmentDraft(wave, 1, "Correios") for wave in waves]

    with django_assert_max_num_queries(60):
        shipped = services.ship_boxes(drafts=drafts, by=floor.shop.by, at=floor.shop.at)

    assert [each.shipment for each in shipped] == [f"{box_of(wave).order.number}-1" for wave in waves]
    assert set(WaveOrder.objects.values_list("state", flat=True)) == {"shipped"}
    assert floor.level("C-02-4") == (17, 0)
