"""The statement and the trial balance as tables: what the spreadsheet and the CSV file are written from."""

from django.utils.translation import gettext as _

from backoffice.core.reports.tables import (
    CHANGE,
    CODE,
    DETAIL,
    GROUP,
    PERCENT,
    PLAIN,
    RESULT,
    SIDE,
    TEXT,
    TOTAL,
    Column,
    Row,
    Table,
    Value,
)
from finance.reports import statement_rows
from finance.reports.income_statement import IncomeStatement, StatementRow
from finance.reports.presentation import NOTE
from finance.reports.trial_balance import TrialBalance, TrialBalanceRow

_LOOKS = {statement_rows.RESULT: RESULT, statement_rows.SUBTOTAL: TOTAL, statement_rows.GROUP: GROUP, statement_rows.LINE: DETAIL}


def statement_table(statement: IncomeStatement) -> Table:
    """The DRE: amounts by column, AV % after the current one, Var. % after the compared one."""
    columns = [Column(_("Amounts in %(currency)s") % {"currency": statement.currency}, TEXT)]
    for index, column in enumerate(statement.columns):
        columns.append(Column(column.title))
        if index == statement.current:
            columns.append(Column(_("VA %"), PERCENT, soft=True))
        if index == statement.compared:
            columns.append(Column(_("Var. %"), CHANGE, soft=True))
    rows = tuple(Row(tuple(_values(statement, row)), _look(row), row.level) for row in statement.rows)
    return Table(_("Income statement"), tuple(columns), rows, note=str(NOTE))


def balance_table(balance: TrialBalance) -> Table:
    """Every account with its balances (debit positive) and movements, the totals last."""
    columns = (
        Column(_("Code"), CODE),
        Column(_("Account"), TEXT),
        Column(_("Opening balance"), SIDE),
        Column(_("Debit")),
        Column(_("Credit")),
        Column(_("Closing balance"), SIDE),
    )
    rows = [*(_balance_row(row) for row in balance.rows), _balance_row(balance.totals, look=RESULT)]
    return Table(_("Trial balance"), columns, tuple(rows))


def _values(statement: IncomeStatement, row: StatementRow) -> list[Value]:
    values: list[Value] = [row.label]
    for index, amount in enumerate(row.amounts):
        values.append(amount)
        if index == statement.current:
            values.append(row.share)
        if index == statement.compared:
            values.append(row.change)
    return values


def _look(row: StatementRow) -> str:
    return TOTAL if row.code == "gross_revenue" else _LOOKS[row.kind]


def _balance_row(row: TrialBalanceRow, look: str = "") -> Row:
    values = (row.code, row.name, row.opening, row.debit, row.credit, row.closing)
    return Row(values, look or (TOTAL if row.level == 1 else GROUP if row.is_group else PLAIN), max(row.level - 1, 0))
