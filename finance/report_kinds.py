"""The ledger's reports as the report centre knows them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.charts import PAPER
from backoffice.core.reports import Basis, ReportKind
from backoffice.core.reports.periods import read_days
from finance.queries.movements import month_key
from finance.reports.drawing import draw_history, draw_waterfall
from finance.reports.forms import BalanceForm, StatementForm
from finance.reports.income_statement import COMPARISONS, PREVIOUS, StatementPeriod, build_income_statement
from finance.reports.issue import IssuedBalance, IssuedStatement, basis_of, list_movers, state_of_periods
from finance.reports.presentation import NOTE, list_balance_rows, list_heads, list_kpis, list_rows
from finance.reports.proofs import prove_income_statement, prove_trial_balance
from finance.reports.tables import balance_table, statement_table
from finance.reports.trial_balance import build_trial_balance
from finance.views.balance import balance_context
from finance.views.statement import table_context


def issue_statement(params: dict[str, Any], by: Actor) -> IssuedStatement:
    """
    Build and prove the DRE: ``params`` are period ("2017-10" or "2017"), compare, by_month, channel.

    :raises ValueError: the parameters make no sense; the text is for the person who asked
    """
    compare = params.get("compare", PREVIOUS)
    try:
        period = StatementPeriod.parse(str(params["period"]), by_month=bool(params.get("by_month", True)))
    except (KeyError, ValueError) as error:
        raise ValueError(_("The period is missing or is neither a month nor a year.")) from error
    if compare not in COMPARISONS:
        raise ValueError(_("Unknown comparison: %(compare)s") % {"compare": compare})
    statement = build_income_statement(period=period, compare=compare, channel=str(params.get("channel", "")))
    return IssuedStatement(statement, prove_income_statement(statement))


def issue_balance(params: dict[str, Any], by: Actor) -> IssuedBalance:
    """
    Build and prove the trial balance: ``params`` are date_from, date_to (ISO).

    :raises ValueError: the parameters make no sense; the text is for the person who asked
    """
    date_from, date_to = read_days(params)
    balance = build_trial_balance(date_from=date_from, date_to=date_to)
    return IssuedBalance(balance, prove_trial_balance(balance))


def statement_on_paper(issued: IssuedStatement) -> dict[str, Any]:
    """What the DRE's paper template needs."""
    statement = issued.statement
    return {
        "statement": statement,
        "kpis": list_kpis(statement),
        "heads": list_heads(statement),
        "table": list_rows(statement),
        "movers": list_movers(statement),
        "note": NOTE,
        "change_head": _("Var. %"),
        "waterfall": draw_waterfall(statement, PAPER),
        "history": draw_history(statement, PAPER),
    }


INCOME_STATEMENT = ReportKind(
    name="finance.income_statement",
    slug="dre",
    area=gettext_lazy("Finance"),
    title=gettext_lazy("Income statement (DRE)"),
    short=gettext_lazy("Income statement"),
    sentence=gettext_lazy("What was earned and what is left, by month or by year, tied out with the ledger."),
    picture="waterfall",
    permission="finance.view_reports",
    issue_permission="finance.export_reports",
    form=StatementForm,
    content=IssuedStatement,
    build=issue_statement,
    basis=lambda issued: Basis(
        basis_of(issued.statement), state_of_periods(month_key(issued.statement.first_day), month_key(issued.statement.last_day))
    ),
    tables=lambda issued: (statement_table(issued.statement),),
    file_name=lambda issued: f"dre-{issued.statement.period}",
    screen="income_statement",
    paper="finance/reports/income_statement_pdf.html",
    paper_more=statement_on_paper,
    preview="finance/statement_table.html",
    preview_more=lambda issued: table_context(issued.statement),
)
TRIAL_BALANCE = ReportKind(
    name="finance.trial_balance",
    slug="balancete",
    area=gettext_lazy("Finance"),
    title=gettext_lazy("Trial balance"),
    sentence=gettext_lazy("Opening balance, debits, credits and closing balance of every account."),
    picture="balance",
    permission="finance.view_reports",
    issue_permission="finance.export_reports",
    form=BalanceForm,
    content=IssuedBalance,
    build=issue_balance,
    basis=lambda issued: Basis(
        _("Trial balance, accrual basis, all channels"),
        state_of_periods(month_key(issued.balance.date_from), month_key(issued.balance.date_to)),
    ),
    tables=lambda issued: (balance_table(issued.balance),),
    file_name=lambda issued: f"balancete-{issued.balance.date_from}-{issued.balance.date_to}",
    screen="trial_balance",
    paper="finance/reports/trial_balance_pdf.html",
    paper_more=lambda issued: {"table": list_balance_rows(issued.balance)},
    preview="finance/balance_table.html",
    preview_more=lambda issued: balance_context(issued.balance),
)
