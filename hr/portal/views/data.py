"""The data of the candidate, a part at a time; each part is saved on its own."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.templatetags import formats
from hr.errors import PersonInvalid, PortalDataChanged, PortalDataLocked
from hr.models import Dependent, PayAccount
from hr.portal import steps
from hr.portal.access import PortalRequest, portal_view
from hr.portal.banks import bank_words
from hr.portal.forms import FORMS, MASKS, WHEN, PortalForm
from hr.portal.words import pix_in_words, problem_text
from hr.queries.portal_data import digest_of, list_dependents, read_step
from hr.services.person_rules import check_address, check_contact, check_person
from hr.services.portal_data import OPEN_STAGES, confirm_portal_step, save_portal_step

# Numbers as people write them.
_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "cpf": formats.cpf_cnpj,
    "phone": formats.phone,
    "postal_code": formats.postal_code,
    "pis": formats.pis,
    "bank": bank_words,
}


def _person(values: dict[str, Any]) -> None:
    check_person(values, today=_today())


# What each part's fields must look like, each by itself.
_CHECKS: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    steps.IDENTITY: _person,
    steps.BIRTH: _person,
    steps.ABOUT: _person,
    steps.CONTACT: _person,
    steps.ADDRESS: check_address,
    steps.EMERGENCY: check_contact,
}


@portal_view()
def parts(request: PortalRequest) -> HttpResponse:
    """All parts with what they say: to look over before sending."""
    admission = request.visit.admission
    saved = dict(admission.portal_steps.values_list("code", "digest"))
    rows = [_part_row(step, read_step(step.code, admission.employee), saved.get(step.code), request) for step in steps.STEPS]
    return render(request, "hr/portal/parts.html", {"rows": rows, "is_open": admission.stage in OPEN_STAGES, "admission": admission})


@portal_view(methods=("GET", "POST"))
def part(request: PortalRequest, slug: str) -> HttpResponse:
    """One part: look, fill in, save, go on to the next one."""
    step = steps.BY_SLUG.get(slug)
    if step is None:
        raise Http404
    admission = request.visit.admission
    if request.method == "POST" and "looked" in request.POST:
        confirm_portal_step(admission_number=admission.number, step=step.code, by=request.visit.actor, at=request.at)
        return HttpResponseRedirect(reverse("portal_home"))
    present = read_step(step.code, admission.employee)
    if request.method != "POST":
        return _draw(request, step, _form(step, present))
    form = FORMS[step.code](request.POST, initial=present, today=_today)
    if not form.is_valid():
        if step.code in _CHECKS:
            tell_early(form, _CHECKS[step.code])
        return _draw(request, step, form, status=422)
    try:
        save_portal_step(
            admission_number=admission.number,
            step=step.code,
            values=form.values(),
            seen=form.cleaned_data["seen"],
            by=request.visit.actor,
            at=request.at,
        )
    except PersonInvalid as refusal:
        tell_problems(form, refusal)
        return _draw(request, step, form, status=422)
    except PortalDataChanged as changed:
        return _draw(request, step, _against(step, form, request), status=409, refusal=text_of(changed), others=differing(form, present))
    except PortalDataLocked as locked:
        return _draw(request, step, form, status=409, refusal=text_of(locked))
    return HttpResponseRedirect(_next(request, step))


def tell_problems(form: PortalForm, refusal: PersonInvalid) -> None:
    """Each problem beside its field."""
    for problem in refusal.data["problems"]:
        form.add_error(problem["field"] if problem["field"] in form.fields else None, problem_text(problem))


def tell_early(form: PortalForm, check: Callable[[dict[str, Any]], Any]) -> None:
    """Where a form cannot be read, also what is wrong with the fields that can: so nobody corrects in rounds."""
    readable = {name: value for name, value in form.cleaned_data.items() if name not in form.errors}
    try:
        check(readable)
    except PersonInvalid as refusal:
        tell_problems(form, PersonInvalid(problems=[problem for problem in refusal.data["problems"] if problem["field"] in readable]))


def differing(form: PortalForm, present: Mapping[str, Any]) -> list[dict[str, str]]:
    """Where what was typed differs from what stands there now, in words."""
    now = _unbound(form, present)
    rows = []
    for name in form.fields:
        if name != "seen" and (theirs := in_words(now[name])) != (yours := in_words(form[name])):
            rows.append({"label": str(form[name].label), "theirs": theirs, "yours": yours})
    return rows


def _unbound(form: PortalForm, present: Mapping[str, Any]) -> PortalForm:
    """An unbound form of the same class with other values."""
    return type(form)(initial=dict(present), today=_today)


def in_words(bound: BoundField) -> str:
    """The value of a field as a person reads it."""
    value = bound.value()
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        text = "" if value is None else str(value)
        if bound.name == "pix_key" and bound.form["pix_kind"].value() in PayAccount.PixKind.values:
            return pix_in_words(str(bound.form["pix_kind"].value()), text)
        written = _WRITTEN.get(bound.name)
        return written(text) if written and text else text
    words = {str(code): str(label) for code, label in choices}
    return ", ".join(words.get(str(each), "") for each in (value if isinstance(value, list) else [value]) if each not in (None, ""))


def _part_row(step: steps.Step, present: Mapping[str, Any], saved: str | None, request: PortalRequest) -> dict[str, Any]:
    form = FORMS[step.code](initial=dict(present), today=_today)
    said = [(str(form[name].label), in_words(form[name])) for name in step.fields]
    if step.code == steps.DEPENDENTS:
        kinds = dict(Dependent.Kind.choices)
        said = [(str(kinds[row["kind"]]), row["name"]) for row in present["dependents"]] or [(_("Dependents"), _("None"))]
    status = "missing" if saved is None else "done" if saved == digest_of(present) else "look"
    return {"step": step, "said": [(label, text) for label, text in said if text], "status": status}


def _form(step: steps.Step, present: Mapping[str, Any]) -> PortalForm:
    return FORMS[step.code](initial={**present, "seen": digest_of(present)}, today=_today)


def _against(step: steps.Step, form: PortalForm, request: PortalRequest) -> PortalForm:
    """The same form, now knowing what stands there: sent again it overwrites, on purpose."""
    present = read_step(step.code, request.visit.admission.employee)
    data = form.data.copy()
    data["seen"] = digest_of(present)
    again = FORMS[step.code](data, initial=dict(present), today=_today)
    again.is_valid()
    return again


def _draw(request: PortalRequest, step: steps.Step, form: PortalForm, *, status: int = 200, **more: Any) -> HttpResponse:
    admission = request.visit.admission
    saved = dict(admission.portal_steps.values_list("code", "digest"))
    present = digest_of(read_step(step.code, admission.employee))
    fields = [
        {
            "field": form[name],
            "mask": MASKS.get(name, ""),
            "when": WHEN[name][0] if name in WHEN else "",
            "answers": WHEN.get(name, ("", ()))[1],
        }
        for name in form.fields
        if name != "seen"
    ]
    context = {
        "step": step,
        "place": list(steps.BY_CODE).index(step.code) + 1,
        "total": len(steps.STEPS),
        "form": form,
        "fields": fields,
        "dependents": list_dependents(admission.employee.person) if step.code == steps.DEPENDENTS else None,
        "was_changed": step.code in saved and saved[step.code] != present,
        "is_open": admission.stage in OPEN_STAGES,
        "admission": admission,
    }
    return render(request, "hr/portal/part.html", context | more, status=status)


def _next(request: PortalRequest, step: steps.Step) -> str:
    """The next part that is open; home when this was the last one."""
    saved = set(request.visit.admission.portal_steps.values_list("code", flat=True))
    order = [*steps.STEPS[steps.STEPS.index(step) + 1 :], *steps.STEPS]
    following = next((each for each in order if each.code not in saved), None)
    return reverse("portal_part", args=[following.slug]) if following else f"{reverse('portal_home')}?feito=dados"


def _today() -> date:
    return clock.company_date(clock.now())
