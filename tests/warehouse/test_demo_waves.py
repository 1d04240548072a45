"""The demo's morning in the warehouse, whatever the hour at which the story is told."""

import pytest

from backoffice.demo.warehouse import run_waves
from orders import queries
from orders.models import PickingWave
from tests.warehouse.builders import Floor


@pytest.mark.parametrize(("paid", "waves", "waiting"), [(7, 0, 7), (8, 2, 3), (16, 2, 3), (18, 2, 3)])
def test_some_orders_always_wait_for_a_wave_of_the_visitors_own(floor: Floor, paid: int, waves: int, waiting: int) -> None:
    for _ in range(paid):
        floor.paid(("PRATO-AL", 1))

    run_waves(by=floor.shop.by, at=floor.shop.at)

    assert PickingWave.objects.count() == waves
    assert len(queries.list_pickable(actor=floor.shop.by, today=floor.shop.at.date(), limit=20)) == waiting
    if waves:
        [shortage] = queries.list_shortages(actor=floor.shop.by)
        assert shortage.units == 1
