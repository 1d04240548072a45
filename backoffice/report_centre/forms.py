"""The form of a schedule: when, in which files, to whom."""

import re
from datetime import time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import policy
from backoffice.core.models import User
from backoffice.core.reports import ReportKind
from backoffice.intranet.people import name_of
from backoffice.report_centre.jobs import CSV, PDF, XLSX
from backoffice.report_centre.models import Schedule
from backoffice.report_centre.services import ScheduleDraft, is_confirmed
from backoffice.report_centre.words import WEEKDAYS

_TIME = re.compile(r"(\d{1,2})(?:[:hH](\d{2})?)?(?:min)?", re.ASCII)
MAX_ADDRESSES = 20


class ClockField(forms.CharField):
    """A time as people type it: 7:00, 07:00, 7h, 7h30, 7."""

    def to_python(self, value: Any) -> Any:
        text = "".join(str(super().to_python(value) or "").split())
        found = _TIME.fullmatch(text)
        if not text:
            return None
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("“%(value)s” is not a time. Type it like 7:00.") % {"value": text[:20]}, code="invalid")
        return time(int(found[1]), int(found[2] or 0))

    def validate(self, value: Any) -> None:
        if value is None:
            raise ValidationError(_("Say the time."), code="required")

    def run_validators(self, value: Any) -> None:
        """The value is a time already; a text's validators have nothing to say."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class _People(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{name_of(obj)} ({obj.email})" if obj.email else _("%(name)s (no e-mail, gets a notice)") % {"name": name_of(obj)}


class ScheduleForm(forms.Form):
    """Everything but the report's own choices, which its own form reads."""

    frequency = forms.ChoiceField(label=gettext_lazy("How often"), choices=Schedule.Frequency.choices, initial="monthly")
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days of the week"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    day_rule = forms.ChoiceField(label=gettext_lazy("Which day"), choices=Schedule.DayRule.choices, initial="day")
    month_day = forms.IntegerField(
        label=gettext_lazy("Day of the month"),
        help_text=gettext_lazy("Where a month has no such day, its last one."),
        initial=1,
        error_messages={"required": gettext_lazy("Say the day of the month.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
    )
    at_time = ClockField(label=gettext_lazy("Time"), help_text=gettext_lazy("In the company's time zone."), initial="07:00")
    recipients = _People(label=gettext_lazy("People"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    addresses = forms.CharField(
        label=gettext_lazy("Other addresses"),
        help_text=gettext_lazy("Of colleagues, or of a domain that the company confirmed; separated by commas."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attach_pdf = forms.BooleanField(label=gettext_lazy("Attach the PDF to the e-mail"), required=False, initial=True)
    formats = forms.MultipleChoiceField(
        label=gettext_lazy("Files"),
        choices=[(PDF, "PDF"), (XLSX, gettext_lazy("Spreadsheet (XLSX)")), (CSV, "CSV")],
        initial=[PDF, XLSX],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one file.")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: ReportKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["recipients"].queryset = readers(kind)  # type: ignore[attr-defined]
        self.fields["token"].initial = uuid4

    def clean_addresses(self) -> list[str]:
        found = [part for part in re.split(r"[\s,;]+", self.cleaned_data["addresses"]) if part]
        if len(found) > MAX_ADDRESSES:
            raise ValidationError(_("These are %(count)s addresses; at most %(limit)s.") % {"count": len(found), "limit": MAX_ADDRESSES})
        for address in found:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(_("“%(value)s” is not an e-mail address.") % {"value": address[:60]}) from None
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("frequency") == "weekly" and not chosen.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("Choose at least one day of the week."))
        if chosen.get("frequency") == "monthly" and chosen.get("day_rule") == "day":
            self._check_day(chosen.get("month_day"))
        else:
            # The field is not on the screen: what stands in it does not count.
            self.errors.pop("month_day", None)
        if "addresses" in chosen:
            self._sort_addresses(chosen)
        if not self.errors and not chosen.get("recipients") and not chosen["addresses"]:
            self.add_error("recipients", _("Choose at least one person or address."))
        return chosen

    def draft(self, choices: dict[str, Any]) -> ScheduleDraft:
        """What the service takes."""
        chosen = self.cleaned_data
        monthly = chosen["frequency"] == "monthly"
        by_day = monthly and chosen["day_rule"] == "day"
        return ScheduleDraft(
            kind=self.kind.name,
            choices=choices,
            formats=tuple(chosen["formats"]),
            frequency=chosen["frequency"],
            at_time=chosen["at_time"],
            weekdays=tuple(chosen["weekdays"]) if chosen["frequency"] == "weekly" else (),
            day_rule=chosen["day_rule"] if monthly else "day",
            month_day=chosen["month_day"] if by_day else 1,
            recipient_ids=tuple(user.pk for user in chosen["recipients"]),
            addresses=tuple(chosen["addresses"]),
            attach_pdf=chosen["attach_pdf"],
        )

    def _check_day(self, day: int | None) -> None:
        if day is not None and not 1 <= day <= 31:
            self.add_error("month_day", _("The day of the month is %(day)s. It has to be between 1 and 31.") % {"day": day})

    def _sort_addresses(self, chosen: dict[str, Any]) -> None:
        """An address of a colleague becomes the colleague, so that the permission is asked at each run; others need a confirmed domain."""
        colleagues = {user.email.lower(): user for user in readers(self.kind) if user.email}
        people = {user.pk: user for user in chosen.get("recipients") or ()}
        rest: list[str] = []
        for address in chosen["addresses"]:
            colleague = colleagues.get(address.lower())
            if colleague is not None:
                people[colleague.pk] = colleague
            elif is_confirmed(address):
                rest.append(address)
            else:
                message = _("%(address)s belongs to nobody who may read this report, and its domain is not confirmed. Choose a colleague.")
                self.add_error("addresses", message % {"address": address})
        chosen["recipients"], chosen["addresses"] = list(people.values()), rest


def readers(kind: ReportKind) -> QuerySet[User]:
    """The active users who may read this report now."""
    roles = [role for role in policy.roles_holding(kind.permission) if role in policy.roles_holding("reports.view")]
    holders = User.groups.through.objects.filter(group__name__in=roles).values("user_id")
    return User.objects.filter(is_active=True, pk__in=holders).order_by("first_name", "last_name", "username")
