"""Each fact of sales and stock has one way of being booked: exact accounts, exact amounts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.chart import CHART
from finance.posting import inventory, orders, roles
from finance.posting.drafts import EntryDraft
from finance.posting.orders import TaxRate
from finance.posting.roles import USED_BY_RULES
from tests.finance.builders import adjusted, amounts, captured, charged_back, lines_of, received, refunded, shipped


def test_a_payment_before_shipping_is_the_customers_advance() -> None:
    entry = orders.capture(captured("487.60", fee="17.55"))

    assert lines_of(entry) == amounts(
        (roles.PROVIDER_RECEIVABLE, "470.05"), (roles.PAYMENT_FEES, "17.55"), (roles.CUSTOMER_ADVANCE, "-487.60")
    )


def test_a_payment_after_shipping_settles_the_debt_first() -> None:
    entry = orders.capture(captured("100.00", to_receivable="60.00"))

    assert lines_of(entry) == amounts(
        (roles.PROVIDER_RECEIVABLE, "100.00"), (roles.CUSTOMER_RECEIVABLE, "-60.00"), (roles.CUSTOMER_ADVANCE, "-40.00")
    )


def test_a_shipment_is_revenue_discount_and_cost() -> None:
    entry = orders.shipment(shipped(items="200.00", freight="18.50", discount="10.00", from_advance="150.00", cost="91.37"))

    assert lines_of(entry) == amounts(
        (roles.CUSTOMER_ADVANCE, "150.00"),
        (roles.CUSTOMER_RECEIVABLE, "58.50"),
        (roles.DISCOUNTS, "10.00"),
        (roles.PRODUCT_SALES, "-200.00"),
        (roles.FREIGHT_CHARGED, "-18.50"),
        (roles.COST_OF_GOODS, "91.37"),
        (roles.INVENTORY, "-91.37"),
    )


def test_a_tax_on_sales_is_posted_at_the_rate_of_the_day() -> None:
    rates = [
        TaxRate("DAS", Decimal("11.7420"), date(2026, 1, 1), date(2026, 10, 31)),
        TaxRate("DAS", Decimal("12.0000"), date(2026, 11, 1), None),
    ]

    in_october = orders.shipment(shipped(items="100.00", freight="10.01", discount="5.00", on=date(2026, 10, 31)), rates)
    in_november = orders.shipment(shipped(items="100.00", freight="10.01", discount="5.00", on=date(2026, 11, 1)), rates)

    assert lines_of(in_october)[-2:] == amounts((roles.SALES_TAXES, "12.33"), (roles.SALES_TAX_PAYABLE, "-12.33"))
    assert lines_of(in_november)[-2:] == amounts((roles.SALES_TAXES, "12.60"), (roles.SALES_TAX_PAYABLE, "-12.60"))


def test_a_refund_returns_the_advance_first_and_then_takes_revenue_back() -> None:
    entry = orders.refund(refunded("100.00", from_advance="30.00"))

    assert lines_of(entry) == amounts((roles.CUSTOMER_ADVANCE, "30.00"), (roles.RETURNS, "70.00"), (roles.PROVIDER_RECEIVABLE, "-100.00"))


def test_a_chargeback_is_a_loss_with_a_penalty() -> None:
    entry = orders.chargeback(charged_back("100.00", fee="15.00", from_advance="20.00"))

    assert lines_of(entry) == amounts(
        (roles.CUSTOMER_ADVANCE, "20.00"),
        (roles.CHARGEBACK_LOSS, "80.00"),
        (roles.CHARGEBACK_FEES, "15.00"),
        (roles.PROVIDER_RECEIVABLE, "-115.00"),
    )


@pytest.mark.parametrize(
    ("origin", "source"),
    [("purchase", roles.GOODS_RECEIVED_NOT_INVOICED), ("opening", roles.OPENING_BALANCES), ("customer_return", roles.COST_OF_GOODS)],
)
def test_goods_that_come_in_are_booked_against_where_they_come_from(origin: str, source: str) -> None:
    entry = inventory.receipt(received("1234.56", origin=origin))

    assert lines_of(entry) == amounts((roles.INVENTORY, "1234.56"), (source, "-1234.56"))


def test_goods_from_nowhere_are_a_bug() -> None:
    with pytest.raises(KeyError):
        inventory.receipt(received("1", origin="heaven"))


def test_a_count_that_finds_less_is_a_loss_and_one_that_finds_more_a_gain() -> None:
    assert lines_of(inventory.adjustment(adjusted("-12.34"))) == amounts((roles.STOCK_LOSSES, "12.34"), (roles.INVENTORY, "-12.34"))
    assert lines_of(inventory.adjustment(adjusted("12.34"))) == amounts((roles.INVENTORY, "12.34"), (roles.STOCK_GAINS, "-12.34"))


def test_what_was_worth_nothing_posts_nothing() -> None:
    assert orders.shipment(shipped(items="0")) is None
    assert inventory.adjustment(adjusted("0")) is None
    assert inventory.receipt(received("0")) is None


def test_the_order_and_the_channel_are_kept_on_the_entry() -> None:
    entry = orders.shipment(shipped(items="10.00", channel="mercado-livre"))

    assert entry is not None
    assert (entry.rule, entry.source_kind, entry.source_number) == ("order_shipped", "order", "10482")
    assert {line.channel for line in entry.lines} == {"mercado-livre"}


def test_every_account_that_a_rule_posts_to_exists_and_takes_entries() -> None:
    chart = {row.code: row for row in CHART}

    assert len(USED_BY_RULES) == 19
    assert [code for code in sorted(USED_BY_RULES) if code not in chart or not chart[code].is_postable] == []


def test_every_account_has_its_parent_and_parents_take_no_entries() -> None:
    chart = {row.code: row for row in CHART}

    assert len(chart) == len(CHART), "no code twice"
    for row in CHART:
        parent = row.code.rpartition(".")[0]
        assert not parent or (parent in chart and not chart[parent].is_postable), row.code
        is_leaf = not any(other.startswith(f"{row.code}.") for other in chart)
        assert row.is_postable == is_leaf, row.code


cents = st.integers(min_value=0, max_value=10**9).map(lambda units: Decimal(units) / 100)


def _balanced(entry: EntryDraft | None) -> bool:
    return entry is None or (not entry.imbalance() and len(entry.lines) >= 2 and all(line.amount for line in entry.lines))


@given(amount=cents, fee=cents, share=st.integers(0, 100))
def test_payments_always_balance(amount: Decimal, fee: Decimal, share: int) -> None:
    part = (amount * share / 100).quantize(Decimal("0.01"))

    assert _balanced(orders.capture(captured(str(amount), fee=str(min(fee, amount)), to_receivable=str(part))))
    assert _balanced(orders.refund(refunded(str(amount), from_advance=str(part))))
    assert _balanced(orders.chargeback(charged_back(str(amount), fee=str(fee), from_advance=str(part))))


@given(items=cents, freight=cents, discount=cents, advance=cents, cost=cents, rate=st.decimals("0.0001", "99", places=4))
def test_shipments_always_balance(
    items: Decimal, freight: Decimal, discount: Decimal, advance: Decimal, cost: Decimal, rate: Decimal
) -> None:
    discount = min(discount, items + freight)
    advance = min(advance, items + freight - discount)
    taxes = [TaxRate("DAS", rate, date(2000, 1, 1), None)]

    assert _balanced(
        orders.shipment(
            shipped(items=str(items), freight=str(freight), discount=str(discount), from_advance=str(advance), cost=str(cost)), taxes
        )
    )
