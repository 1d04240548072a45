"""A report's figures as ready words: the same cells for the screen and for paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.reports.tables import with_side
from backoffice.core.templatetags.formats import money, plain, signed
from finance.reports.income_statement import IncomeStatement, StatementRow
from finance.reports.statement_rows import GROUP, LINE, RESULT, STATEMENT, SUBTOTAL
from finance.reports.trial_balance import TrialBalance, TrialBalanceRow

# Not in the template: a percent sign there is doubled in the catalogue.
NOTE = gettext_lazy(
    "VA %: share of net revenue. Sign by the effect on profit: − worse, + better. "
    "Detail lines without movement are left out. Each line is the exact sum of its entries, without rounding."
)
# A deviation counts beyond both (ux: 10 % and R$ 500).
FLAG_PERCENT, FLAG_AMOUNT = Decimal(10), Decimal(500)
_KPIS = ("net_revenue", "gross_profit", "contribution_margin", "net_profit")
_DEFINED = {row.code: row for row in STATEMENT}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: its words, which column it belongs to, whether it is secondary, whether it opens."""

    text: str
    column: int
    soft: bool = False
    opens: bool = False
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the statement as it is drawn."""

    code: str
    label: str
    kind: str
    css: str
    paper_css: str
    cells: tuple[Cell, ...]
    # Worse than the compared column beyond both limits: somebody should look.
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Kpi:
    """One of the four figures on top."""

    code: str
    label: str
    amount: Decimal
    share: Decimal | None
    change: Decimal | None


def list_kpis(statement: IncomeStatement) -> list[Kpi]:
    """Net revenue, gross profit, contribution margin, net profit."""
    rows = [row for code in _KPIS if (row := statement.row(code)) is not None]
    return [Kpi(row.code, row.label, row.amounts[statement.current], row.share, row.change) for row in rows]


def list_heads(statement: IncomeStatement) -> list[str]:
    """Titles of the figure columns: the amounts, AV % after the current, Var. % after the compared one."""
    heads: list[str] = []
    for index, column in enumerate(statement.columns):
        heads.append(column.title)
        if index == statement.current:
            heads.append(_("VA %"))
        if index == statement.compared:
            heads.append(_("Var. %"))
    return heads


def list_rows(statement: IncomeStatement) -> list[TableRow]:
    """Every row with its cells, in the order of ``list_heads``."""
    return [
        TableRow(
            row.code,
            row.label,
            row.kind,
            _SCREEN_CSS.get(_look(row), ""),
            _PAPER_CSS.get(_look(row), ""),
            tuple(_cells(statement, row)),
            _is_flagged(statement, row),
        )
        for row in statement.rows
    ]


def _is_flagged(statement: IncomeStatement, row: StatementRow) -> bool:
    compared = statement.compared
    if compared is None or row.change is None or row.kind not in (LINE, GROUP):
        return False
    return row.change <= -FLAG_PERCENT and row.amounts[statement.current] - row.amounts[compared] <= -FLAG_AMOUNT


_SCREEN_CSS = {RESULT: "rg-d-r fin-end", SUBTOTAL: "rg-d-r", GROUP: "rg-d-g", LINE: "rg-d-d"}
_PAPER_CSS = {RESULT: "rp-r rp-end", SUBTOTAL: "rp-r", GROUP: "rp-g", LINE: "rp-d"}


def _look(row: StatementRow) -> str:
    """Gross revenue is a group that reads like a subtotal: the first level."""
    return SUBTOTAL if row.code == "gross_revenue" else row.kind


def _cells(statement: IncomeStatement, row: StatementRow) -> Iterator[Cell]:
    current, compared = statement.current, statement.compared
    for index, amount in enumerate(row.amounts):
        yield Cell(money(amount), index, soft=index != current and not statement.by_month, opens=bool(amount) and bool(row.accounts))
        if index == current:
            yield Cell(plain(row.share, 1), index, soft=True)
        if index == compared:
            yield Cell(signed(row.change, 1), index, soft=True, is_bad=_is_flagged(statement, row))


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A row of the trial balance as it is drawn: balances carry D or C instead of a sign."""

    code: str
    name: str
    level: int
    is_group: bool
    opens: bool
    paper_css: str
    opening: str
    debit: str
    credit: str
    closing: str


def list_balance_rows(balance: TrialBalance, *, max_level: int = 9) -> list[BalanceRow]:
    """The rows down to a level of the tree, and the totals last."""
    rows = [_balance_row(row, _balance_css(row)) for row in balance.rows if row.level <= max_level]
    return [*rows, _balance_row(balance.totals, "rp-r rp-end")]


def _balance_css(row: TrialBalanceRow) -> str:
    if row.level == 1:
        return "rp-r"
    return "rp-g" if row.is_group else "rp-d"


def _balance_row(row: TrialBalanceRow, paper_css: str) -> BalanceRow:
    return BalanceRow(
        row.code,
        row.name,
        row.level,
        row.is_group,
        bool(row.code) and not row.is_group and not row.is_carried,
        paper_css,
        with_side(row.opening),
        money(row.debit),
        money(row.credit),
        with_side(row.closing),
    )
