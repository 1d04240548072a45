"""The report job: figures, snapshot, charts, PDF, spreadsheet, CSV; each step is told, the files appear at the end."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.charts import PAPER
from backoffice.core.jobs import JobFailed, JobKind, JobRun
from backoffice.core.models import Job
from backoffice.core.pango import pango_problem
from backoffice.core.pdf import render_pdf
from backoffice.core.reports import ReportKind, all_hold
from backoffice.core.reports.drawing import draw
from backoffice.core.reports.files import CSV_TYPE, PDF_TYPE, XLSX_TYPE, write_csv, write_workbook
from backoffice.core.reports.issue import Issue, describe_issue
from backoffice.core.reports.restore import restore
from backoffice.report_centre.models import ReportSnapshot
from backoffice.report_centre.services.snapshots import issue_report

PDF, XLSX, CSV = "pdf", "xlsx", "csv"
FORMATS = (PDF, XLSX, CSV)
_STEPS = 4


def job_kinds(kinds: Sequence[ReportKind]) -> dict[str, JobKind]:
    """A job for each report, under the report's own name; ``backoffice/wiring.py`` takes them over."""
    return {
        kind.name: JobKind(
            run=partial(render_report, kind),
            permission=kind.issue_permission,
            queue="reports",
            page="report_job",
            files_days=settings.REPORT_FILES_DAYS,
        )
        for kind in kinds
    }


def render_report(kind: ReportKind, run: JobRun) -> dict[str, Any]:
    """
    Issue one report.  ``params`` are the builder's, with ``formats`` beside them.

    :raises JobFailed: the parameters make no sense, the person may not read it, or Pango is missing and a PDF was asked for
    """
    formats = _formats(run)
    run.progress(0, _STEPS, _("Adding up the figures"))
    snapshot = _earlier(run) or _issue(kind, run)
    content: Any = restore(kind.content, snapshot.content)
    issue = issue_of(kind, snapshot, content)
    name = kind.file_name(content)
    if PDF in formats:
        run.progress(1, _STEPS, _("Drawing the charts"))
        context = paper_context(kind, content, issue)
        run.progress(2, _STEPS, _("Laying out the PDF"))
        run.add_file(name=f"{name}.pdf", content_type=PDF_TYPE, content=render_pdf(kind.paper, context))
    tables = kind.tables(content)
    if XLSX in formats or CSV in formats:
        run.progress(3, _STEPS, _("Writing the spreadsheet"))
    if XLSX in formats:
        run.add_file(name=f"{name}.xlsx", content_type=XLSX_TYPE, content=write_workbook(tables, content.proofs, issue))
    if CSV in formats:
        for number, table in enumerate(tables, start=1):
            part = f"-{number}" if len(tables) > 1 else ""
            run.add_file(name=f"{name}{part}.csv", content_type=CSV_TYPE, content=write_csv(table))
    return {"code": snapshot.code, "position": snapshot.as_of_seq, "sha256": snapshot.sha256, "title": issue.title}


def issue_of(kind: ReportKind, snapshot: ReportSnapshot, content: Any) -> Issue:
    """The words around an issued report."""
    return describe_issue(
        title=snapshot.title,
        code=snapshot.code,
        sha256=snapshot.sha256,
        position=snapshot.as_of_seq,
        issued_at=snapshot.created_at,
        issued_by=snapshot.created_by_name,
        basis=kind.basis(content),
    )


def paper_context(kind: ReportKind, content: Any, issue: Issue) -> dict[str, Any]:
    """What a paper template gets: the issue, the proofs, the tables, the figures on top and the charts as SVG."""
    return {
        "issue": issue,
        "issued": content,
        "proofs_hold": all_hold(content.proofs),
        "figures": kind.figures(content),
        "tables": kind.tables(content),
        "charts": [(chart, draw(chart, PAPER)) for chart in kind.charts(content)],
        **kind.paper_more(content),
    }


def _formats(run: JobRun) -> list[str]:
    formats = [each for each in run.params.get("formats", [PDF, XLSX]) if each in FORMATS]
    problem = pango_problem() if PDF in formats else None
    if problem is not None:
        # Told before any work is done: the spreadsheet can be asked for alone.
        raise JobFailed(problem)
    return formats


def _earlier(run: JobRun) -> ReportSnapshot | None:
    """What this job issued before its worker died: the same figures, the same code."""
    return ReportSnapshot.objects.filter(job_id=run.job_id).first()


def _issue(kind: ReportKind, run: JobRun) -> ReportSnapshot:
    if run.actor.kind != "system" and not kind.may_issue(run.actor):
        raise JobFailed(_("You may not read this report any more."))
    try:
        content = kind.build(run.params, run.actor)
    except ValueError as refusal:
        raise JobFailed(str(refusal)) from refusal
    # Somebody else may have asked for the job's file to be made again: the issue's time is the job's, so it stays.
    at = Job.objects.values_list("started_at", flat=True).get(pk=run.job_id) or clock.now()
    return issue_report(
        kind=kind.name,
        title=content.title,
        params=run.params,
        as_of_seq=content.position,
        content=content,
        job_id=run.job_id,
        by=run.actor,
        at=at,
    )
