"""The income statement: every figure, its sign, its share, its variation, and what it was read at."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from finance import services
from finance.models import Account
from finance.queries import LedgerFilter, get_stable_position, list_parts, read_ledger, sum_by_month, sum_ledger
from finance.queries.ledger import SORT
from finance.reports.income_statement import NONE, PREVIOUS_YEAR, StatementPeriod, accounts_behind, build_income_statement
from finance.reports.proofs import prove_income_statement
from finance.reports.statement_rows import LINES, STATEMENT
from tests.finance.builders import BANK, NOW, draft, post, sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
OCTOBER = StatementPeriod(2026, 10)


def test_every_row_of_the_month_beside_the_month_before() -> None:
    statement = build_income_statement(period=OCTOBER)

    rows = {row.code: (row.amounts, row.share, row.change) for row in statement.rows}
    assert [column.title for column in statement.columns] == ["Out/2026", "Set/2026"]
    assert {code: tuple(map(str, amounts)) for code, (amounts, _share, _change) in rows.items()} == {
        "gross_revenue": ("1050.00", "840.00"),
        "product_sales": ("1000.00", "800.00"),
        "freight_charged": ("50.00", "40.00"),
        "deductions": ("-130.00", "0.00"),
        "returns": ("-100.00", "0.00"),
        "discounts": ("-30.00", "0.00"),
        "net_revenue": ("920.00", "840.00"),
        "cost_of_goods_sold": ("-400.00", "-300.00"),
        "gross_profit": ("520.00", "540.00"),
        "variable_expenses": ("-12.34", "0.00"),
        "payment_fees": ("-12.34", "0.00"),
        "contribution_margin": ("507.66", "540.00"),
        "fixed_expenses": ("-250.00", "-250.00"),
        "premises": ("-250.00", "-250.00"),
        "ebitda": ("257.66", "290.00"),
        "depreciation": ("0.00", "0.00"),
        "financial_result": ("0.00", "0.00"),
        "net_profit": ("257.66", "290.00"),
    }
    shares = {code: str(rows[code][1]) for code in ("net_revenue", "gross_revenue", "net_profit")}
    assert shares == {"net_revenue": "100.0", "gross_revenue": "114.1", "net_profit": "28.0"}
    assert rows["net_profit"][2] == Decimal("-11.2")
    assert rows["cost_of_goods_sold"][2] == Decimal("-33.3"), "more cost is worse"
    assert rows["returns"][2] is None, "there was nothing to compare with"


def test_a_year_has_twelve_months_that_sum_to_its_total() -> None:
    statement = build_income_statement(period=StatementPeriod(2026))

    assert [column.title for column in statement.columns][8:] == ["Set", "Out", "Nov", "Dez", "2026"]
    for row in statement.rows:
        assert sum(row.amounts[:12]) == row.amounts[12], row.code
    assert statement.amount("net_profit") == Decimal("547.66")


def test_a_year_in_one_column_stands_beside_the_year_before() -> None:
    post(sale("10.00", on=date(2025, 3, 1)))

    statement = build_income_statement(period=StatementPeriod(2026, None, by_month=False))

    row = statement.row("net_profit")
    assert row is not None
    assert row.amounts == (Decimal("547.66"), Decimal("10.00"))


def test_one_channel_alone() -> None:
    statement = build_income_statement(period=OCTOBER, channel="shopee", compare=NONE)

    assert (statement.amount("gross_revenue"), statement.amount("net_profit")) == (Decimal("420.00"), Decimal("260.00"))
    assert all(proof.holds for proof in prove_income_statement(statement))


def test_the_same_month_last_year() -> None:
    post(sale("70.00", on=date(2025, 10, 9)))

    statement = build_income_statement(period=OCTOBER, compare=PREVIOUS_YEAR)

    assert statement.columns[1].title == "Out/2025"
    assert statement.row("product_sales").amounts[1] == Decimal("70.00")  # type: ignore[union-attr]


def test_rows_of_income_taxes_appear_when_there_are_any() -> None:
    assert build_income_statement(period=OCTOBER).row("profit_before_tax") is None
    post(draft(("4.6.01.001", "7.66"), (BANK, "-7.66"), on=date(2026, 10, 30)))

    statement = build_income_statement(period=OCTOBER)

    assert (statement.amount("profit_before_tax"), statement.amount("net_profit")) == (Decimal("257.66"), Decimal("250.00"))


def test_a_report_of_an_old_position_does_not_know_what_came_later() -> None:
    before = build_income_statement(period=OCTOBER)
    post(sale("999.00", on=date(2026, 10, 31)))
    services.fold_balances(at=NOW)

    again = build_income_statement(period=OCTOBER, as_of_seq=before.as_of_seq)
    now = build_income_statement(period=OCTOBER)

    assert again == before
    assert now.amount("product_sales") == Decimal("1999.00")


def test_the_fold_changes_no_figure() -> None:
    before = build_income_statement(period=OCTOBER)

    services.fold_balances(at=NOW)

    assert build_income_statement(period=OCTOBER) == before


def test_the_figures_take_few_statements(django_assert_num_queries: Any) -> None:
    services.fold_balances(at=NOW)

    # The position, the sums, the tagged accounts.
    with django_assert_num_queries(3):
        build_income_statement(period=OCTOBER)


def test_the_proofs_hold_and_say_what_they_were_read_from() -> None:
    statement = build_income_statement(period=OCTOBER)

    proofs = prove_income_statement(statement)

    assert [(str(proof.in_report), str(proof.difference)) for proof in proofs] == [
        ("2400.00", "0.00"),
        ("257.66", "0.00"),
        ("1050.00", "0.00"),
        ("400.00", "0.00"),
    ]
    assert [proof.basis for proof in proofs] == ["18 partidas", "7 contas de resultado", "4 partidas", "2 saídas"]


def test_a_balance_that_was_tampered_with_fails_the_proof() -> None:
    services.fold_balances(at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE finance_periodbalance SET credit = credit + 1 WHERE credit = 1000")

    proofs = prove_income_statement(build_income_statement(period=OCTOBER))

    assert [proof.holds for proof in proofs] == [True, False, False, True]
    assert proofs[2].difference == Decimal("1.00")


def test_goods_expensed_without_leaving_the_stock_fail_the_proof() -> None:
    post(draft(("4.1.01.001", "55.00"), (BANK, "-55.00"), on=date(2026, 10, 30)))

    proofs = prove_income_statement(build_income_statement(period=OCTOBER))

    assert [str(proof.difference) for proof in proofs] == ["0.00", "0.00", "0.00", "55.00"]


@pytest.mark.parametrize("row_code", ["gross_revenue", "payment_fees", "fixed_expenses", "gross_profit", "net_profit"])
def test_a_number_opens_into_lines_that_sum_to_it(row_code: str) -> None:
    statement = build_income_statement(period=OCTOBER)
    wanted = LedgerFilter(accounts_behind(row_code), statement.first_day, statement.last_day, statement.as_of_seq)

    sums, parts = sum_ledger(wanted=wanted), list_parts(wanted=wanted, limit=1)
    lines = read_ledger(wanted=wanted).page(SORT, limit=500).rows

    assert sums.effect == statement.amount(row_code) == sum(line.effect for line in lines)
    assert sum(part.effect for part in parts) == statement.amount(row_code)
    assert sum(part.line_count for part in parts) == sums.count == len(lines)


def test_every_result_account_has_a_line_that_the_statement_knows() -> None:
    tags = set(Account.objects.exclude(statement_line="").values_list("statement_line", flat=True))

    assert tags == set(LINES)
    single = {"depreciation", "other_income", "income_taxes"}
    assert {row.code for row in STATEMENT} & set(LINES) == single, "only a group of one line shares its line's code"


def test_net_profit_is_what_the_trial_balance_says() -> None:
    statement = build_income_statement(period=StatementPeriod(2026))

    result = sum(sums.balance for sums in _result_sums(get_stable_position()))

    assert statement.amount("net_profit") == -result


def _result_sums(as_of: int) -> list[Any]:
    kinds = dict(Account.objects.values_list("code", "kind"))
    sums = sum_by_month(first_month=202601, last_month=202612, as_of=as_of)
    return [each for (_month, code), each in sums.items() if kinds[code] in ("revenue", "expense")]


@pytest.mark.parametrize("text", ["", "2026-13", "26-1", "2026-1", "year", "2026-00", "0000"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller only needs to know that it is none
        StatementPeriod.parse(text)
