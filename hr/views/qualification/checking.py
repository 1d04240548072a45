"""Compare a person, and each dependent, with what the Receita's page says."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, parked
from backoffice.core.error_texts import text_of
from backoffice.core.errors import Invalid
from backoffice.core.files import file_link, keep_file
from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.errors import QualificationRefused, UnknownPerson
from hr.models import Employee, Qualification
from hr.qualification.letters import mark_differences
from hr.qualification.rules import Held, check_held
from hr.qualification.words import ADVICE, PENDING_ADVICE, RECEITA_URL
from hr.queries import PersonQualification, SubjectQualification
from hr.queries.qualification import contract_of
from hr.services.qualification_evidence import PURPOSE

_FIELD_OF = {"name": "name", "situation": "situation", "control_code": "control_code", "consulted_on": "consulted_on"}


class BirthField(LocalizedDateField):
    """A date of birth: it may lie before 2000."""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is not None and not (value.year >= 1890 and value <= clock.company_date(clock.now())):
            raise forms.ValidationError(_("Nobody was born on that day. Copy the date again."))


class AnswerForm(forms.Form):
    """What stands on the Receita's page, field by field in its order."""

    name = PlainTextField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Copy the name from the page.")}
    )
    birth_date = BirthField(label=gettext_lazy("Date of birth"), error_messages={"required": gettext_lazy("Copy the date of birth.")})
    situation = forms.ChoiceField(
        label=gettext_lazy("Situation"),
        choices=[("", gettext_lazy("Choose")), *Qualification.Situation.choices],
        error_messages={"required": gettext_lazy("Choose what the page says.")},
    )
    consulted_on = LocalizedDateField(label=gettext_lazy("Consulted on"), latest_today=True)
    control_code = PlainTextField(
        label=gettext_lazy("Control code"),
        max_length=40,
        help_text=gettext_lazy("At the foot of the page, like 1A2B.3C4D.5E6F.7081."),
        error_messages={"required": gettext_lazy("Copy the control code: it proves the consultation.")},
    )
    evidence = forms.FileField(
        label=gettext_lazy("The page as PDF or picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"empty": gettext_lazy("The file is empty. Choose another one.")},
    )


@staff_view(permission="hr.qualify", methods=("GET", "POST"), resumes=True)
def qualification(request: StaffRequest, number: str) -> HttpResponse:
    """The person, or the dependent of ``?dependente=``; the form compares and records."""
    employee = queries.get_employee(number=number, actor=request.actor)
    whole = queries.qualification_of(employee.person_id)
    subject = _subject(request, employee, whole)
    if request.method == "POST":
        return _record(request, employee, whole, subject)
    form = AnswerForm(parked.take(request), initial={"consulted_on": clock.company_date(clock.now())})
    return _show(request, employee, whole, subject, form)


def _subject(request: StaffRequest, employee: Employee, whole: PersonQualification) -> SubjectQualification:
    key = request.GET.get("dependente", "")
    if not key:
        return whole.own
    found = next((each for each in whole.dependents if str(each.dependent_id) == key), None)
    if found is None:
        raise UnknownPerson(key=str(employee.person.key), dependent=key[:20])
    return found


def _record(request: StaffRequest, employee: Employee, whole: PersonQualification, subject: SubjectQualification) -> HttpResponse:
    form, now = AnswerForm(request.POST, request.FILES), clock.now()
    if not form.is_valid():
        return _show(request, employee, whole, subject, form, status=422)
    told = form.cleaned_data
    evidence = None
    try:
        if told["evidence"]:
            kept = keep_file(content=told["evidence"].read(), name=told["evidence"].name, purpose=PURPOSE, by=request.actor, at=now)
            evidence = kept.pk
    except Invalid as wrong:
        form.add_error("evidence", text_of(wrong))
        return _show(request, employee, whole, subject, form, status=422)
    answer = services.ReceitaAnswer(**{name: told[name] for name in ("name", "birth_date", "situation", "consulted_on", "control_code")})
    try:
        row = services.record_qualification(
            person_key=employee.person.key, dependent_id=subject.dependent_id, answer=answer, evidence_id=evidence, by=request.actor, at=now
        )
    except QualificationRefused as wrong:
        form.add_error(_FIELD_OF.get(str(wrong.data.get("field")), "name"), text_of(wrong))
        return _show(request, employee, whole, subject, form, status=422)
    if row.result == Qualification.Result.QUALIFIED:
        messages.success(request, _("Qualified: eSocial knows this person by these data."))
    else:
        messages.warning(request, _("Divergent: below is what differs and how it is solved."))
    return HttpResponseRedirect(_url(employee.number, subject.dependent_id))


def _url(number: str, dependent_id: int | None) -> str:
    query = f"?{urlencode({'dependente': dependent_id})}" if dependent_id else ""
    return reverse("qualification", args=[number]) + query


def _show(
    request: StaffRequest,
    employee: Employee,
    whole: PersonQualification,
    subject: SubjectQualification,
    form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    newest, counts = subject.newest, subject.newest is not None and not subject.has_changed
    held = Held(subject.name, subject.cpf, subject.birth_date)
    contract = None if subject.dependent_id else contract_of(employee.person_id)
    codes = subject.findings if counts else check_held(held, contract)
    ours, theirs = mark_differences(subject.name, newest.receita_name) if newest is not None else ([], [])
    context = {
        "employee": employee,
        "person": employee.person,
        "subject": subject,
        "newest": newest if counts else None,
        "old": newest if subject.has_changed else None,
        "advice": [ADVICE[code] for code in codes],
        "pending_advice": PENDING_ADVICE if counts and newest is not None and newest.situation == Qualification.Situation.PENDING else "",
        "ours": ours,
        "theirs": theirs,
        "same_birth": newest is not None and newest.receita_birth_date == subject.birth_date,
        "edit_url": reverse("employee_edit", args=[employee.number]) if request.actor.may("hr.change_people") else "",
        "receita_url": RECEITA_URL,
        "form": form,
        "has_errors": bool(form.errors),
        "people": [
            {
                "label": each.name,
                "url": _url(employee.number, each.dependent_id),
                "state": each.state,
                "current": each.dependent_id == subject.dependent_id,
                "is_dependent": each.dependent_id is not None,
            }
            for each in (whole.own, *whole.dependents)
        ],
        "history": [
            {"row": row, "evidence_url": file_link(row.evidence, actor=request.actor, at=clock.now(), inline=True) if row.evidence else ""}
            for row in queries.list_qualifications(person_id=employee.person_id)
        ],
    }
    return render(request, "hr/qualification/check.html", context, status=status)
