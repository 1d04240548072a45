"""Parts sum to the whole, to the cent, however an order is split."""

from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import pricing
from orders.documents import kind_of, normalise_document
from orders.errors import DocumentInvalid

cents = st.integers(min_value=1, max_value=1_000_000).map(lambda value: Decimal(value) / 100)


@given(totals=st.lists(cents, min_size=1, max_size=30), thousandths=st.integers(min_value=0, max_value=1000))
def test_shares_of_a_discount_sum_to_it_and_none_is_above_its_line(totals: list[Decimal], thousandths: int) -> None:
    discount = (sum(totals, Decimal(0)) * thousandths / 1000).quantize(Decimal("0.01"), ROUND_DOWN)

    shares = pricing.share_discount(discount, totals)

    assert sum(shares, Decimal(0)) == discount
    assert all(0 <= share <= total for share, total in zip(shares, totals, strict=True))


@given(discount=cents, parcels=st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=10))
def test_the_discount_of_a_line_leaves_completely_however_it_is_shipped(discount: Decimal, parcels: list[int]) -> None:
    quantity, shipped, given_away = sum(parcels), 0, []
    for parcel in parcels:
        given_away.append(pricing.shipped_discount(discount, quantity=quantity, shipped_before=shipped, shipped_now=parcel))
        shipped += parcel

    assert sum(given_away) == discount
    assert min(given_away) >= 0


def test_a_discount_that_does_not_divide_gives_its_last_cent_to_the_first_of_equals() -> None:
    shares = pricing.share_discount(Decimal("0.01"), [Decimal("5.00")] * 3)

    assert shares == [Decimal("0.01"), Decimal("0.00"), Decimal("0.00")]


@pytest.mark.parametrize(
    ("typed", "document", "kind"),
    [
        ("529.982.247-25", "52998224725", "person"),
        ("11.222.333/0001-81", "11222333000181", "company"),
        ("12.abc.345/01de-35", "12ABC34501DE35", "company"),
        ("", "", "person"),
    ],
)
def test_documents_are_normalised(typed: str, document: str, kind: str) -> None:
    assert normalise_document(typed) == document
    assert kind_of(document) == kind


@pytest.mark.parametrize(
    "typed", ["529.982.247-26", "11.222.333/0001-82", "123", "00000000000", "５２９９８２２４７２５", "12.ABC.345/01DE-3A"]
)
def test_wrong_documents_are_refused(typed: str) -> None:
    with pytest.raises(DocumentInvalid):
        normalise_document(typed)
