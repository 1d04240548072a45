"""Build the income statement (DRE): one statement of SQL, one frozen object that every rendering reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags.formats import month_year
from finance.models import Account
from finance.queries.movements import Sums, add_months, month_end, month_start, months_between, sum_by_month
from finance.queries.position import get_stable_position
from finance.reports.statement_rows import GROUP, LINE, LINES, STATEMENT, RowDefinition

PREVIOUS, PREVIOUS_YEAR, NONE = "previous", "previous_year", "none"
COMPARISONS = (PREVIOUS, PREVIOUS_YEAR, NONE)
CURRENT, COMPARED, MONTH = "current", "compared", "month"


@dataclass(frozen=True, slots=True)
class StatementPeriod:
    """
    What the statement is about: a month ("2017-10") or a whole year ("2017").

    A year is shown ``by_month`` (twelve columns and the total) or as one column, comparable with the year before.
    """

    year: int
    month: int | None = None
    by_month: bool = True

    @classmethod
    def parse(cls, text: str, *, by_month: bool = True) -> "StatementPeriod":
        """
        Read "2017-10" or "2017".

        :raises ValueError: it is neither
        """
        year, dash, month = text.partition("-")
        if len(year) != 4 or (dash and len(month) != 2) or not (year + month).isascii():
            raise ValueError(f"{text!r} is neither a month nor a year")
        first = date(int(year), int(month) if dash else 1, 1)
        return cls(first.year, first.month if dash else None, by_month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def first_month(self) -> int:
        return self.year * 100 + (self.month or 1)

    @property
    def last_month(self) -> int:
        return self.year * 100 + (self.month or 12)

    @property
    def title(self) -> str:
        if self.month is None:
            return str(self.year)
        return month_year(self.first_month)

    def compared_with(self, compare: str) -> "StatementPeriod | None":
        """The period to stand beside this one; None if there is nothing to compare or no room for it."""
        if compare == NONE or (self.month is None and self.by_month):
            return None
        if self.month is None:
            return StatementPeriod(self.year - 1, None, False)
        earlier = add_months(self.first_month, -12 if compare == PREVIOUS_YEAR else -1)
        return StatementPeriod(earlier // 100, earlier % 100)


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """A column of amounts: current (the one that counts), compared, or one month of the year."""

    title: str
    role: str
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """
    A row with an amount for each column, in the sign of its effect on profit.

    ``share`` is the percentage of net revenue (AV %), ``change`` the variation against the compared column (positive:
    better for the profit); None where there is nothing to divide by.  ``accounts`` are the account codes behind it.
    """

    code: str
    label: str
    kind: str
    level: int
    amounts: tuple[Decimal, ...]
    share: Decimal | None
    change: Decimal | None
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncomeStatement:
    """The DRE at one position of the ledger.  ``history`` is the net profit of twelve months, for the chart."""

    title: str
    period: str
    compare: str
    by_month: bool
    currency: str
    channel: str
    as_of_seq: int
    first_day: date
    last_day: date
    columns: tuple[StatementColumn, ...]
    rows: tuple[StatementRow, ...]
    history: tuple[tuple[int, Decimal], ...]
    total_debit: Decimal
    total_credit: Decimal
    line_count: int

    @property
    def current(self) -> int:
        """Index of the column that counts."""
        return next(index for index, column in enumerate(self.columns) if column.role == CURRENT)

    @property
    def compared(self) -> int | None:
        """Index of the compared column, if there is one."""
        return next((index for index, column in enumerate(self.columns) if column.role == COMPARED), None)

    def row(self, code: str) -> StatementRow | None:
        """The row of that code; None if it was left out because it is all zeros."""
        return next((row for row in self.rows if row.code == code), None)

    def amount(self, code: str) -> Decimal:
        """The current amount of a row."""
        row = self.row(code)
        return row.amounts[self.current] if row else ZERO


def build_income_statement(
    *, period: StatementPeriod, compare: str = PREVIOUS, as_of_seq: int | None = None, channel: str = "", currency: str = "BRL"
) -> IncomeStatement:
    """
    The income statement of a month or a year.

    ``as_of_seq`` is the position of the ledger (default: the last stable one); ``channel`` "" means all channels.
    Amounts are Decimal in ``currency``, two places, signed by their effect on profit.
    """
    as_of = get_stable_position() if as_of_seq is None else as_of_seq
    columns = tuple(_columns(period, compare))
    first_month = min(add_months(period.last_month, -11), *(column.first_month for column in columns))
    sums = sum_by_month(first_month=first_month, last_month=period.last_month, as_of=as_of, currency=currency, channel=channel or None)
    accounts = _accounts_by_line()
    tags = {code: line for line, codes in accounts.items() for code in codes}
    per_month = _effects_by_month(sums, tags)
    amounts = {
        code: tuple(
            sum((per_month.get((month, code), ZERO) for month in months_between(c.first_month, c.last_month)), ZERO) for c in columns
        )
        for code in LINES
    }
    totals = sum((s for (month, _code), s in sums.items() if period.first_month <= month <= period.last_month), Sums())
    return IncomeStatement(
        title=_("Income statement of %(period)s") % {"period": period.title},
        period=str(period),
        compare=compare,
        by_month=period.by_month and period.month is None,
        currency=currency,
        channel=channel,
        as_of_seq=as_of,
        first_day=month_start(period.first_month),
        last_day=month_end(period.last_month),
        columns=columns,
        rows=tuple(_rows(columns, amounts, accounts)),
        history=tuple(_history(period, per_month)),
        total_debit=totals.debit,
        total_credit=totals.credit,
        line_count=totals.line_count,
    )


def accounts_behind(row_code: str) -> tuple[str, ...]:
    """
    The account codes that a row sums: of a line, a group, or everything down to a subtotal.

    :raises KeyError: the statement has no such row
    """
    by_line = _accounts_by_line()
    if row_code in LINES:
        return by_line.get(row_code, ())
    codes: tuple[str, ...] = ()
    for row in STATEMENT:
        own = tuple(code for line in row.lines for code in by_line.get(line.code, ()))
        codes += own
        if row.code == row_code:
            return own if row.kind == GROUP else codes
    raise KeyError(row_code)


def label_of(row_code: str) -> str:
    """
    How a row reads.

    :raises KeyError: the statement has no such row
    """
    return str({row.code: row.label for row in STATEMENT}.get(row_code) or LINES[row_code].label)


def _columns(period: StatementPeriod, compare: str) -> Iterator[StatementColumn]:
    if period.month is None and period.by_month:
        for month in months_between(period.first_month, period.last_month):
            yield StatementColumn(date_format(month_start(month), "M").capitalize(), MONTH, month, month)
        yield StatementColumn(str(period.year), CURRENT, period.first_month, period.last_month)
        return
    yield StatementColumn(_column_title(period), CURRENT, period.first_month, period.last_month)
    other = period.compared_with(compare)
    if other is not None:
        yield StatementColumn(_column_title(other), COMPARED, other.first_month, other.last_month)


def _column_title(period: StatementPeriod) -> str:
    if period.month is None:
        return str(period.year)
    return f"{date_format(month_start(period.first_month), 'M').capitalize()}/{period.year}"


def _accounts_by_line() -> dict[str, tuple[str, ...]]:
    """Which accounts carry which tag now."""
    by_line: dict[str, tuple[str, ...]] = {}
    tagged = Account.objects.exclude(statement_line="").filter(is_postable=True).order_by("code")
    for line, code in tagged.values_list("statement_line", "code"):
        by_line[line] = (*by_line.get(line, ()), code)
    return by_line


def _effects_by_month(sums: dict[tuple[int, str], Sums], tags: dict[str, str]) -> dict[tuple[int, str], Decimal]:
    """(month, line) -> effect on profit: credits minus debits of the line's accounts."""
    effects: dict[tuple[int, str], Decimal] = {}
    for (month, code), movement in sums.items():
        line = tags.get(code)
        if line is not None:
            effects[month, line] = effects.get((month, line), ZERO) - movement.balance
    return effects


def _rows(
    columns: tuple[StatementColumn, ...], amounts: dict[str, tuple[Decimal, ...]], accounts: dict[str, tuple[str, ...]]
) -> Iterator[StatementRow]:
    nothing = tuple(ZERO for _column in columns)
    groups = {row.code: _add(nothing, *(amounts[line.code] for line in row.lines)) for row in STATEMENT if row.kind == GROUP}
    net_revenue = _add(groups["gross_revenue"], groups["deductions"])
    running, codes_so_far = nothing, ()
    make = _RowMaker(columns, net_revenue)
    for row in STATEMENT:
        if row.kind == GROUP:
            codes = tuple(code for line in row.lines for code in accounts.get(line.code, ()))
            running, codes_so_far = _add(running, groups[row.code]), codes_so_far + codes
            values = groups[row.code]
        else:
            codes, values = codes_so_far, running
        if row.shown_with and not any(groups[row.shown_with]):
            continue
        yield make.row(row.code, str(row.label), row.kind, values, codes)
        yield from _lines(row, make, amounts, accounts)


def _lines(
    row: RowDefinition, make: "_RowMaker", amounts: dict[str, tuple[Decimal, ...]], accounts: dict[str, tuple[str, ...]]
) -> Iterator[StatementRow]:
    """The lines of a group that moved; a group of one line is that line."""
    if len(row.lines) < 2:
        return
    for line in row.lines:
        if any(amounts[line.code]):
            yield make.row(line.code, str(line.label), LINE, amounts[line.code], accounts.get(line.code, ()))


def _add(*vectors: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(sum(values, ZERO) for values in zip(*vectors, strict=True))


class _RowMaker:
    """Adds AV % and Var. % to the amounts of a row."""

    def __init__(self, columns: tuple[StatementColumn, ...], net_revenue: tuple[Decimal, ...]) -> None:
        roles = [column.role for column in columns]
        self._current = roles.index(CURRENT)
        self._compared = roles.index(COMPARED) if COMPARED in roles else None
        self._net_revenue = net_revenue[self._current]

    def row(self, code: str, label: str, kind: str, amounts: tuple[Decimal, ...], accounts: tuple[str, ...]) -> StatementRow:
        now = amounts[self._current]
        share = _percent(now, self._net_revenue)
        before = amounts[self._compared] if self._compared is not None else ZERO
        change = _percent(now - before, abs(before))
        return StatementRow(code, label, kind, 1 if kind == LINE else 0, amounts, share, change, accounts)


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """With one decimal; adding zero takes the sign off a "-0.0"."""
    return quantize_half_up(part / whole * 100, 1) + 0 if whole else None


def _history(period: StatementPeriod, per_month: dict[tuple[int, str], Decimal]) -> Iterator[tuple[int, Decimal]]:
    for month in months_between(add_months(period.last_month, -11), period.last_month):
        yield month, sum((amount for (key, _line), amount in per_month.items() if key == month), ZERO)
