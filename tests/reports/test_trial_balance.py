"""The trial balance: opening, movement and closing of every account at one position, for any days."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finance import services
from finance.models import JournalLine
from finance.reports.proofs import prove_trial_balance
from finance.reports.trial_balance import TrialBalance, build_trial_balance
from tests.finance.builders import NOW, post, sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


def _figures(balance: TrialBalance, code: str) -> tuple[str, str, str, str]:
    row = balance.row(code)
    assert row is not None
    return str(row.opening), str(row.debit), str(row.credit), str(row.closing)


def test_the_accounts_of_a_month() -> None:
    balance = build_trial_balance(date_from=date(2026, 10, 1), date_to=date(2026, 10, 31))

    assert _figures(balance, "1.1.03.001") == ("4700.00", "0.00", "400.00", "4300.00")
    assert _figures(balance, "1.1.02.001") == ("840.00", "1020.00", "600.00", "1260.00")
    assert _figures(balance, "3.1.01.001") == ("-800.00", "0.00", "1000.00", "-1800.00")
    assert _figures(balance, "2.3.03.001") == ("-5000.00", "0.00", "0.00", "-5000.00")
    assert (balance.totals.debit, balance.totals.credit, balance.is_balanced) == (Decimal("2400.00"), Decimal("2400.00"), True)


def test_groups_sum_what_is_below_them() -> None:
    balance = build_trial_balance(date_from=date(2026, 10, 1), date_to=date(2026, 10, 31))

    for group in (row for row in balance.rows if row.is_group):
        below = [row for row in balance.rows if not row.is_group and row.code.startswith(f"{group.code}.")]
        assert group.closing == sum(row.closing for row in below), group.code


def test_the_year_begins_with_results_at_zero_and_the_old_result_in_equity() -> None:
    balance = build_trial_balance(date_from=date(2027, 1, 1), date_to=date(2027, 1, 31))

    assert balance.row("3.1.01.001") is None, "no revenue yet this year"
    carried = balance.row("2.3.02.999")
    assert carried is not None
    assert (carried.opening, carried.is_carried) == (Decimal("-547.66"), True)
    assert balance.is_balanced


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 8, 20), date(2026, 11, 10)), st.dates(date(2026, 8, 20), date(2026, 11, 10)))
def test_any_days_give_what_the_lines_give(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    services.fold_balances(at=NOW)

    balance = build_trial_balance(date_from=first, date_to=last)

    debit = sum(line.amount for line in JournalLine.objects.filter(posted_on__range=(first, last), amount__gt=0))
    assert balance.totals.debit == debit
    assert balance.is_balanced
    opening = sum(line.amount for line in JournalLine.objects.filter(posted_on__lt=first, account__code="1.1.02.001"))
    row = balance.row("1.1.02.001")
    assert (row.opening if row else 0) == opening
    assert all(proof.holds for proof in prove_trial_balance(balance))


def test_an_old_position_gives_the_old_balance() -> None:
    days = {"date_from": date(2026, 10, 1), "date_to": date(2026, 10, 31)}
    before = build_trial_balance(**days)
    post(sale("999.00", on=date(2026, 10, 31)))
    services.fold_balances(at=NOW)

    assert build_trial_balance(as_of_seq=before.as_of_seq, **days) == before
    assert build_trial_balance(**days).totals.debit == before.totals.debit + Decimal("999.00")


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="is after"):
        build_trial_balance(date_from=date(2026, 10, 2), date_to=date(2026, 10, 1))
