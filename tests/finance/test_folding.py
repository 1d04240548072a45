"""Folded balances plus the tail are the same as the lines, at every position."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finance import services
from finance.models import JournalLine, PeriodBalance
from finance.queries import Sums, get_stable_position, list_channels, sum_by_month
from finance.tasks import fold_balances
from tests.finance.builders import BANK, NOW, RENT, SALES, draft, post, sale

pytestmark = pytest.mark.django_db
EVER = {"first_month": 202001, "last_month": 203012}


def _raw(as_of: int, channel: str | None = None) -> dict[tuple[int, str], Sums]:
    """The same sums, added up line by line in Python."""
    sums: dict[tuple[int, str], Sums] = {}
    for line in JournalLine.objects.filter(entry_id__lte=as_of).select_related("account"):
        if channel is None or line.channel == channel:
            key = (line.posted_on.year * 100 + line.posted_on.month, line.account.code)
            sums[key] = sums.get(key, Sums()) + Sums(max(line.amount, Decimal(0)), max(-line.amount, Decimal(0)), 1)
    return sums


entries = st.lists(
    st.tuples(
        st.integers(1, 10**7),
        st.dates(date(2025, 11, 1), date(2026, 3, 31)),
        st.sampled_from([(BANK, SALES), (RENT, BANK)]),
        st.sampled_from(["", "loja", "shopee"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=entries, after=entries)
def test_a_fold_anywhere_changes_no_sum(before: list[tuple], after: list[tuple]) -> None:  # type: ignore[type-arg]
    def _post_all(rows: list[tuple]) -> None:  # type: ignore[type-arg]
        post(
            *[
                draft((debit, f"{cents / 100:.2f}"), (credit, f"-{cents / 100:.2f}"), on=on, channel=channel)
                for cents, on, (debit, credit), channel in rows
            ]
        )

    _post_all(before)
    services.fold_balances(at=NOW)
    folded_at = get_stable_position()
    _post_all(after)
    now = get_stable_position()

    assert sum_by_month(as_of=now, **EVER) == _raw(now)
    assert sum_by_month(as_of=folded_at, **EVER) == _raw(folded_at)
    assert sum_by_month(as_of=folded_at - 1, **EVER) == _raw(folded_at - 1), "older than the fold"
    assert sum_by_month(as_of=now, channel="loja", **EVER) == _raw(now, "loja")
    assert sum(sums.balance for sums in sum_by_month(as_of=now, **EVER).values()) == 0


def test_folding_twice_counts_once() -> None:
    post(sale("10.00", channel="loja"))

    services.fold_balances(at=NOW)
    services.fold_balances(at=NOW)

    balances = PeriodBalance.objects.order_by("account__code", "channel")
    assert list(balances.values_list("account__code", "channel", "debit", "credit", "line_count")) == [
        (BANK, "*", Decimal("10.00"), Decimal("0.00"), 1),
        (BANK, "loja", Decimal("10.00"), Decimal("0.00"), 1),
        (SALES, "*", Decimal("0.00"), Decimal("10.00"), 1),
        (SALES, "loja", Decimal("0.00"), Decimal("10.00"), 1),
    ]
    assert list_channels() == [("loja", "loja")]


def test_balances_can_be_made_again_from_the_lines() -> None:
    post(sale("10.00"), sale("20.00", channel="loja"))
    services.fold_balances(at=NOW)
    PeriodBalance.objects.update(debit=999)

    services.refold_balances(at=NOW)

    as_of = get_stable_position()
    assert sum_by_month(as_of=as_of, **EVER) == _raw(as_of)


def test_the_task_folds() -> None:
    post(sale("10.00"))

    fold_balances(future_argument=1)

    assert PeriodBalance.objects.filter(channel="*").count() == 2
