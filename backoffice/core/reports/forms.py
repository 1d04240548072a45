"""How a report is asked for: the choices a person makes (kept, and made again next time) and the parameters they mean today."""

from abc import ABCMeta, abstractmethod
from datetime import date
from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.forms import LocalizedDateField
from backoffice.core.reports.periods import BETWEEN, DAY_LABELS, SPAN_LABELS, day_of, days_of
from backoffice.core.templatetags.formats import day_month_year


class _AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """Django's forms with abstract methods: one that lacks a method cannot be made."""


class ReportForm(forms.Form, metaclass=_AbstractForm):
    """
    Base of every report's form.  ``choices()`` is what is remembered ("last month"), ``parameters(today=)`` what it means
    on that day ("2026-10"): a schedule keeps the one and asks for the other at each run.
    """

    def choices(self) -> dict[str, Any]:
        """The valid choices as plain JSON: the form's own data next time."""
        return {name: day_month_year(value) if isinstance(value, date) else value for name, value in self.cleaned_data.items()}

    @abstractmethod
    def parameters(self, *, today: date) -> dict[str, Any]:
        """What the builder is called with."""

    @abstractmethod
    def words(self) -> str:
        """The choices in words, for lists: "mês passado"."""


class SpanForm(ReportForm):
    """A report about days from one to another."""

    span = forms.ChoiceField(label=gettext_lazy("Period"), choices=list(SPAN_LABELS.items()), initial="this_month")
    date_from = LocalizedDateField(label=gettext_lazy("From"), required=False)
    date_to = LocalizedDateField(label=gettext_lazy("To"), required=False)

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("span") != BETWEEN:
            return chosen | {"date_from": None, "date_to": None}
        for name in ("date_from", "date_to"):
            if name not in self.errors and not chosen.get(name):
                self.add_error(name, _("Say the date."))
        first, last = chosen.get("date_from"), chosen.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("The end is before the beginning. Correct one of the dates."))
        return chosen

    def days(self, *, today: date) -> tuple[date, date]:
        """First and last day that are meant."""
        chosen = self.cleaned_data
        return (chosen["date_from"], chosen["date_to"]) if chosen["span"] == BETWEEN else days_of(chosen["span"], today=today)

    def parameters(self, *, today: date) -> dict[str, Any]:
        first, last = self.days(today=today)
        rest = {name: value for name, value in self.cleaned_data.items() if name not in ("span", "date_from", "date_to")}
        return rest | {"date_from": first.isoformat(), "date_to": last.isoformat()}

    def words(self) -> str:
        chosen = self.cleaned_data
        if chosen["span"] != BETWEEN:
            return str(SPAN_LABELS[chosen["span"]])
        return f"{day_month_year(chosen['date_from'])} – {day_month_year(chosen['date_to'])}"


class DayForm(ReportForm):
    """A report about one moment: now, or the end of a day."""

    day = forms.ChoiceField(label=gettext_lazy("Position of"), choices=list(DAY_LABELS.items()), initial="now")
    on = LocalizedDateField(label=gettext_lazy("Day"), required=False, latest_today=True)

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("day") != "on":
            return chosen | {"on": None}
        if "on" not in self.errors and not chosen.get("on"):
            self.add_error("on", _("Say the date."))
        return chosen

    def parameters(self, *, today: date) -> dict[str, Any]:
        chosen = self.cleaned_data
        day = chosen["on"] if chosen["day"] == "on" else day_of(chosen["day"], today=today)
        return {"on": day.isoformat() if day else ""}

    def words(self) -> str:
        chosen = self.cleaned_data
        return day_month_year(chosen["on"]) if chosen["day"] == "on" else str(DAY_LABELS[chosen["day"]])
