"""Probations that end: extend, or say that the contract goes on."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.forms import LocalizedDateField
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.leave.probation import MOST_DAYS, TOLD_BEFORE, Probation
from hr.models import Employee
from hr.queries.leave_due import probations_in_sight
from hr.views.leave import parts

EXTEND, CONFIRM = "prorrogar", "confirmar"


class ExtendForm(forms.Form):
    until = LocalizedDateField(label=gettext_lazy("New last day"), help_text=gettext_lazy("90 days from the admission at most."))


@staff_view(permission="hr.see_leave")
def probations(request: StaffRequest) -> HttpResponse:
    today = clock.company_date(clock.now())
    rows = [_row(employee, end, today) for employee, end in probations_in_sight(actor=request.actor, today=today, within=MOST_DAYS)]
    context = {"rows": rows, "tabs": parts.tabs(request.actor, "probation"), "may_decide": request.actor.may("hr.manage_leave")}
    return render(request, "hr/leave/probation.html", context)


@staff_view(permission="hr.manage_leave", methods=("GET", "POST"))
def decide_probation(request: StaffRequest, number: str, act: str) -> HttpResponse:
    if act not in (EXTEND, CONFIRM):
        raise NotFound(kind="act", key=act[:20])
    employee = queries.get_employee(number=number, actor=request.actor)
    if employee.probation_first_until is None:
        raise NotFound(kind="probation", key=number[:30])
    probation = Probation(employee.admitted_on, employee.probation_first_until, employee.probation_until)
    given = request.POST if request.method == "POST" else None
    form: forms.Form = ExtendForm(given, initial={"until": probation.latest}) if act == EXTEND else forms.Form(given)
    if request.method != "POST":
        return parts.show_dialog(request, _dialog(employee, probation, act, form))
    if not form.is_valid():
        return parts.show_dialog(request, _dialog(employee, probation, act, form), status=422)
    try:
        if act == EXTEND:
            services.extend_probation(employee_id=employee.pk, until=form.cleaned_data["until"], by=request.actor, at=clock.now())
        else:
            services.confirm_probation(employee_id=employee.pk, by=request.actor, at=clock.now())
    except BusinessError as error:
        form.add_error("until" if act == EXTEND else None, text_of(error))
        return parts.show_dialog(request, _dialog(employee, probation, act, form), status=error.status)
    told = _("Probation of %(name)s extended.") if act == EXTEND else _("Probation of %(name)s confirmed.")
    messages.success(request, told % {"name": employee.person.called})
    return HttpResponseRedirect(reverse("probations"))


def _row(employee: Employee, end: date, today: date) -> dict[str, Any]:
    left = (end - today).days
    return {
        "employee": employee,
        "end": end,
        "left": left,
        "is_near": left <= max(TOLD_BEFORE),
        "part": 2 if employee.probation_until == end else 1,
        "can_extend": employee.probation_until is None,
    }


def _dialog(employee: Employee, probation: Probation, act: str, form: forms.Form) -> dict[str, Any]:
    given = {
        "id": "probation",
        "action": reverse("probation_decide", args=[employee.number, act]),
        "form": form,
        "safe_label": _("Not yet"),
        "kind": "main",
        "back_url": reverse("probations"),
    }
    name = employee.person.called
    if act == EXTEND:
        return given | {
            "title": _("Extend the probation of %(name)s?") % {"name": name},
            "effects": [
                {
                    "icon": "event",
                    "text": _("It ends on the day below instead of %(day)s") % {"day": formats.day_month_year(probation.ends_on)},
                },
                {"icon": "looks_one", "text": _("There is one extension only; a second one makes the contract indefinite (CLT 451)")},
            ],
            "act_label": _("Extend"),
        }
    return given | {
        "title": _("Confirm %(name)s after the probation?") % {"name": name},
        "effects": [
            {
                "icon": "all_inclusive",
                "text": _("The contract goes on without a term after %(day)s") % {"day": formats.day_month_year(probation.ends_on)},
            },
            {"icon": "notifications_off", "text": _("No further alert about this probation")},
        ],
        "act_label": _("Confirm"),
    }
