"""The forms of a change: what, from which day on, why.  Each carries the version of the file that the person saw."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.forms import LocalizedDateField, LocalizedMoneyField, PlainTextField
from backoffice.core.municipalities import STATES
from hr.error_texts.people import problem_text
from hr.errors import PersonInvalid
from hr.models import PayTerm
from hr.queries import choices
from hr.queries.file import EmployeeFile

CENT = Decimal("0.01")
_CHOOSE = {"required": _("Choose one.")}


class FileForm(forms.Form):
    """``version`` notices that somebody changed the file in between."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def __init__(self, *args: Any, file: EmployeeFile, version: int, initial: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.file = file
        super().__init__(*args, initial={"version": version} | dict(initial or {}), label_suffix="", **kwargs)
        self.use_required_attribute = False

    def visible(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not self[name].is_hidden]

    def take_problems(self, wrong: PersonInvalid) -> None:
        """Beside the field where there is one, on top otherwise."""
        for problem in wrong.data["problems"]:
            name = problem["field"]
            self.add_error(name if name in self.fields else None, problem_text(problem))


class TermForm(FileForm):
    """``later`` is asked only where something is written down for that day or later."""

    from_day = LocalizedDateField(label=pgettext_lazy("day", "From"), help_text=_("The day from which it holds; hoje and +3 work, too."))
    reason = PlainTextField(label=_("Reason"), required=False, max_length=120)
    later = forms.ChoiceField(
        label=_("What is written down for later"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("keep", _("Keep it; correct only what begins on the same day")), ("replace", _("Replace it all by this"))],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_day": today} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if not self.data.get("later"):
            del self.fields["later"]

    def ask_later(self) -> None:
        """Come back with the question what becomes of what is written down for later."""
        if "later" not in self.fields:
            self.fields["later"] = type(self).base_fields["later"]

    def dated(self) -> dict[str, Any]:
        """What every change shares."""
        given = self.cleaned_data
        shared = {name: given[name] for name in ("from_day", "reason", "version")}
        return shared | {"later": given.get("later") or ""}


def _pick(label: Any, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, error_messages=_CHOOSE)


class JobForm(TermForm):
    position = _pick(pgettext_lazy("employment", "Position"))
    department = _pick(_("Department"))
    establishment = _pick(_("Establishment"))
    cost_center = _pick(_("Cost centre"), required=False)
    field_order = ("version", "position", "department", "establishment", "cost_center", "from_day", "reason", "later")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "position": choices.positions(),
            "department": choices.departments(),
            "establishment": choices.establishments(),
            "cost_center": [("", _("that of the department")), *choices.cost_centers()],
        }
        for name, rows in offered.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        ids = {f"{name}_id": int(given[name]) for name in ("position", "department", "establishment")}
        return ids | {"cost_center_id": int(given["cost_center"]) if given["cost_center"] else None}


class PayForm(TermForm):
    amount = LocalizedMoneyField(label=_("Salary (R$)"), minimum=CENT)
    unit = forms.ChoiceField(label=_("Per"), choices=PayTerm.Unit.choices, initial=PayTerm.Unit.MONTH)
    field_order = ("version", "amount", "unit", "from_day", "reason", "later")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("amount", "unit")}


class ScheduleForm(TermForm):
    schedule = _pick(_("Work schedule"))
    field_order = ("version", "schedule", "from_day", "reason", "later")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schedule"].choices = choices.schedules()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"schedule_id": int(self.cleaned_data["schedule"])}


class ManagerForm(TermForm):
    manager = _pick(_("Manager"), required=False)
    field_order = ("version", "manager", "from_day", "reason", "later")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        rows = choices.colleagues(on=today, besides=self.file.employee.number)
        self.fields["manager"].choices = [("", pgettext_lazy("manager", "nobody")), *rows]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"manager_number": self.cleaned_data["manager"]}


class AddressForm(TermForm):
    postal_code = PlainTextField(label=_("CEP"))
    street = PlainTextField(label=pgettext_lazy("address", "Street"), help_text=_("As in Rua das Palmeiras."))
    number = PlainTextField(label=pgettext_lazy("address", "Number"))
    complement = PlainTextField(label=_("Complement"), required=False)
    district = PlainTextField(label=_("District"), required=False)
    city = PlainTextField(label=_("City"))
    state = forms.ChoiceField(
        label=pgettext_lazy("address", "State"), choices=[("", _("Choose")), *((code, code) for code in STATES)], error_messages=_CHOOSE
    )
    field_order = ("version", "postal_code", "street", "number", "complement", "district", "city", "state", "from_day", "reason", "later")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("postal_code", "street", "number", "complement", "district", "city", "state")}
