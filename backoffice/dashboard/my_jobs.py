"""What a person asked for: the page that lists it, and how much of it is ready or has failed."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.jobs import queries
from backoffice.core.models import Job
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view

LIMIT = 100
READY_WITHIN = timedelta(hours=24)
KEPT_IN_SIGHT = timedelta(days=30)
VIEWS = {"all": gettext_lazy("All"), "ready": gettext_lazy("Ready since yesterday"), "failed": pgettext_lazy("jobs", "Failed")}


def conditions(view: str, at: datetime) -> dict[str, Any]:
    """What a view of the page holds, of the person's own jobs."""
    if view == "ready":
        return {"status": Job.Status.DONE, "finished_at__gte": at - READY_WITHIN}
    if view == "failed":
        return {"status": Job.Status.FAILED, "created_at__gte": at - KEPT_IN_SIGHT}
    return {"created_at__gte": at - KEPT_IN_SIGHT}


def count(*, actor: Actor, at: datetime) -> dict[str, int]:
    """How many of the person's jobs each view of work to look at holds, and of everybody's that the person sees have failed."""
    own = {view: Q(requested_by_id=actor.id, **conditions(view, at)) for view in ("ready", "failed")}
    return queries.count_jobs(actor=actor, **own, all_failed=Q(status=Job.Status.FAILED))


@staff_view(permission="jobs.view_own")
def my_jobs(request: StaffRequest) -> HttpResponse:
    view = request.GET.get("show", "all")
    view, now = view if view in VIEWS else "all", clock.now()
    found = queries.list_recent_jobs(actor=request.actor, limit=LIMIT, requested_by_id=request.actor.id, **conditions(view, now))
    context = {
        "crumbs": [{"label": _("Today"), "url": reverse("today")}, {"label": _("My jobs")}],
        "tabs": [{"label": label, "url": f"?show={name}", "current": name == view} for name, label in VIEWS.items()],
        "jobs": [describe(job) for job in found],
    }
    return render(request, "dashboard/my_jobs.html", context)


def describe(job: Job) -> dict[str, Any]:
    """One line of the list: what it was, how far it is, what came of it."""
    line: dict[str, Any] = {"title": job.title, "status": job.status, "done": job.done, "total": job.total, "detail": job.message}
    if job.is_active:
        return line | {"poll_url": reverse("job_status", args=[job.pk])}
    if job.status == Job.Status.FAILED:
        return line | {"detail": job.error[:160]}
    told, files = formats.recent_when(job.finished_at), list(job.files.all())
    if files:
        told += " · " + ngettext("%(n)s file", "%(n)s files", len(files)) % {"n": formats.qty(len(files))}
        best = next((file for file in files if file.content_type == "application/pdf"), files[0])
        kind = "PDF" if best.content_type == "application/pdf" else _("file")
        line |= {"url": reverse("job_file", args=[best.pk]), "url_label": _("Download %(kind)s") % {"kind": kind}}
    return line | {"detail": told}
