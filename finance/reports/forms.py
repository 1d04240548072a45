"""How the ledger's reports are asked for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.reports.forms import ReportForm, SpanForm
from backoffice.core.reports.periods import SPAN_LABELS, STATEMENT_SPANS, days_of
from finance import queries
from finance.channels import name_of_channel
from finance.reports.income_statement import COMPARISONS, NONE, PREVIOUS, PREVIOUS_YEAR, StatementPeriod

COMPARISON_LABELS = {
    PREVIOUS: gettext_lazy("previous month"),
    PREVIOUS_YEAR: gettext_lazy("same month last year"),
    NONE: gettext_lazy("nothing"),
}


def period_options() -> list[tuple[str, list[tuple[str, str]]]]:
    """(year, [(value, words)]) for the select: the year itself, then its months, the latest first."""
    years: dict[int, list[int]] = {}
    for period in queries.list_periods():
        years.setdefault(period.year, []).append(period.pk)
    today = clock.company_date(clock.now())
    years.setdefault(today.year, [])
    return [
        (str(year), [(str(year), _("Whole year of %(year)s") % {"year": year})] + [_month_option(month) for month in months])
        for year, months in sorted(years.items(), reverse=True)
    ]


def _month_option(month: int) -> tuple[str, str]:
    period = StatementPeriod(month // 100, month % 100)
    return str(period), period.title


def _periods() -> list[tuple[str, list[tuple[str, str]]]]:
    moving = [(span, str(SPAN_LABELS[span])) for span in STATEMENT_SPANS]
    return [(_("Moves with the calendar"), moving), *period_options()]


def _channels() -> list[tuple[str, str]]:
    return [("", _("all")), *queries.list_channels()]


class StatementForm(ReportForm):
    """What the income statement needs to be issued."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=_periods, initial="last_month")
    compare = forms.ChoiceField(
        label=gettext_lazy("Compare with"),
        help_text=gettext_lazy("Counts for one month only."),
        choices=[(name, COMPARISON_LABELS[name]) for name in COMPARISONS],
        initial=PREVIOUS,
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False, choices=_channels)
    columns = forms.ChoiceField(
        label=gettext_lazy("A whole year"),
        required=False,
        choices=[("", gettext_lazy("by month")), ("total", gettext_lazy("year and year before"))],
    )

    def parameters(self, *, today: date) -> dict[str, Any]:
        chosen = self.cleaned_data
        return {
            "period": str(self._period(today)),
            "compare": chosen["compare"],
            "channel": chosen["channel"],
            "by_month": chosen["columns"] != "total",
        }

    def words(self) -> str:
        chosen = self.cleaned_data["period"]
        period = str(SPAN_LABELS[chosen]) if chosen in STATEMENT_SPANS else StatementPeriod.parse(chosen).title
        return ", ".join(filter(None, [period, name_of_channel(self.cleaned_data["channel"])]))

    def _period(self, today: date) -> StatementPeriod:
        chosen = self.cleaned_data["period"]
        if chosen not in STATEMENT_SPANS:
            return StatementPeriod.parse(chosen)
        first, last = days_of(chosen, today=today)
        return StatementPeriod(first.year, first.month if first.month == last.month else None)


class BalanceForm(SpanForm):
    """What the trial balance needs to be issued."""
