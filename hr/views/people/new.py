"""Take on somebody who works here already: for companies that come from another system.  Candidates come by an admission."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock, parked
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.forms import LocalizedDateField, LocalizedMoneyField, PlainTextField
from backoffice.core.municipalities import STATES
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.error_texts.people import problem_text
from hr.errors import PersonInvalid
from hr.models import Employee, PayTerm
from hr.queries import choices
from hr.services import EmployeeDraft
from hr.views.people.edit import GROUPS, MASKS, PersonFields

SEAT = "seat"
_CHOOSE = {"required": gettext_lazy("Choose one.")}
_ADDRESS = ("postal_code", "street", "street_number", "complement", "district", "city", "state")
_TERMS = (
    "number",
    "contract_kind",
    "admitted_on",
    "probation_first_until",
    "probation_until",
    "term_ends_on",
    "position",
    "department",
    "establishment",
    "schedule",
    "manager",
    "pay",
    "pay_unit",
)
_PERSON = tuple(PersonFields.base_fields)


class EmployeeForm(PersonFields):
    """A person, an address, a contract."""

    number = PlainTextField(label=gettext_lazy("Registration number"), required=False, help_text=gettext_lazy("Empty: the next free one."))
    contract_kind = forms.ChoiceField(label=gettext_lazy("Kind of contract"), choices=Employee.ContractKind.choices)
    admitted_on = LocalizedDateField(label=gettext_lazy("Admitted on"))
    probation_first_until = LocalizedDateField(
        label=gettext_lazy("Probation until"), required=False, help_text=gettext_lazy("Only with probation; empty: 45 days.")
    )
    probation_until = LocalizedDateField(
        label=gettext_lazy("Extended until"),
        required=False,
        help_text=gettext_lazy("Only with probation. Empty: not extended yet; both empty: 45 + 45 days."),
    )
    term_ends_on = LocalizedDateField(
        label=gettext_lazy("Contract ends on"), required=False, help_text=gettext_lazy("Fixed term, apprentice and intern.")
    )
    position = forms.ChoiceField(label=pgettext_lazy("employment", "Position"), error_messages=_CHOOSE)
    department = forms.ChoiceField(label=gettext_lazy("Department"), error_messages=_CHOOSE)
    establishment = forms.ChoiceField(label=gettext_lazy("Establishment"), error_messages=_CHOOSE)
    schedule = forms.ChoiceField(label=gettext_lazy("Work schedule"), error_messages=_CHOOSE)
    manager = forms.ChoiceField(label=gettext_lazy("Manager"), required=False)
    pay = LocalizedMoneyField(label=gettext_lazy("Salary (R$)"))
    pay_unit = forms.ChoiceField(label=gettext_lazy("Per"), choices=PayTerm.Unit.choices, initial=PayTerm.Unit.MONTH)
    postal_code = PlainTextField(label=gettext_lazy("CEP"), required=False)
    street = PlainTextField(label=pgettext_lazy("address", "Street"), required=False)
    street_number = PlainTextField(label=pgettext_lazy("address", "Number"), required=False)
    complement = PlainTextField(label=gettext_lazy("Complement"), required=False)
    district = PlainTextField(label=gettext_lazy("District"), required=False)
    city = PlainTextField(label=gettext_lazy("City"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("address", "State"), choices=[("", gettext_lazy("Choose")), *((code, code) for code in STATES)], required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        first = [("", gettext_lazy("Choose"))]
        offered = {
            "position": first + choices.positions(),
            "department": first + choices.departments(),
            # Where there is none yet, the company's own seat becomes the first with the first person.
            "establishment": choices.establishments() or [(SEAT, gettext_lazy("the company's seat"))],
            "schedule": first + choices.schedules(),
            "manager": [("", pgettext_lazy("manager", "nobody")), *choices.colleagues(on=today)],
        }
        for name, rows in offered.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]

    def draft(self, seat_id: int | None) -> EmployeeDraft:
        """What was typed; ``seat_id`` is the establishment that was made for it."""
        given = self.cleaned_data
        manager = Employee.objects.filter(number=given["manager"]).first() if given["manager"] else None
        address = {name: given[name] for name in _ADDRESS if name != "street_number"} | {"number": given["street_number"]}
        return EmployeeDraft(
            person={name: given[name] for name in _PERSON if given[name] not in ("", None, [])},
            contract_kind=given["contract_kind"],
            admitted_on=given["admitted_on"],
            position_id=int(given["position"]),
            department_id=int(given["department"]),
            establishment_id=seat_id or int(given["establishment"]),
            schedule_id=int(given["schedule"]),
            pay=given["pay"],
            pay_unit=given["pay_unit"],
            manager_id=manager.pk if manager else None,
            address=address if any(address.values()) else {},
            number=given["number"],
            probation_first_until=given["probation_first_until"],
            probation_until=given["probation_until"],
            term_ends_on=given["term_ends_on"],
        )

    def take_problems(self, wrong: PersonInvalid) -> None:
        """Beside the field where there is one, on top otherwise."""
        for problem in wrong.data["problems"]:
            self.add_error(problem["field"] if problem["field"] in self.fields else None, problem_text(problem))


@staff_view(permission="hr.change_people", methods=("GET", "POST"), resumes=True)
def new_employee(request: StaffRequest) -> HttpResponse:
    now = clock.now()
    today = clock.company_date(now)
    if request.method == "GET":
        typed = parked.take(request)
        return _draw(request, EmployeeForm(typed, today=today))
    form = EmployeeForm(request.POST, today=today)
    if not form.is_valid():
        return _draw(request, form, status=422)
    try:
        with transaction.atomic():
            place = services.ensure_establishment(by=request.actor, at=now).pk if form.cleaned_data["establishment"] == SEAT else None
            employee = services.create_employee(draft=form.draft(place), by=request.actor, at=now)
    except PersonInvalid as wrong:
        form.take_problems(wrong)
        return _draw(request, form, status=422)
    except (NotAllowed, NotFound):
        raise
    except BusinessError as error:
        form.add_error(None, text_of(error))
        return _draw(request, form, status=error.status)
    messages.success(
        request, _("%(name)s has registration number %(number)s.") % {"name": employee.person.called, "number": employee.number}
    )
    return HttpResponseRedirect(reverse("employee", args=[employee.number]))


def _draw(request: StaffRequest, form: EmployeeForm, *, status: int = 200) -> HttpResponse:
    parts = [(gettext_lazy("Contract"), _TERMS), *GROUPS[:3], (gettext_lazy("Address"), _ADDRESS), *GROUPS[3:]]
    masks = MASKS | {"admitted_on": "date", "pay": "money", "postal_code": "cep"}
    masks |= dict.fromkeys(("probation_first_until", "probation_until", "term_ends_on"), "date")
    context = {
        "form": form,
        "groups": [{"title": title, "fields": [(form[name], masks.get(name, "")) for name in names]} for title, names in parts],
        "missing": _missing(),
    }
    return render(request, "hr/people/new.html", context, status=status)


def _missing() -> list[dict[str, str]]:
    """Registers without which nobody can be taken on."""
    needed = [
        (choices.positions, _("positions"), "admin:hr_position_add"),
        (choices.departments, _("departments"), "admin:hr_department_add"),
        (choices.schedules, _("work schedules"), "admin:hr_workschedule_add"),
    ]
    return [{"label": label, "url": reverse(url)} for read, label, url in needed if not read()]
