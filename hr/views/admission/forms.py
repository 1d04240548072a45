"""What HR types about an admission."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.forms import LocalizedDateField, LocalizedMoneyField, PlainTextField
from backoffice.core.municipalities import STATES
from hr.admission.probation import SPLITS
from hr.error_texts.admission import problem_text
from hr.models import Employee, PayTerm
from hr.queries import choices
from hr.services import ExamResult, Invitation, Terms

CENT = Decimal("0.01")
_CHOOSE = {"required": gettext_lazy("Choose one.")}
_KINDS = Employee.ContractKind
# One choice says the kind of contract and how a probation is split.
CONTRACTS: list[tuple[str, Any]] = [
    ("probation:45+45", gettext_lazy("Probation of 45 + 45 days, then indefinite")),
    ("probation:30+60", gettext_lazy("Probation of 30 + 60 days, then indefinite")),
    ("indefinite:", _KINDS.INDEFINITE.label),
    ("fixed_term:", _KINDS.FIXED_TERM.label),
    ("apprentice:", _KINDS.APPRENTICE.label),
    ("intern:", _KINDS.INTERN.label),
]


class BirthDateField(LocalizedDateField):
    """A date of birth may lie in the last century; whether the age fits is the service's matter."""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is not None and not 1900 <= value.year <= 2100:
            raise ValidationError(_("The year is %(year)s. Write the year with four digits.") % {"year": value.year}, code="out_of_range")


class AdmissionForm(forms.Form):
    """``version`` notices that somebody changed the admission in between."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False

    def visible(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not self[name].is_hidden]

    def take_problems(self, problems: Iterable[Mapping[str, Any]]) -> None:
        """Beside the field where there is one, on top otherwise."""
        for problem in problems:
            name = _FIELDS.get(problem["field"], problem["field"])
            self.add_error(name if name in self.fields else None, problem_text(problem))


# What services call otherwise than the forms.
_FIELDS = {"probation": "contract", "contract_kind": "contract", "scheduled_for": "day"}


def _pick(label: Any, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, error_messages=_CHOOSE)


class TermsForm(AdmissionForm):
    """What is agreed."""

    position = _pick(pgettext_lazy("employment", "Position"))
    department = _pick(gettext_lazy("Department"))
    establishment = _pick(gettext_lazy("Establishment"))
    schedule = _pick(gettext_lazy("Work schedule"))
    manager = _pick(gettext_lazy("Manager"), required=False)
    contract = forms.ChoiceField(label=gettext_lazy("Contract"), choices=CONTRACTS)
    term_ends_on = LocalizedDateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Only of a fixed term, an apprentice or an intern.")
    )
    pay = LocalizedMoneyField(label=gettext_lazy("Salary (R$)"), minimum=CENT)
    pay_unit = forms.ChoiceField(label=pgettext_lazy("salary", "Per"), choices=PayTerm.Unit.choices, initial=PayTerm.Unit.MONTH)
    start_on = LocalizedDateField(label=gettext_lazy("First day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "position": choices.positions(),
            "department": choices.departments(),
            "establishment": choices.establishments(),
            "schedule": choices.schedules(),
        }
        for name, rows in offered.items():
            # A register with one row needs no choice.
            self.fields[name].choices = rows if len(rows) == 1 else [("", _("choose")), *rows]  # type: ignore[attr-defined]
        leads = [("", _("whoever leads the department")), *choices.colleagues(on=today)]
        self.fields["manager"].choices = leads  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        given = self.cleaned_data
        kind, _colon, split = given["contract"].partition(":")
        ids = {f"{name}_id": int(given[name]) for name in ("position", "department", "establishment", "schedule")}
        return Terms(
            pay=given["pay"],
            pay_unit=given["pay_unit"],
            contract_kind=kind,
            probation=split if split in SPLITS else "",
            term_ends_on=given["term_ends_on"],
            manager=given["manager"],
            start_on=given["start_on"],
            **ids,
        )


class InviteForm(TermsForm):
    """``token`` makes the form one admission however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    name = PlainTextField(label=gettext_lazy("Full name"), max_length=70, help_text=gettext_lazy("As in the CPF."))
    birth_date = BirthDateField(label=gettext_lazy("Date of birth"), help_text=gettext_lazy("The candidate confirms it to open the link."))
    cpf = PlainTextField(label="CPF", required=False, help_text=gettext_lazy("Whoever worked here before is recognised by it."))
    email = PlainTextField(label=gettext_lazy("E-mail"), required=False, help_text=gettext_lazy("The link and reminders go there."))
    phone = PlainTextField(label=gettext_lazy("Phone"), required=False)
    papers_due_on = LocalizedDateField(label=gettext_lazy("Papers until"))
    contact_phone = PlainTextField(
        label=gettext_lazy("Phone for questions"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("The candidate sees it in the portal."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4()} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def readable(self) -> dict[str, Any]:
        """The fields that nothing is said of yet."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}

    def invitation(self, *, contact_id: int) -> Invitation:
        given = self.cleaned_data
        names = ("name", "birth_date", "cpf", "email", "phone", "papers_due_on", "contact_phone")
        token: UUID = given["token"]
        return Invitation(token=token, terms=self.terms(), contact_id=contact_id, **{name: given[name] for name in names})


class StartForm(AdmissionForm):
    start_on = LocalizedDateField(label=gettext_lazy("First day"))
    papers_due_on = LocalizedDateField(label=gettext_lazy("Papers until"))


class ExamForm(AdmissionForm):
    day = LocalizedDateField(label=gettext_lazy("Day"))
    hour = forms.CharField(label=gettext_lazy("Hour"), max_length=5, help_text=gettext_lazy("As in 9:00."))
    clinic = PlainTextField(label=gettext_lazy("Clinic"), max_length=100)
    clinic_address = PlainTextField(label=gettext_lazy("Address"), required=False, max_length=160)

    def clean_hour(self) -> time:
        typed = self.cleaned_data["hour"].strip().lower().replace("h", ":").rstrip(":")
        for form in ("%H:%M", "%H"):
            try:
                return datetime.strptime(typed, form).time()  # noqa: DTZ007 - an hour has no zone, the day gives it
            except ValueError:
                continue
        raise ValidationError(_("“%(value)s” is no hour. Type it like 9:00.") % {"value": typed[:10]}, code="invalid")

    def moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))


class ResultForm(AdmissionForm):
    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        widget=forms.RadioSelect,
        choices=[("fit", pgettext_lazy("exam", "Fit")), ("unfit", pgettext_lazy("exam", "Unfit"))],
        error_messages=_CHOOSE,
    )
    done_on = LocalizedDateField(label=gettext_lazy("Examined on"), latest_today=True)
    valid_until = LocalizedDateField(
        label=gettext_lazy("Next exam by"), required=False, help_text=gettext_lazy("Only if the physician wrote it down.")
    )
    physician = PlainTextField(label=gettext_lazy("Physician"), max_length=70)
    crm = PlainTextField(label="CRM", max_length=10)
    crm_state = forms.ChoiceField(
        label=gettext_lazy("State of the CRM"),
        choices=[("", gettext_lazy("choose")), *((state, state) for state in STATES)],
        error_messages=_CHOOSE,
    )

    def exam_result(self) -> ExamResult:
        names = ("result", "done_on", "valid_until", "physician", "crm", "crm_state")
        return ExamResult(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(AdmissionForm):
    reason = PlainTextField(label=gettext_lazy("Reason"), max_length=200)


class AdmitForm(AdmissionForm):
    later_s2200 = PlainTextField(
        label=gettext_lazy("Why S-2200 comes later"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("S-2190 was accepted, so S-2200 may follow by the 15th of next month. The reason stays in the trail."),
    )

    def __init__(self, *args: Any, may_follow: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_follow:
            del self.fields["later_s2200"]


class PlainForm(AdmissionForm):
    """Nothing to type: only a question."""
