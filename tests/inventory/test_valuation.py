"""The moving average: nothing is lost or invented by rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.valuation import Worth

costs = st.decimals(min_value=0, max_value=100_000, places=2, allow_nan=False, allow_infinity=False)
steps = st.lists(st.tuples(st.integers(1, 50), costs | st.none()), max_size=60)


@given(steps)
def test_whatever_happens_value_is_kept(changes: list[tuple[int, Decimal | None]]) -> None:
    worth = Worth(0, Decimal("0.00"), Decimal(0))
    put_in = taken = Decimal(0)

    for quantity, value in changes:
        if value is not None:
            worth.put_in(quantity, value)
            put_in += value
        elif worth.quantity:
            taken += worth.take_out(min(quantity, worth.quantity))
        assert worth.value >= 0
        assert worth.quantity or worth.value == 0
        assert taken + worth.value == put_in


def test_a_share_is_rounded_half_up() -> None:
    worth = Worth(2, Decimal("0.01"), Decimal(0))

    assert worth.take_out(1) == Decimal("0.01")
    assert (worth.quantity, worth.value) == (1, Decimal("0.00"))


def test_more_than_there_is_cannot_leave() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        Worth(2, Decimal("4.00"), Decimal(2)).take_out(3)


def test_an_empty_stock_remembers_its_last_cost() -> None:
    worth = Worth(3, Decimal("10.00"), Decimal(0))
    worth.take_out(3)

    assert worth.last_unit_cost == Decimal("3.333333")
    assert worth.cost_of_found(2) == Decimal("6.67")
    assert Worth(0, Decimal("0.00"), Decimal(0)).cost_of_found(2) == Decimal("0.00")
