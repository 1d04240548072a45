"""The two charts of the income statement, for the screen and for paper."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backoffice.core.charts import SCREEN, Look, Step, months, waterfall
from backoffice.core.reports import Chart
from backoffice.core.templatetags.formats import brl
from finance.queries.movements import month_start
from finance.reports.income_statement import IncomeStatement
from finance.reports.statement_rows import GROUP, STATEMENT


def list_charts(statement: IncomeStatement) -> list[Chart]:
    """The same two for the screen: from revenue to profit, and twelve months."""
    months_ = tuple((month_start(month), amount) for month, amount in statement.history)
    steps, thousand = tuple(list_steps(statement)), _("R$ thousand")
    return [
        Chart("waterfall", _("From revenue to profit"), _waterfall_message(statement), thousand, steps=steps),
        Chart("history", _("Net profit in 12 months"), _history_message(statement), thousand, points=months_, by_month=True),
    ]


def draw_waterfall(statement: IncomeStatement, look: Look = SCREEN) -> SafeString:
    """From gross revenue to net profit; groups without movement take no step."""
    return waterfall(list_steps(statement), _waterfall_message(statement), look)


def _waterfall_message(statement: IncomeStatement) -> str:
    return _("From gross revenue of %(revenue)s to net profit of %(profit)s") % {
        "revenue": brl(statement.amount("gross_revenue")),
        "profit": brl(statement.amount("net_profit")),
    }


def list_steps(statement: IncomeStatement) -> list[Step]:
    """The bars of the waterfall.  Gross revenue stands on zero like every subtotal."""
    steps: list[Step] = []
    for row in STATEMENT:
        shown = statement.row(row.code)
        if shown is None:
            continue
        amount = shown.amounts[statement.current]
        is_total = row.kind != GROUP or row.code == "gross_revenue"
        # Without a step since the last total, a subtotal would say the same twice; the result always closes.
        if amount and not is_total or row.code in ("gross_revenue", "net_profit") or (is_total and not steps[-1].total):
            steps.append(Step(str(row.short), amount, total=is_total))
    return steps


def draw_history(statement: IncomeStatement, look: Look = SCREEN) -> SafeString:
    """The net profit of the twelve months that end with the statement's period."""
    return months([(month_start(month), amount) for month, amount in statement.history], _history_message(statement), look)


def _history_message(statement: IncomeStatement) -> str:
    return _("Net profit of twelve months; the last one is %(profit)s") % {"profit": brl(statement.history[-1][1])}
