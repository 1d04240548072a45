"""Build the trial balance (balancete): opening, debits, credits, closing of every account, summed up the tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from backoffice.core.money import ZERO
from finance.models import Account
from finance.posting.roles import RETAINED_EARNINGS
from finance.queries.movements import FIRST_MONTH, Sums, add_months, month_end, month_key, month_start, sum_by_range, sum_days
from finance.queries.position import get_stable_position

RESULT_KINDS = (Account.Kind.REVENUE, Account.Kind.EXPENSE)


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """
    Balances are signed: debit positive, credit negative; ``debit`` and ``credit`` are both positive.

    ``is_carried`` marks the one row that is no account: the result of earlier years, which opens in equity.
    """

    code: str
    name: str
    level: int
    is_group: bool
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The trial balance of some days at one position of the ledger.  ``totals`` sums the accounts that take entries."""

    title: str
    date_from: date
    date_to: date
    currency: str
    as_of_seq: int
    rows: tuple[TrialBalanceRow, ...]
    totals: TrialBalanceRow
    line_count: int

    @property
    def is_balanced(self) -> bool:
        """Debits equal credits, and what opened and closed sums to zero."""
        return self.totals.debit == self.totals.credit and not self.totals.opening and not self.totals.closing

    def row(self, code: str) -> TrialBalanceRow | None:
        return next((row for row in self.rows if row.code == code), None)


def build_trial_balance(*, date_from: date, date_to: date, as_of_seq: int | None = None, currency: str = "BRL") -> TrialBalance:
    """
    The trial balance of the days from ``date_from`` to ``date_to``, both included.

    Revenue and expense accounts open at zero each January; what earlier years left stands in one row of the equity
    until somebody posts its transfer.  Amounts are Decimal in ``currency``, two places.

    :raises ValueError: the days are the wrong way round
    """
    if date_from > date_to:
        raise ValueError(f"{date_from} is after {date_to}")
    as_of = get_stable_position() if as_of_seq is None else as_of_seq
    before, year, period = _sums(date_from, date_to, as_of, currency)
    accounts = _accounts()
    moved = before.keys() | year.keys() | period.keys()
    leaves = {code: _leaf(code, kind, before, year, period) for code, _name, kind in accounts if code in moved}
    carried = sum((before[code].balance for code, _name, kind in accounts if kind in RESULT_KINDS and code in before), ZERO)
    rows = list(_tree(accounts, leaves, carried))
    totals = _row("", _("Total"), 0, True, [row for row in rows if not row.is_group])
    return TrialBalance(
        title=_("Trial balance from %(from)s to %(to)s") % {"from": f"{date_from:%d/%m/%Y}", "to": f"{date_to:%d/%m/%Y}"},
        date_from=date_from,
        date_to=date_to,
        currency=currency,
        as_of_seq=as_of,
        rows=tuple(rows),
        totals=totals,
        line_count=sum(sums.line_count for sums in period.values()),
    )


Codes = dict[str, Sums]


def _accounts() -> list[tuple[str, str, str]]:
    """(code, name, kind) of the whole chart, by cursor: the report is read in milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, name, kind FROM finance_account ORDER BY code")
        rows: list[tuple[str, str, str]] = cursor.fetchall()
    return rows


def _sums(date_from: date, date_to: date, as_of: int, currency: str) -> tuple[Codes, Codes, Codes]:
    """Sums per account of: earlier years, this year before ``date_from``, the days asked for."""
    first, last = month_key(date_from), month_key(date_to)
    edges: list[tuple[date, date]] = []
    whole_first, whole_last = first, last
    if date_from != month_start(first) or (first == last and date_to != month_end(last)):
        edges.append((date_from, min(date_to, month_end(first))))
        whole_first = add_months(first, 1)
    if date_to != month_end(last) and last != first:
        edges.append((month_start(last), date_to))
        whole_last = add_months(last, -1)
    starts = {"before": FIRST_MONTH, "year": date_from.year * 100 + 1, "skipped": first, "period": whole_first}
    # A range that begins where the next does is empty; "skipped" is the first month when only a part of it counts.
    names = list(starts)
    starts = {name: start for name, start in starts.items() if not any(starts[later] == start for later in names[names.index(name) + 1 :])}
    ranges: dict[str, Codes] = {"before": {}, "year": {}, "skipped": {}, "period": {}}
    for (name, code), sums in sum_by_range(
        starts=starts, last_month=max(whole_last, add_months(first, -1)), as_of=as_of, currency=currency
    ).items():
        ranges[name][code] = sums
    for first_day, last_day in edges:
        _merge(ranges["period"], sum_days(first_day=first_day, last_day=last_day, as_of=as_of, currency=currency))
    if date_from != month_start(first):
        days = sum_days(first_day=month_start(first), last_day=date_from - timedelta(days=1), as_of=as_of, currency=currency)
        _merge(ranges["year"], days)
    return ranges["before"], ranges["year"], ranges["period"]


def _merge(target: Codes, more: Codes) -> None:
    for code, sums in more.items():
        target[code] = target.get(code, Sums()) + sums


def _leaf(code: str, kind: str, before: Codes, year: Codes, period: Codes) -> tuple[Decimal, Decimal, Decimal]:
    """Opening, debit, credit of an account; result accounts forget earlier years."""
    nothing = Sums()
    opening = year.get(code, nothing).balance + (ZERO if kind in RESULT_KINDS else before.get(code, nothing).balance)
    moved = period.get(code, nothing)
    return opening, moved.debit, moved.credit


def _tree(
    accounts: list[tuple[str, str, str]], leaves: dict[str, tuple[Decimal, Decimal, Decimal]], carried: Decimal
) -> Iterator[TrialBalanceRow]:
    names = {code: name for code, name, _kind in accounts}
    carried_code = f"{RETAINED_EARNINGS.rpartition('.')[0]}.999"
    if carried:
        leaves = leaves | {carried_code: (carried, ZERO, ZERO)}
        names[carried_code] = _("Result of earlier years, not transferred yet")
    moved = {
        code: TrialBalanceRow(
            code, names[code], code.count(".") + 1, False, opening, debit, credit, opening + debit - credit, code == carried_code
        )
        for code, (opening, debit, credit) in leaves.items()
        if opening or debit or credit
    }
    below: dict[str, list[TrialBalanceRow]] = {}
    for code, row in moved.items():
        for end in (end for end, char in enumerate(code) if char == "."):
            below.setdefault(code[:end], []).append(row)
    for code in sorted(moved.keys() | below.keys(), key=lambda code: [int(part) for part in code.split(".")]):
        if code in moved:
            yield moved[code]
        else:
            yield _row(code, names.get(code, code), code.count(".") + 1, True, below[code])


def _row(code: str, name: str, level: int, is_group: bool, parts: list[TrialBalanceRow]) -> TrialBalanceRow:
    return TrialBalanceRow(
        code,
        name,
        level,
        is_group,
        opening=sum((row.opening for row in parts), ZERO),
        debit=sum((row.debit for row in parts), ZERO),
        credit=sum((row.credit for row in parts), ZERO),
        closing=sum((row.closing for row in parts), ZERO),
    )
