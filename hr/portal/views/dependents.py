"""Dependents, one page each."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from hr.errors import PersonInvalid, PortalDataChanged
from hr.portal import steps
from hr.portal.access import PortalRequest, portal_view
from hr.portal.forms import MASKS, DependentForm
from hr.portal.views.data import differing, tell_early, tell_problems
from hr.queries.portal_data import digest_of, read_dependent
from hr.services.person_rules import check_dependent
from hr.services.portal_data import remove_portal_dependent, save_portal_dependent


@portal_view(methods=("GET", "POST"))
def dependent(request: PortalRequest, dependent_id: int | None = None) -> HttpResponse:
    """Add one, or correct one."""
    person = request.visit.admission.employee.person
    present: dict[str, Any] = read_dependent(person, dependent_id) if dependent_id else {}
    if request.method != "POST":
        form = DependentForm(initial={**present, "seen": digest_of(present)}, today=_today)
        return _draw(request, form, dependent_id)
    form = DependentForm(request.POST, initial=present, today=_today)
    if not form.is_valid():
        tell_early(form, lambda readable: check_dependent(readable, today=_today()))
        return _draw(request, form, dependent_id, status=422)
    try:
        save_portal_dependent(
            admission_number=request.visit.admission.number,
            values=form.values(),
            dependent_id=dependent_id,
            seen=form.cleaned_data["seen"],
            by=request.visit.actor,
            at=request.at,
        )
    except PersonInvalid as refusal:
        tell_problems(form, refusal)
        return _draw(request, form, dependent_id, status=422)
    except PortalDataChanged as changed:
        data = request.POST.copy()
        data["seen"] = digest_of(present)
        others = differing(form, present)
        return _draw(request, DependentForm(data, today=_today), dependent_id, status=409, refusal=text_of(changed), others=others)
    return HttpResponseRedirect(_list())


@portal_view(methods=("POST",))
def remove_dependent(request: PortalRequest, dependent_id: int) -> HttpResponse:
    """It was a mistake."""
    remove_portal_dependent(
        admission_number=request.visit.admission.number, dependent_id=dependent_id, by=request.visit.actor, at=request.at
    )
    return HttpResponseRedirect(_list())


def _draw(request: PortalRequest, form: DependentForm, dependent_id: int | None, *, status: int = 200, **more: Any) -> HttpResponse:
    fields = [{"field": form[name], "mask": MASKS.get(name, "")} for name in form.fields if name != "seen"]
    context = {"form": form, "fields": fields, "dependent_id": dependent_id, "back": _list(), "admission": request.visit.admission}
    return render(request, "hr/portal/dependent.html", context | more, status=status)


def _list() -> str:
    return reverse("portal_part", args=[steps.BY_CODE[steps.DEPENDENTS].slug])


def _today() -> Any:
    return clock.company_date(clock.now())
