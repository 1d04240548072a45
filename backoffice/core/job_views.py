"""Watch a job, call it off, fetch its files: the same addresses for every kind of job."""

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock, jobs
from backoffice.core.errors import NotFound
from backoffice.core.jobs import files, queries
from backoffice.core.models import Job
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view


@staff_view(permission="jobs.view_own")
def job_status(request: StaffRequest, job_id: str) -> HttpResponse:
    """The progress of one job as JSON, for the live bar."""
    return JsonResponse(describe(queries.get_job(job_id=job_id, actor=request.actor)))


@staff_view(permission="jobs.view_own", methods=("POST",))
def job_cancel(request: StaffRequest, job_id: str) -> HttpResponse:
    jobs.cancel(job_id=job_id, by=request.actor, at=clock.now())
    return _back(request)


@staff_view(permission="jobs.view_own", methods=("POST",))
def job_retry(request: StaffRequest, job_id: str) -> HttpResponse:
    jobs.retry(job_id=job_id, by=request.actor, at=clock.now())
    return _back(request)


@staff_view(permission="jobs.view_own")
def job_file(request: StaffRequest, file_id: int) -> HttpResponseBase:
    """A result file: as a download, or shown in the page with ``?inline=1`` (PDF only)."""
    stored = queries.get_file(file_id=file_id, actor=request.actor)
    path = files.open_path(stored)
    if not path.exists():
        # Kept for its time and gone; the row with its hash stays.
        raise NotFound(kind="file", key=str(file_id))
    inline = "inline" in request.GET and stored.content_type == "application/pdf"
    response = FileResponse(path.open("rb"), as_attachment=not inline, filename=stored.name, content_type=stored.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def describe(job: Job) -> dict[str, Any]:
    """What the live bar needs to know."""
    links = [*_page_links(job), *({"label": file.name, "url": reverse("job_file", args=[file.pk])} for file in job.files.all())]
    message = job.message
    if job.status == Job.Status.QUEUED:
        message = _("Waiting for a worker")
    elif job.status == Job.Status.FAILED:
        message = job.error
    return {
        "id": str(job.pk),
        "title": job.title,
        "status": job.status,
        "status_label": job.get_status_display(),
        "done": job.done,
        "total": job.total,
        "message": message,
        "links": links,
        "result": job.result,
    }


def _page_links(job: Job) -> list[dict[str, Any]]:
    """The page of the job's result, where its kind has one; what was refused is said in the link."""
    name = jobs.page_of(job.kind)
    if not name or job.is_active:
        return []
    refused = (job.result or {}).get("refused", 0)
    label = ngettext("%(n)s refused", "%(n)s refused", refused) % {"n": formats.qty(refused)} if refused else _("See the result")
    return [{"label": label, "url": reverse(name, args=[job.pk]), "bad": bool(refused)}]


def _back(request: StaffRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("today")
    return HttpResponseRedirect(target)


urlpatterns = [
    path("trabalhos/<uuid:job_id>/", job_status, name="job_status"),
    path("trabalhos/<uuid:job_id>/cancelar/", job_cancel, name="job_cancel"),
    path("trabalhos/<uuid:job_id>/repetir/", job_retry, name="job_retry"),
    path("arquivos/<int:file_id>/", job_file, name="job_file"),
]
