"""One report from request to paper: progress while it is made, then the files and exactly the figures that were issued."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import jobs
from backoffice.core.error_texts import text_of
from backoffice.core.job_views import describe
from backoffice.core.jobs import files as job_files
from backoffice.core.models import Job, JobFile
from backoffice.core.reports import all_hold, kind_of
from backoffice.core.reports.files import CSV_TYPE, PDF_TYPE, XLSX_TYPE
from backoffice.core.reports.restore import restore
from backoffice.core.views import StaffRequest, staff_view
from backoffice.report_centre import queries
from backoffice.report_centre.errors import FilesExpired, ReportNotFound

# So many columns still stand beside the right column at 1,280 px; a wider table gets the whole width.
_BESIDE_A_COLUMN = 6


@staff_view(permission="reports.view")
def report_job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """A report on its way: progress, then its files and a preview of exactly what was issued."""
    job = queries.get_report_job(job_id=job_id, actor=request.actor)
    return show(request, job)


@staff_view(permission="reports.view")
def report_file(request: StaffRequest, job_id: UUID, file_id: int) -> HttpResponseBase:
    """A file of a report, for everybody who may read the report's page; ``?inline=1`` shows a PDF in the page."""
    job = queries.get_report_job(job_id=job_id, actor=request.actor)
    stored = next((file for file in job.files.all() if file.pk == file_id), None)
    if stored is None or job.status != Job.Status.DONE:
        raise ReportNotFound(file=file_id)
    path = job_files.open_path(stored)
    if not path.exists():
        return show(request, job, refusal=text_of(FilesExpired(days=settings.REPORT_FILES_DAYS)), status=410)
    inline = "inline" in request.GET and stored.content_type == PDF_TYPE
    response = FileResponse(path.open("rb"), as_attachment=not inline, filename=stored.name, content_type=stored.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def show(request: StaffRequest, job: Job, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """The page of one report."""
    kind = kind_of(job.kind)
    context: dict[str, Any] = {
        "job": describe(job) | {"poll_url": reverse("job_status", args=[job.pk]), "links": []},
        "asked": {"by": job.requested_by.get_full_name() if job.requested_by else "Retaguarda", "at": job.created_at},
        "is_active": job.is_active,
        "may_stop": jobs.may_steer(job, request.actor),
        "may_retry": job.status in (Job.Status.FAILED, Job.Status.CANCELLED) and jobs.may_steer(job, request.actor),
        "crumbs": [{"label": _("Reports"), "url": reverse("report_centre")}, {"label": job.title}],
        "title": (job.result or {}).get("title") or job.title,
        "refusal": refusal,
        "again_url": f"{reverse('report_ask', args=[kind.slug])}?job={job.pk}" if kind.may_issue(request.actor) else "",
    }
    if job.status == Job.Status.DONE:
        context |= _preview(job) | {"downloads": [_download(job, file) for file in _in_order(job)]}
    return render(request, "report_centre/issued.html", context, status=status)


def _in_order(job: Job) -> list[JobFile]:
    order = [PDF_TYPE, XLSX_TYPE, CSV_TYPE]
    return sorted(job.files.all(), key=lambda file: (order.index(file.content_type) if file.content_type in order else 9, file.name))


def _download(job: Job, file: JobFile) -> dict[str, Any]:
    words = {PDF_TYPE: _("Download PDF"), XLSX_TYPE: _("Download spreadsheet"), CSV_TYPE: _("Download CSV")}
    url = reverse("report_file", args=[job.pk, file.pk])
    return {"label": words.get(file.content_type, file.name), "name": file.name, "url": url, "size": file.size_bytes}


def _preview(job: Job) -> dict[str, Any]:
    """Exactly the kept figures, drawn by the report's own template; nothing if the report was made without being kept."""
    try:
        snapshot = queries.find_snapshot(job_id=job.pk)
    except ReportNotFound:
        return {}
    kind = kind_of(snapshot.kind)
    content: Any = restore(kind.content, snapshot.content)
    tables = kind.tables(content)
    shown = {
        "snapshot": snapshot,
        "preview": kind.preview,
        "figures": kind.figures(content),
        "tables": tables,
        "is_wide": any(len(table.columns) > _BESIDE_A_COLUMN for table in tables),
        "proofs": content.proofs,
        "proofs_hold": all_hold(content.proofs),
    }
    return shown | kind.preview_more(content)
