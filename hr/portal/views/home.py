"""The first page, and the word that this is all."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from hr.errors import PortalDataMissing
from hr.portal.access import PortalRequest, portal_view
from hr.portal.overview import read_overview
from hr.services.portal_data import send_portal_data

DONE = {"dados": "data", "documento": "paper", "aceite": "text", "enviado": "sent"}


@portal_view()
def home(request: PortalRequest) -> HttpResponse:
    """What is with the candidate, what is moving, what is settled."""
    return _page(request)


@portal_view(methods=("POST",))
def send(request: PortalRequest) -> HttpResponse:
    """Close the candidate's part; what is missing is named, and nothing is lost."""
    try:
        send_portal_data(admission_number=request.visit.admission.number, by=request.visit.actor, at=request.at)
    except PortalDataMissing as missing:
        return _page(request, refusal=text_of(missing), status=409)
    return HttpResponseRedirect(f"{reverse('portal_home')}?feito=enviado")


def _page(request: PortalRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    admission = request.visit.admission
    employee = admission.employee
    today = clock.company_date(request.at)
    job = employee.job_terms.select_related("position").filter(valid__contains=employee.admitted_on).first()
    context = {
        "page": read_overview(admission, at=request.at),
        "admission": admission,
        "first_name": employee.person.called.split(" ")[0],
        "position": job.position.name if job else "",
        "start_on": employee.admitted_on,
        "has_started": employee.admitted_on < today,
        "is_overdue": admission.papers_due_on < today,
        "refusal": refusal,
        "done": DONE.get(request.GET.get("feito", ""), ""),
        "most_days": settings.PORTAL_LINK_DAYS,
    }
    return render(request, "hr/portal/home.html", context, status=status)
