"""Change who a person is."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, parked, sensitive
from backoffice.core.error_texts import text_of
from backoffice.core.errors import NotAllowed
from backoffice.core.forms import PlainTextField
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.errors import PersonInvalid, StaleFile
from hr.models import Person
from hr.portal.countries import COUNTRIES
from hr.queries.file import EmployeeFile
from hr.views.people import menu, page
from hr.views.people.acting import back
from hr.views.people.dates import PastDayField
from hr.views.people.forms import FileForm
from hr.views.people.looking import note_look
from hr.words import DISABILITIES, RACES

_EMPTY = ("", gettext_lazy("not said"))
MASKS = {"cpf": "cpf", "phone": "phone", "birth_date": "date", "identity_issued_on": "date"}


class PersonFields(forms.Form):
    """What the house knows of a person; what each must look like is checked by the service."""

    name = PlainTextField(label=gettext_lazy("Civil name"), help_text=gettext_lazy("As on the identity document."))
    social_name = PlainTextField(
        label=gettext_lazy("Social name"), required=False, help_text=gettext_lazy("If colleagues use another one: they see this one.")
    )
    cpf = PlainTextField(label="CPF", required=False)
    birth_date = PastDayField(label=gettext_lazy("Date of birth"), required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=[_EMPTY, *Person.Sex.choices], required=False)
    marital_status = forms.ChoiceField(
        label=gettext_lazy("Marital status"), choices=[_EMPTY, *Person.MaritalStatus.choices], required=False
    )
    education = forms.ChoiceField(label=gettext_lazy("Schooling"), choices=[_EMPTY, *Person.Education.choices], required=False)
    birth_country = forms.ChoiceField(label=gettext_lazy("Country of birth"), choices=COUNTRIES, initial="105")
    nationality = forms.ChoiceField(label=gettext_lazy("Nationality"), choices=COUNTRIES, initial="105")
    mother_name = PlainTextField(label=gettext_lazy("Mother's name"), required=False)
    email = PlainTextField(label=gettext_lazy("E-mail"), required=False)
    phone = PlainTextField(label=gettext_lazy("Phone"), required=False)
    pis = PlainTextField(label="PIS/NIS", required=False)
    identity_number = PlainTextField(label=gettext_lazy("Identity document"), required=False)
    identity_issuer = PlainTextField(label=gettext_lazy("Issued by"), required=False, help_text=gettext_lazy("As in SSP/PR."))
    identity_issued_on = PastDayField(label=gettext_lazy("Issued on"), required=False)
    race_colour = forms.ChoiceField(label=gettext_lazy("Race or colour"), choices=[_EMPTY, *RACES.items()], required=False)
    disabilities = forms.MultipleChoiceField(
        label=gettext_lazy("Disabilities"), choices=list(DISABILITIES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )


class PersonForm(FileForm, PersonFields):
    """Without the sensitive fields for who may not see them: what is not in the form is not touched."""

    def __init__(self, *args: Any, file: EmployeeFile, **kwargs: Any) -> None:
        super().__init__(*args, file=file, **kwargs)
        if not file.sight.sensitive:
            del self.fields["race_colour"], self.fields["disabilities"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _make(file: EmployeeFile, data: Any = None) -> PersonForm:
    person = file.employee.person
    start = {name: getattr(person, name) for name in PersonFields.base_fields}
    start["disabilities"] = json.loads(person.disabilities) if person.disabilities else []
    return PersonForm(data, file=file, version=person.version, initial=start)


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def edit_person(request: StaffRequest, number: str) -> HttpResponse:
    file = page.load(request, number)
    if not menu.may_change(file, request.actor):
        raise NotAllowed(permission="hr.change_people")
    if request.method == "GET":
        if file.sight.sensitive:
            # The form shows race and disabilities.
            note_look(file, sensitive.ORIGIN, request.actor)
        typed = parked.take(request)
        if typed is not None:
            messages.info(request, _("Your session had ended: nothing was done yet. Check what you typed and send it again."))
        return _draw(request, file, _make(file, typed))
    form = _make(file, request.POST)
    if not form.is_valid():
        return _draw(request, file, form, status=422)
    try:
        changed = services.change_person(
            person_key=file.employee.person.key,
            values=form.values(),
            version=form.cleaned_data["version"],
            by=request.actor,
            at=clock.now(),
        )
    except PersonInvalid as wrong:
        form.take_problems(wrong)
        return _draw(request, file, form, status=422)
    except StaleFile as stale:
        typed = request.POST.copy()
        typed["version"] = str(stale.data["version"])
        form = _make(page.load(request, number), typed)
        form.add_error(None, text_of(stale))
        return _draw(request, file, form, status=409)
    messages.success(request, _("Personal data saved.") if changed else _("Nothing was different."))
    return back(file, "personal")


def _draw(request: StaffRequest, file: EmployeeFile, form: PersonForm, *, status: int = 200) -> HttpResponse:
    context = {"file": file, "person": file.employee.person, "form": form, "groups": groups(form)}
    return render(request, "hr/people/edit.html", context, status=status)


# Titles of the form's parts and their fields.
GROUPS = [
    (gettext_lazy("Who it is"), ("name", "social_name", "cpf", "birth_date", "sex", "marital_status", "education", "mother_name")),
    (gettext_lazy("Where from"), ("nationality", "birth_country")),
    (gettext_lazy("Contact"), ("email", "phone")),
    (gettext_lazy("Documents"), ("identity_number", "identity_issuer", "identity_issued_on", "pis")),
    (gettext_lazy("How the person sees itself"), ("race_colour", "disabilities")),
]


def groups(form: forms.Form) -> list[dict[str, Any]]:
    """The form's fields in their groups, those that it has."""
    return [
        {"title": title, "fields": [(form[name], MASKS.get(name, "")) for name in names if name in form.fields]}
        for title, names in GROUPS
        if any(name in form.fields for name in names)
    ]
