"""Periods that move with the calendar: what a schedule means by "last month"."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

BETWEEN = "between"


def read_days(params: Mapping[str, Any]) -> tuple[date, date]:
    """
    First and last day (ISO) of a report's parameters.

    :raises ValueError: they are missing, no days, or the wrong way round; the text is for the person who asked
    """
    try:
        first, last = (date.fromisoformat(str(params[name])) for name in ("date_from", "date_to"))
    except (KeyError, ValueError) as error:
        raise ValueError(gettext("The dates are missing or the wrong way round.")) from error
    if first > last:
        raise ValueError(gettext("The dates are missing or the wrong way round."))
    return first, last


def month_first(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def month_last(day: date) -> date:
    """The last day of the day's month."""
    return month_first(month_first(day) + timedelta(days=32)) - timedelta(days=1)


def _month_before(day: date) -> date:
    return month_first(day) - timedelta(days=1)


_SPANS: dict[str, Callable[[date], tuple[date, date]]] = {
    "yesterday": lambda day: (day - timedelta(days=1), day - timedelta(days=1)),
    "last_7_days": lambda day: (day - timedelta(days=7), day - timedelta(days=1)),
    "this_month": lambda day: (month_first(day), month_last(day)),
    "last_month": lambda day: (month_first(_month_before(day)), _month_before(day)),
    "this_year": lambda day: (date(day.year, 1, 1), date(day.year, 12, 31)),
    "last_year": lambda day: (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
}
SPAN_LABELS = {
    "yesterday": pgettext_lazy("span", "yesterday"),
    "last_7_days": pgettext_lazy("span", "last 7 days"),
    "this_month": pgettext_lazy("span", "this month"),
    "last_month": pgettext_lazy("span", "last month"),
    "this_year": pgettext_lazy("span", "this year"),
    "last_year": pgettext_lazy("span", "last year"),
    BETWEEN: pgettext_lazy("span", "between two dates"),
}
# Spans that name one month or one whole year: what a statement of results is made for.
STATEMENT_SPANS = ("this_month", "last_month", "this_year", "last_year")
DAY_LABELS = {
    "now": _("now"),
    "yesterday": _("end of yesterday"),
    "last_month": _("end of last month"),
    "last_year": _("end of last year"),
    "on": _("end of another day"),
}


def days_of(span: str, *, today: date) -> tuple[date, date]:
    """
    First and last day of a span, both included, seen from ``today`` (the company's date).

    :raises KeyError: no such span
    """
    return _SPANS[span](today)


def day_of(name: str, *, today: date) -> date | None:
    """
    The day whose end is meant; None for now.

    :raises KeyError: no such name
    """
    return None if name == "now" else days_of(name, today=today)[1]
