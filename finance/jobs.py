"""The report jobs: figures, snapshot, charts, PDF, spreadsheet; each step is told, the files appear at the end."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.charts import PAPER
from backoffice.core.jobs import JobFailed, JobRun
from backoffice.core.models import Job
from backoffice.core.pango import pango_problem
from backoffice.core.pdf import render_pdf
from finance import services
from finance.models import ReportSnapshot
from finance.queries.movements import month_key
from finance.reports import workbook
from finance.reports.drawing import draw_history, draw_waterfall
from finance.reports.income_statement import COMPARISONS, PREVIOUS, StatementPeriod, build_income_statement
from finance.reports.issue import Issue, IssuedBalance, IssuedStatement, basis_of, describe_issue, list_movers
from finance.reports.presentation import NOTE, all_hold, list_balance_rows, list_heads, list_kpis, list_rows
from finance.reports.proofs import prove_income_statement, prove_trial_balance
from finance.reports.restore import restore
from finance.reports.trial_balance import build_trial_balance

INCOME_STATEMENT = "finance.income_statement"
TRIAL_BALANCE = "finance.trial_balance"
PDF, XLSX = "pdf", "xlsx"
_STEPS = 4


def render_income_statement(run: JobRun) -> dict[str, Any]:
    """
    Issue the DRE: ``params`` are period ("2017-10" or "2017"), compare, by_month, channel, formats.

    :raises JobFailed: the parameters make no sense, or Pango is missing and a PDF was asked for
    """
    formats = _formats(run)
    run.progress(0, _STEPS, _("Adding up the figures"))
    snapshot = _earlier(run) or _issue_statement(run)
    issued = restore(IssuedStatement, snapshot.content)
    statement = issued.statement
    first, last = month_key(statement.first_day), month_key(statement.last_day)
    issue = describe_issue(snapshot=snapshot, basis=basis_of(statement), first_month=first, last_month=last)
    name = f"dre-{statement.period}"
    if PDF in formats:
        run.progress(1, _STEPS, _("Drawing the charts"))
        context = statement_on_paper(issued, issue)
        run.progress(2, _STEPS, _("Laying out the PDF"))
        content = render_pdf("finance/reports/income_statement_pdf.html", context)
        run.add_file(name=f"{name}.pdf", content_type="application/pdf", content=content)
    if XLSX in formats:
        run.progress(3, _STEPS, _("Writing the spreadsheet"))
        run.add_file(name=f"{name}.xlsx", content_type=workbook.CONTENT_TYPE, content=workbook.write_income_statement(issued, issue))
    return _result(snapshot, issue)


def render_trial_balance(run: JobRun) -> dict[str, Any]:
    """
    Issue the trial balance: ``params`` are date_from, date_to (ISO), formats.

    :raises JobFailed: the parameters make no sense, or Pango is missing and a PDF was asked for
    """
    formats = _formats(run)
    run.progress(0, _STEPS, _("Adding up the figures"))
    snapshot = _earlier(run) or _issue_balance(run)
    issued = restore(IssuedBalance, snapshot.content)
    balance = issued.balance
    first, last = month_key(balance.date_from), month_key(balance.date_to)
    issue = describe_issue(snapshot=snapshot, basis=_("Trial balance, accrual basis, all channels"), first_month=first, last_month=last)
    name = f"balancete-{balance.date_from}-{balance.date_to}"
    if PDF in formats:
        run.progress(2, _STEPS, _("Laying out the PDF"))
        content = render_pdf("finance/reports/trial_balance_pdf.html", balance_on_paper(issued, issue))
        run.add_file(name=f"{name}.pdf", content_type="application/pdf", content=content)
    if XLSX in formats:
        run.progress(3, _STEPS, _("Writing the spreadsheet"))
        run.add_file(name=f"{name}.xlsx", content_type=workbook.CONTENT_TYPE, content=workbook.write_trial_balance(issued, issue))
    return _result(snapshot, issue)


def statement_on_paper(issued: IssuedStatement, issue: Issue) -> dict[str, Any]:
    """What the DRE's paper template needs."""
    statement = issued.statement
    return {
        "issued": issued,
        "issue": issue,
        "statement": statement,
        "kpis": list_kpis(statement),
        "heads": list_heads(statement),
        "table": list_rows(statement),
        "movers": list_movers(statement),
        "note": NOTE,
        "change_head": _("Var. %"),
        "proofs_hold": all_hold(issued.proofs),
        "waterfall": draw_waterfall(statement, PAPER),
        "history": draw_history(statement, PAPER),
    }


def balance_on_paper(issued: IssuedBalance, issue: Issue) -> dict[str, Any]:
    """What the trial balance's paper template needs."""
    return {
        "issued": issued,
        "issue": issue,
        "balance": issued.balance,
        "table": list_balance_rows(issued.balance),
        "proofs_hold": all_hold(issued.proofs),
    }


def _formats(run: JobRun) -> list[str]:
    formats = [each for each in run.params.get("formats", [PDF, XLSX]) if each in (PDF, XLSX)]
    problem = pango_problem() if PDF in formats else None
    if problem is not None:
        # Told before any work is done: the spreadsheet can be asked for alone.
        raise JobFailed(problem)
    return formats


def _earlier(run: JobRun) -> ReportSnapshot | None:
    """What this job issued before its worker died: the same figures, the same code."""
    return ReportSnapshot.objects.filter(job_id=run.job_id).first()


def _issue_statement(run: JobRun) -> ReportSnapshot:
    params = run.params
    compare = params.get("compare", PREVIOUS)
    try:
        period = StatementPeriod.parse(str(params["period"]), by_month=bool(params.get("by_month", True)))
    except (KeyError, ValueError) as error:
        raise JobFailed(_("The period is missing or is neither a month nor a year.")) from error
    if compare not in COMPARISONS:
        raise JobFailed(_("Unknown comparison: %(compare)s") % {"compare": compare})
    statement = build_income_statement(period=period, compare=compare, channel=str(params.get("channel", "")))
    issued = IssuedStatement(statement, prove_income_statement(statement))
    return _keep(run, INCOME_STATEMENT, statement.title, statement.as_of_seq, issued)


def _issue_balance(run: JobRun) -> ReportSnapshot:
    try:
        date_from, date_to = (date.fromisoformat(str(run.params[name])) for name in ("date_from", "date_to"))
        balance = build_trial_balance(date_from=date_from, date_to=date_to)
    except (KeyError, ValueError) as error:
        raise JobFailed(_("The dates are missing or the wrong way round.")) from error
    issued = IssuedBalance(balance, prove_trial_balance(balance))
    return _keep(run, TRIAL_BALANCE, balance.title, balance.as_of_seq, issued)


def _keep(run: JobRun, kind: str, title: str, position: int, issued: IssuedStatement | IssuedBalance) -> ReportSnapshot:
    # Somebody else may have asked for the job's file to be made again: the issue's time is the job's, so it stays.
    at = Job.objects.values_list("started_at", flat=True).get(pk=run.job_id) or clock.now()
    return services.issue_report(
        kind=kind, title=title, params=run.params, as_of_seq=position, content=issued, job_id=run.job_id, by=run.actor, at=at
    )


def _result(snapshot: ReportSnapshot, issue: Issue) -> dict[str, Any]:
    return {"code": snapshot.code, "position": snapshot.as_of_seq, "sha256": snapshot.sha256, "title": issue.title}
