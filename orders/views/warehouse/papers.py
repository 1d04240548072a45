"""Ask for papers and wait for them: each is a job, its PDF opens from the page that waits."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from backoffice.core import clock, jobs
from backoffice.core.job_views import describe
from backoffice.core.jobs import queries as job_queries
from backoffice.core.models import Job
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from orders import queries
from orders.papers.jobs import LABELS, LIST, MANIFEST, PRINT, SLIPS


@staff_view(permission="orders.pick", methods=("POST",))
def wave_papers(request: StaffRequest, number: int) -> HttpResponse:
    """Picking list, slips or labels of a wave, or of one box of it."""
    queries.get_wave(number=number, actor=request.actor)
    titles = {
        LIST: _("Picking list of wave %(number)s"),
        SLIPS: _("Packing slips of wave %(number)s"),
        LABELS: _("Labels of wave %(number)s"),
    }
    paper = request.POST.get("paper", "")
    if paper not in titles:
        return HttpResponseRedirect(reverse("wave_bench", args=[number]))
    params: dict[str, Any] = {"paper": paper, "wave": number}
    if request.POST.get("box", "").isdecimal():
        params["box"] = int(request.POST["box"][:6])
    return ask(request, title=titles[paper] % {"number": number}, params=params, back=reverse("wave_bench", args=[number]))


@staff_view(permission="orders.pick", methods=("POST",))
def manifest(request: StaffRequest) -> HttpResponse:
    """What one carrier took on one day."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        day = clock.company_date(clock.now())
    carrier = request.POST.get("carrier", "").replace("\x00", "")[:80]
    title = _("Manifest %(carrier)s, %(day)s") % {"carrier": carrier or _("no carrier"), "day": formats.day_month_year(day)}
    return ask(request, title=title, params={"paper": MANIFEST, "carrier": carrier, "day": day.isoformat()}, back=reverse("shipping"))


def ask(request: StaffRequest, *, title: str, params: dict[str, Any], back: str) -> HttpResponse:
    """Queue the job, once for a hurried hand, and go where it is waited for."""
    unique = f"{request.actor.id}:{title}:{params.get('box', '')}"[:160]
    job = jobs.enqueue(kind=PRINT, title=title, params=params, by=request.actor, at=clock.now(), unique_key=unique)
    return HttpResponseRedirect(f"{reverse('paper_job', args=[job.pk])}?volta={back}")


@staff_view(permission="orders.pick")
def paper_job(request: StaffRequest, job_id: UUID) -> HttpResponse:
    """A paper on its way, then its PDF."""
    job = job_queries.get_job(job_id=str(job_id), actor=request.actor)
    back = request.GET.get("volta", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("picking")
    context = {
        "job": describe(job) | {"poll_url": reverse("job_status", args=[job.pk])},
        "is_active": job.is_active,
        "has_failed": job.status == Job.Status.FAILED,
        "files": [{"name": file.name, "url": f"{reverse('job_file', args=[file.pk])}?inline=1"} for file in job.files.all()],
        "back": back,
    }
    return render(request, "warehouse/paper.html", context)
