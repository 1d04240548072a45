from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.core.money import Money, allocate, quantize_half_up


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_parts_always_sum_to_the_whole(cents: int, weights: list[int]) -> None:
    whole = Decimal(cents) / 100

    parts = allocate(whole, weights)

    assert sum(parts) == whole
    assert len(parts) == len(weights)


def test_three_instalments_of_a_hundred_give_the_first_the_extra_cent() -> None:
    assert allocate(Decimal("100.00"), [1, 1, 1]) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_one_cent_goes_to_the_earliest_part() -> None:
    assert allocate(Decimal("0.01"), [1, 1, 1]) == [Decimal("0.01"), Decimal("0.00"), Decimal("0.00")]


def test_a_negative_amount_splits_like_its_positive() -> None:
    assert allocate(Decimal("-100.00"), [1, 1, 1]) == [Decimal("-33.34"), Decimal("-33.33"), Decimal("-33.33")]


@pytest.mark.parametrize(("amount", "weights"), [("1.00", []), ("1.00", [-1, 2]), ("1.001", [1])])
def test_a_split_that_makes_no_sense_is_refused(amount: str, weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"weights|decimals"):
        allocate(Decimal(amount), weights)


@pytest.mark.parametrize(("exact", "rounded"), [("1.005", "1.01"), ("-1.005", "-1.01"), ("1.004999", "1.00"), ("2.675", "2.68")])
def test_halves_round_away_from_zero(exact: str, rounded: str) -> None:
    assert quantize_half_up(Decimal(exact)) == Decimal(rounded)


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), Decimal("0.001"), 1.5])
def test_what_is_no_money_is_refused(amount: object) -> None:
    with pytest.raises(ValueError, match=r"money|decimals"):
        Money(amount)  # type: ignore[arg-type]


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="combine BRL with USD"):
        Money(Decimal("1.00")) + Money(Decimal("1.00"), "USD")
