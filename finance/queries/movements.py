"""Sums of the journal at one position: the only reader of balances."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from backoffice.core.money import ZERO

# Months before any ledger: "from the beginning".
FIRST_MONTH = 190001

_BY_RANGE = """
SELECT sums.place, account.code, sums.debit, sums.credit, sums.line_count
FROM finance_range_sums(%(starts)s, %(last)s, %(as_of)s, %(currency)s, %(channel)s) AS sums
JOIN finance_account AS account ON account.id = sums.account_id
"""
_BY_DAYS = """
SELECT account.code, coalesce(sum(line.amount) FILTER (WHERE line.amount > 0), 0),
    coalesce(-sum(line.amount) FILTER (WHERE line.amount < 0), 0), count(*)
FROM finance_journalline AS line JOIN finance_account AS account ON account.id = line.account_id
WHERE line.posted_on >= %(first_day)s AND line.posted_on <= %(last_day)s AND line.entry_id <= %(as_of)s AND line.currency = %(currency)s
    AND (%(channel)s IS NULL OR line.channel = %(channel)s)
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Sums:
    """Debits and credits (both positive), and how many lines they are."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO
    line_count: int = 0

    @property
    def balance(self) -> Decimal:
        """Debits minus credits."""
        return self.debit - self.credit

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.debit + other.debit, self.credit + other.credit, self.line_count + other.line_count)


def sum_by_month(
    *, first_month: int, last_month: int, as_of: int, currency: str = "BRL", channel: str | None = None
) -> dict[tuple[int, str], Sums]:
    """(month, account code) -> sums of whole months (202601..202612) at the position ``as_of``."""
    months = list(months_between(first_month, last_month))
    rows = _read(months, last_month, as_of, currency, channel)
    return {(months[place - 1], code): _sums(debit, credit, count) for place, code, debit, credit, count in rows}


def sum_by_range(
    *, starts: dict[str, int], last_month: int, as_of: int, currency: str = "BRL", channel: str | None = None
) -> dict[tuple[str, str], Sums]:
    """
    (range name, account code) -> sums, in one statement.

    ``starts`` names ranges of whole months by their first month, in rising order; each lasts until the next begins.
    """
    names = list(starts)
    rows = _read(list(starts.values()), last_month, as_of, currency, channel)
    return {(names[place - 1], code): _sums(debit, credit, count) for place, code, debit, credit, count in rows}


def _read(starts: list[int], last_month: int, as_of: int, currency: str, channel: str | None) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"starts": starts, "last": last_month, "as_of": as_of, "currency": currency, "channel": channel}
    with connection.cursor() as cursor:
        cursor.execute(_BY_RANGE, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def sum_days(*, first_day: date, last_day: date, as_of: int, currency: str = "BRL", channel: str | None = None) -> dict[str, Sums]:
    """Account code -> sums of the days, straight from the lines: for parts of a month, and for proofs."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_DAYS, {"first_day": first_day, "last_day": last_day, "as_of": as_of, "currency": currency, "channel": channel})
        return {code: _sums(debit, credit, count) for code, debit, credit, count in cursor.fetchall()}


def _sums(debit: Decimal, credit: Decimal, count: int) -> Sums:
    """Always two places, so that a sum reads (and hashes) the same whether it was folded or not."""
    return Sums(ZERO + debit, ZERO + credit, count)


def month_key(day: date) -> int:
    """24 November 2026 -> 202611."""
    return day.year * 100 + day.month


def month_start(month: int) -> date:
    """202611 -> 1 November 2026."""
    return date(month // 100, month % 100, 1)


def month_end(month: int) -> date:
    """202611 -> 30 November 2026."""
    return month_start(add_months(month, 1)) - timedelta(days=1)


def add_months(month: int, count: int) -> int:
    """202611 and -11 -> 202512."""
    index = month // 100 * 12 + month % 100 - 1 + count
    return index // 12 * 100 + index % 12 + 1


def months_between(first: int, last: int) -> Iterator[int]:
    """Every month from first to last, both included."""
    while first <= last:
        yield first
        first = add_months(first, 1)
