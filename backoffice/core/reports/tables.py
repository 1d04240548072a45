"""
A report's figures as one table: screen, paper, spreadsheet and CSV are renderings of the same rows.

A template cannot compute and a spreadsheet cannot differ: both read ``Row.values`` through the column's kind.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from backoffice.core.charts import Step
from backoffice.core.templatetags import formats

Value = Decimal | int | str | date | None

TEXT, CODE, DATE = "text", "code", "date"
MONEY, SIGNED, COST, SIDE = "money", "signed", "cost", "side"
PERCENT, CHANGE, QUANTITY = "percent", "change", "quantity"
# How many decimals people read; what is signed carries its plus.
_PLACES = {MONEY: 2, COST: 4, PERCENT: 1}
_SIGNED_PLACES = {SIGNED: 2, CHANGE: 1}
NUMBERS = frozenset({MONEY, SIGNED, COST, SIDE, PERCENT, CHANGE, QUANTITY})

# Looks of a row, from the quiet to the loud.
DETAIL, PLAIN, GROUP, TOTAL, RESULT = "detail", "plain", "group", "total", "result"

# Debit and credit are said by a letter: a balance has no sign on screen and on paper.
DEBIT, CREDIT = "D", "C"


def with_side(balance: Decimal) -> str:
    """1234.00 -> "1.234,00 D", -1234.00 -> "1.234,00 C", zero has no side."""
    if not balance:
        return formats.money(balance)
    return f"{formats.money(abs(balance))} {DEBIT if balance > 0 else CREDIT}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what its values are, and whether it is secondary (grey)."""

    title: str
    kind: str = MONEY
    soft: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def words(self, value: Value) -> str:
        """The value as people read it; nothing at all where there is none."""
        if value is None:
            return ""
        if isinstance(value, date):
            return formats.day_month_year(value)
        if isinstance(value, str):
            return value
        if self.kind == SIDE:
            return with_side(Decimal(value))
        if self.kind in _SIGNED_PLACES:
            return formats.signed(value, _SIGNED_PLACES[self.kind])
        return formats.plain(value, _PLACES[self.kind]) if self.kind in _PLACES else formats.qty(value)


@dataclass(frozen=True, slots=True)
class Row:
    """
    A line of the table; ``values`` in the order of the columns.

    ``url`` is where its first number opens, ``urls`` where single cells do (by column index); ``level`` indents.
    """

    values: tuple[Value, ...]
    look: str = PLAIN
    level: int = 0
    url: str = ""
    urls: tuple[tuple[int, str], ...] = ()

    def address(self, index: int) -> str:
        """Where the cell opens, "" if it does not."""
        return dict(self.urls).get(index, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under their columns, the total last.  ``caption`` says what it is, ``note`` how to read it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    # What stands behind the figures when many rows were left out of the table, in one sentence.
    short: str = ""
    # Its place on the page, for the figures that open it.
    anchor: str = ""

    @property
    def drawn(self) -> list["DrawnRow"]:
        """The rows as words, for screen and paper."""
        return [
            DrawnRow(
                row.look,
                row.level,
                tuple(
                    DrawnCell(column.words(value), column, row.address(index) if value is not None else "")
                    for index, (column, value) in enumerate(zip(self.columns, row.values, strict=True))
                ),
            )
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as words."""

    text: str
    column: Column
    url: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row as words, with the classes it has on screen and on paper."""

    look: str
    level: int
    cells: tuple[DrawnCell, ...]

    @property
    def screen_css(self) -> str:
        return {RESULT: "rg-d-r rc-end", TOTAL: "rg-d-r", GROUP: "rg-d-g", DETAIL: "rg-d-d"}.get(self.look, "")

    @property
    def paper_css(self) -> str:
        return {RESULT: "rp-r rp-end", TOTAL: "rp-r", GROUP: "rp-g", DETAIL: "rp-d"}.get(self.look, "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the few figures on top: ready words, where it opens, and what it is held against."""

    label: str | Promise
    value: str
    url: str = ""
    against: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart with its message in one sentence.  Either ``steps`` (levels and what was added or taken on the way, across)
    or ``points`` (over time).  The same numbers stand in a table beside it.
    """

    id: str
    title: str
    message: str
    note: str = ""
    steps: tuple[Step, ...] = ()
    points: tuple[tuple[date, Decimal], ...] = ()
    by_month: bool = False
