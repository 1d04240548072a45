"""Invite somebody: one form, what will happen beside it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock, parked
from backoffice.core.company import get_company
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.errors import InvitationInvalid
from hr.queries import choices
from hr.views.admission.forms import InviteForm

# What is usual, to be changed: a start in two weeks, papers five days before it.
USUAL_START, PAPERS_BEFORE = timedelta(days=14), timedelta(days=5)


@staff_view(permission="hr.admit", methods=("GET", "POST"), resumes=True)
def new_admission(request: StaffRequest) -> HttpResponse:
    """Draw the form, or send the invitation and go on to the admission."""
    if request.method == "POST":
        return _send(request)
    typed = parked.take(request)
    if typed is not None:
        messages.info(request, _("Your session had ended: nothing was done yet. Check what you typed and send it again."))
    return _draw(request, _form(typed))


def _form(data: Any) -> InviteForm:
    today = clock.company_date(clock.now())
    company = get_company()
    start = _working_day(today + USUAL_START)
    usual = {"start_on": start, "papers_due_on": _working_day(start - PAPERS_BEFORE), "contact_phone": company.phone}
    return InviteForm(data, today=today, initial=usual)


def _working_day(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _send(request: StaffRequest) -> HttpResponse:
    form = _form(request.POST)
    if not form.is_valid():
        form.take_problems(services.early_problems(typed=form.readable(), at=clock.now()))
        return _draw(request, form, status=422)
    try:
        admission = services.invite_candidate(draft=form.invitation(contact_id=request.user.pk), by=request.actor, at=clock.now())
    except InvitationInvalid as wrong:
        form.take_problems(wrong.data["problems"])
        return _draw(request, form, status=422)
    except BusinessError as error:
        form.add_error(None, text_of(error))
        return _draw(request, form, status=error.status)
    name = admission.employee.person.called
    if admission.employee.person.email:
        messages.success(request, _("%(name)s is invited: the link is on its way by e-mail.") % {"name": name})
    else:
        messages.success(request, _("%(name)s is registered. Make the link here and send it by message.") % {"name": name})
    return HttpResponseRedirect(reverse("admission_page", args=[admission.number]))


def _draw(request: StaffRequest, form: InviteForm, *, status: int = 200) -> HttpResponse:
    missing = [
        label
        for label, rows in (
            (_("positions"), choices.positions),
            (_("departments"), choices.departments),
            (_("work schedules"), choices.schedules),
        )
        if not rows()
    ]
    return render(request, "hr/admission/new.html", {"form": form, "has_errors": bool(form.errors), "missing": missing}, status=status)
