"""Forms of leave."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.forms import LocalizedDateField, PlainTextField, WholeNumberField
from backoffice.core.templatetags import formats
from hr.leave.days import Stretch
from hr.leave.standard import VACATION_CODE
from hr.models import LeaveKind
from hr.queries.vacation_list import WindowRow
from hr.services import LeaveDraft

PARTS = (1, 2, 3)
NOTE = gettext_lazy("Read by whoever decides.")


def _day(label: Any, *, required: bool = True) -> LocalizedDateField:
    return LocalizedDateField(label=label, required=required)


def _first_day(hint: Any = "") -> LocalizedDateField:
    return LocalizedDateField(
        label=gettext_lazy("First day"), help_text=hint, error_messages={"required": gettext_lazy("Say the first day.")}
    )


class Tokened(forms.Form):
    """A form that is one document however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def has(self, *names: str) -> bool:
        """Whether something was typed into one of these fields, right or wrong."""
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in names)

    def stretch(self, first: str, last: str) -> Stretch | None:
        """The days between two fields; a missing last day is the first; backwards marks the field."""
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins is None:
            if ends is not None and first not in self.errors:
                self.add_error(first, _("Say the first day too."))
            return None
        ends = ends or begins
        if ends < begins:
            self.add_error(
                last, _("The last day (%(last)s) is before the first. Correct one of the dates.") % {"last": formats.day_month_year(ends)}
            )
            return None
        return Stretch(begins, ends)


class AskVacationForm(Tokened):
    """Vacation in up to three stretches, and days to sell."""

    window = forms.ChoiceField(label=gettext_lazy("Year of acquisition"))
    first_1 = _first_day(gettext_lazy("Empty only if you sell days without taking any now."))
    last_1 = LocalizedDateField(label=gettext_lazy("Last day"), error_messages={"required": gettext_lazy("Say the last day.")})
    first_2 = _day(gettext_lazy("First day of the second part"), required=False)
    last_2 = _day(gettext_lazy("Last day of the second part"), required=False)
    first_3 = _day(gettext_lazy("First day of the third part"), required=False)
    last_3 = _day(gettext_lazy("Last day of the third part"), required=False)
    sold_days = WholeNumberField(
        label=gettext_lazy("Days to sell"),
        required=False,
        min_value=0,
        max_value=10,
        help_text=gettext_lazy("Up to a third of the right, asked until 15 days before the year of acquisition ends."),
    )
    note = PlainTextField(label=gettext_lazy("Note"), required=False, max_length=300, help_text=NOTE)

    def __init__(self, *args: Any, windows: Sequence[WindowRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_1"].required = not self.has("sold_days", "first_2", "first_3")
        # No part of a vacation is a single day, so the last one is never guessed.
        self.fields["last_1"].required = self.fields["first_1"].required or self.has("first_1")
        self.fields["window"].choices = [(each.start.isoformat(), _window_words(each)) for each in windows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = [self.stretch(f"first_{part}", f"last_{part}") for part in PARTS]
        data["stretches"] = tuple(sorted(each for each in found if each is not None))
        if not self.errors and not data["stretches"] and not data.get("sold_days"):
            self.add_error("first_1", _("Say the first day."))
        return data

    def draft(self) -> LeaveDraft:
        data = self.cleaned_data
        return LeaveDraft(
            kind=VACATION_CODE,
            stretches=data["stretches"],
            token=data["token"],
            window_start=date.fromisoformat(data["window"]),
            sold_days=data.get("sold_days") or 0,
            note=data.get("note", ""),
        )


class AskLeaveForm(Tokened):
    """Days of any other kind."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    first = _first_day()
    last = LocalizedDateField(label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: one day."))
    note = PlainTextField(label=gettext_lazy("Note"), required=False, max_length=300, help_text=NOTE)
    paper = forms.FileField(
        label=gettext_lazy("Paper"),
        required=False,
        help_text=gettext_lazy("Picture or PDF, for example the certificate."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    paper_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = LeaveKind.objects.filter(is_active=True, can_be_asked=True).exclude(nature=LeaveKind.Nature.VACATION)
        choices = [(kind.code, _with_paper(kind)) for kind in kinds]
        self.fields["kind"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = self.stretch("first", "last")
        data["stretches"] = (found,) if found else ()
        return data

    def draft(self, paper_id: UUID | None = None) -> LeaveDraft:
        data = self.cleaned_data
        return LeaveDraft(
            kind=data["kind"],
            stretches=data["stretches"],
            token=data["token"],
            note=data.get("note", ""),
            paper_id=paper_id or data.get("paper_id"),
        )


class RecordLeaveForm(Tokened):
    """What the people area writes itself."""

    employee = PlainTextField(
        label=gettext_lazy("Registration number"), max_length=30, error_messages={"required": gettext_lazy("Say whose leave it is.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    first = _first_day(gettext_lazy("Empty only with vacation of which days are sold and none taken."))
    last = LocalizedDateField(label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: one day."))
    sold_days = WholeNumberField(
        label=gettext_lazy("Days sold"), required=False, min_value=0, max_value=10, help_text=gettext_lazy("Only with vacation.")
    )
    cid = PlainTextField(
        label="CID", required=False, max_length=7, help_text=gettext_lazy("Only if the certificate names it. Sealed; no manager reads it.")
    )
    physician = PlainTextField(label=gettext_lazy("Physician"), required=False, max_length=70)
    crm = PlainTextField(label="CRM", required=False, max_length=10)
    crm_state = PlainTextField(label=gettext_lazy("State of the CRM"), required=False, max_length=2)
    paper = forms.FileField(
        label=gettext_lazy("Paper"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"})
    )
    paper_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].required = not (self.has("sold_days") and self.data.get(self.add_prefix("kind")) == VACATION_CODE)
        kinds = LeaveKind.objects.filter(is_active=True)
        self.fields["kind"].choices = [("", _("Choose")), *((kind.code, kind.name) for kind in kinds)]  # type: ignore[attr-defined]

    def clean_employee(self) -> str:
        """The datalist fills in "0007 Ana Pires"; the number is what counts."""
        return str(self.cleaned_data["employee"]).split(" ")[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = self.stretch("first", "last")
        data["stretches"] = (found,) if found else ()
        if not self.errors and not found and not (data.get("kind") == VACATION_CODE and data.get("sold_days")):
            self.add_error("first", _("Say the first day."))
        return data

    def draft(self, window_start: date | None, paper_id: UUID | None = None) -> LeaveDraft:
        data = self.cleaned_data
        return LeaveDraft(
            kind=data["kind"],
            stretches=data["stretches"],
            token=data["token"],
            window_start=window_start,
            sold_days=data.get("sold_days") or 0,
            paper_id=paper_id or data.get("paper_id"),
        )


def _window_words(window: WindowRow) -> str:
    told = {"first": formats.day_month_year(window.start), "last": formats.day_month_year(window.end), "days": formats.qty(window.balance)}
    if window.state == "acquiring":
        return _("%(first)s to %(last)s, not complete yet") % told
    return _("%(first)s to %(last)s, %(days)s days left") % told


def _with_paper(kind: LeaveKind) -> str:
    return _("%(kind)s (with paper)") % {"kind": kind.name} if kind.needs_document else kind.name
