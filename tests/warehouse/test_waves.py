"""Make waves, hand them out, call them off, settle what was missing."""

from uuid import uuid4

from backoffice.core.actors import Actor
from orders import errors, services
from orders.models import PickingWave, PickLine, WaveOrder
from orders.services import CancellationDraft, WaveDraft
from tests.orders.builders import refused
from tests.warehouse.builders import Floor, box_of, lines_of, status_of


def test_what_cannot_be_picked_is_left_out_with_its_reason(floor: Floor) -> None:
    good, unpaid, off = floor.paid(("PRATO-AL", 1)), floor.shop.place(("PRATO-AL", 1)).number, floor.paid(("PRATO-AL", 1))
    busy = floor.paid(("PRATO-AL", 1))
    other = floor.wave(busy)
    services.cancel_order(draft=CancellationDraft(off, "x"), by=floor.shop.by, at=floor.shop.at)

    made = services.create_wave(draft=WaveDraft(uuid4(), (good, unpaid, off, busy)), by=floor.shop.by, at=floor.shop.at)

    assert (made.orders, made.units) == (1, 1)
    assert [(each.order_number, each.reason) for each in made.left_out] == [
        (unpaid, "is_unpaid"),
        (off, "is_cancelled"),
        (busy, "in_wave"),
    ]
    assert made.left_out[2].data == {"wave": other}


def test_a_wave_of_nothing_is_refused(floor: Floor) -> None:
    unpaid = floor.shop.place(("PRATO-AL", 1)).number

    with refused(errors.WaveEmpty) as caught:
        floor.wave(unpaid)

    assert caught.value.data["orders"][0]["reason"] == "is_unpaid"
    assert PickingWave.objects.count() == 0


def test_more_orders_than_a_trolley_carries_are_refused(floor: Floor) -> None:
    with refused(errors.TooManyOrders):
        floor.wave(*[str(number) for number in range(61)])


def test_a_double_click_makes_one_wave(floor: Floor) -> None:
    number, token = floor.paid(("PRATO-AL", 2)), uuid4()
    first = services.create_wave(draft=WaveDraft(token, (number,)), by=floor.shop.by, at=floor.shop.at)

    again = services.create_wave(draft=WaveDraft(token, (number,)), by=floor.shop.by, at=floor.shop.at)

    assert (again.number, again.units, first.is_new, again.is_new) == (first.number, 2, True, False)
    assert PickingWave.objects.count() == 1


def test_whoever_takes_the_wave_is_named(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))

    services.assign_wave(wave=wave, by=Actor(kind="system", id=0, name="Carla"), at=floor.shop.at)

    assert (PickingWave.objects.get().assigned_name, status_of(wave)) == ("Carla", "open")


def test_a_cancelled_wave_gives_its_orders_back_to_picking(floor: Floor) -> None:
    number = floor.paid(("PRATO-AL", 2))
    wave = floor.wave(number)
    floor.read(wave, "PRATO-AL")

    to_put_back = services.cancel_wave(wave=wave, by=floor.shop.by, at=floor.shop.at)

    assert (to_put_back, status_of(wave), box_of(wave).drop_reason) == (1, "cancelled", "wave_cancelled")
    assert floor.read(wave, "PRATO-AL").code == "closed"
    assert status_of(floor.wave(number)) == "open"


def test_a_wave_that_is_over_cannot_be_cancelled(floor: Floor) -> None:
    wave = floor.packed(("PRATO-AL", 1))
    floor.ship(wave)

    with refused(errors.WaveOver):
        services.cancel_wave(wave=wave, by=floor.shop.by, at=floor.shop.at)


def test_one_box_can_be_taken_out(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)), floor.paid(("TAB-TE-40", 1)))

    services.take_out_box(wave=wave, box=1, by=floor.shop.by, at=floor.shop.at)

    assert list(WaveOrder.objects.order_by("box").values_list("state", flat=True)) == ["dropped", "picking"]
    with refused(errors.BoxNotInWave):
        services.take_out_box(wave=wave, box=1, by=floor.shop.by, at=floor.shop.at)


def test_a_settled_shortage_is_settled_once(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("TAB-TE-40", 1)))
    line = lines_of(wave)[0]
    floor.short(wave, line)

    services.settle_shortage(line_id=line.pk, by=floor.shop.by, at=floor.shop.at)

    assert PickLine.objects.get().settled_by_name == floor.shop.by.name
    with refused(errors.UnknownShortage):
        services.settle_shortage(line_id=line.pk, by=floor.shop.by, at=floor.shop.at)


def test_a_person_of_another_warehouse_knows_nothing_of_the_wave(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 1)))
    stranger = Actor(kind="user", id=0, name="Rio", warehouses=frozenset({"RIO"}))

    with refused(errors.UnknownWave):
        services.assign_wave(wave=wave, by=stranger, at=floor.shop.at)
