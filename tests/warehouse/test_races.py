"""Two pickers, one piece; two waves, one order; two benches, one box: exact on real connections."""

from datetime import datetime
from functools import partial
from uuid import uuid4

import pytest

from backoffice.core.actors import Actor
from orders import errors, services
from orders.models import Order, PickingWave, PickScan, Shipment
from orders.services import CancellationDraft, WaveDraft
from tests.racing import at_once
from tests.warehouse.builders import Floor, build_floor, lines_of, promised

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def floor(transactional_db: None, by: Actor, at: datetime) -> Floor:
    return build_floor(by=by, at=at)


def test_two_pickers_who_read_the_last_piece_count_it_once(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 3)))
    line = lines_of(wave)[0]

    verdicts = at_once(*[partial(floor.read, wave, "PRATO-AL", line) for _ in range(6)])

    codes = sorted(verdict.code for verdict in verdicts)  # type: ignore[attr-defined]
    assert codes == ["complete"] * 3 + ["right"] * 3
    assert lines_of(wave)[0].picked == 3


def test_one_batch_sent_by_two_tabs_at_once_counts_once(floor: Floor) -> None:
    wave = floor.wave(floor.paid(("PRATO-AL", 9)))
    line = lines_of(wave)[0]
    batch = [floor.scan("read", code="PRATO-AL", line_id=line.pk) for _ in range(4)]

    answers = at_once(*[partial(floor.record, wave, *batch) for _ in range(5)])

    assert all(answer == answers[0] for answer in answers), answers
    assert (lines_of(wave)[0].picked, PickScan.objects.count()) == (4, 4)


def test_one_order_asked_for_by_two_waves_is_in_one(floor: Floor) -> None:
    for _ in range(4):
        number = floor.paid(("PRATO-AL", 1))

        results = at_once(*[partial(floor.wave, number) for _ in range(2)])

        assert sorted(type(result).__name__ for result in results) == ["WaveEmpty", "int"], results


def test_a_form_sent_twice_at_once_makes_one_wave(floor: Floor) -> None:
    number, token = floor.paid(("PRATO-AL", 1)), uuid4()
    make = partial(services.create_wave, draft=WaveDraft(token, (number,)), by=floor.shop.by, at=floor.shop.at)

    results = at_once(make, make)

    assert PickingWave.objects.count() == 1
    assert len({result.number for result in results}) == 1  # type: ignore[attr-defined]


def test_one_box_shipped_by_two_benches_leaves_once(floor: Floor) -> None:
    wave = floor.packed(("PRATO-AL", 2))

    results = at_once(*[partial(floor.ship, wave) for _ in range(4)])

    assert [result.is_new for result in results].count(True) == 1, results  # type: ignore[attr-defined]
    assert (Shipment.objects.count(), floor.level("C-02-4")) == (1, (18, 0))


def test_shipping_and_cancelling_cannot_both_win(floor: Floor) -> None:
    for _ in range(4):
        wave = floor.packed(("PRATO-AL", 1))
        number = Order.objects.latest("id").number

        shipped, cancelled = at_once(
            partial(floor.ship, wave),
            partial(services.cancel_order, draft=CancellationDraft(number, "x"), by=floor.shop.by, at=floor.shop.at),
        )

        if isinstance(cancelled, errors.TransitionRefused):
            assert isinstance(shipped, services.ShippedBox)
            assert shipped.shipment == f"{number}-1"
        else:
            refused = isinstance(shipped, errors.TransitionRefused) or shipped.left_out.reason == "is_cancelled"  # type: ignore[attr-defined]
            assert refused, shipped
        assert promised(number) == {}


def test_two_pickers_who_miss_the_same_pieces_take_the_other_shelf_once(floor: Floor) -> None:
    """Seven pans are promised and one is free elsewhere: two shortages of one each can have one of them."""
    floor.paid(("PAN-FE-24", 5))
    first, second = floor.paid(("PAN-FE-24", 1)), floor.paid(("PAN-FE-24", 1))
    waves = [floor.wave(first), floor.wave(second)]

    at_once(*[partial(floor.short, wave, lines_of(wave)[0]) for wave in waves])

    on_hand, reserved = (sum(figures) for figures in zip(floor.level("A-01-1"), floor.level("B-04-2"), strict=True))
    assert (on_hand, reserved) == (8, 7)
    assert all(level[1] <= level[0] for level in (floor.level("A-01-1"), floor.level("B-04-2")))
    assert sum(promised(first).values()) == sum(promised(second).values()) == 1
