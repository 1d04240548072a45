"""The filters of a list: each reads its value from the URL, says it in a chip, draws itself in the filter dialog."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.core.forms import parse_amount, parse_date
from backoffice.core.money import MAX_AMOUNT
from backoffice.core.templatetags import formats

Text = str | Promise
MAX_TEXT = 100
_MAX_WORDS = 3


class Filter(Protocol):
    """What the list asks of a filter."""

    name: str
    label: Text

    @property
    def params(self) -> tuple[str, ...]: ...

    def resolved(self) -> "Filter": ...

    def read(self, query: QueryDict) -> Any: ...

    def words(self, value: Any) -> str: ...

    def controls(self, query: QueryDict) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class DateRange:
    """Both ends are included; a missing end is open."""

    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        first, last = formats.day_month_year(self.start), formats.day_month_year(self.end)
        if first and last:
            return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
        return _("from %(first)s") % {"first": first} if first else _("until %(last)s") % {"last": last}


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Both ends are included; a missing end is open."""

    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter:
    """One of a few values; ``choices`` may be a function, for choices that live in the database."""

    name: str
    label: Text
    choices: Sequence[tuple[str, Text]] | Callable[[], Sequence[tuple[str, Text]]]

    @property
    def params(self) -> tuple[str, ...]:
        return (self.name,)

    def resolved(self) -> "ChoiceFilter":
        """The same filter with its choices asked for: once a request, however often they are needed."""
        return replace(self, choices=tuple(self.options()))

    def options(self) -> Sequence[tuple[str, Text]]:
        return self.choices() if callable(self.choices) else self.choices

    def read(self, query: QueryDict) -> Any:
        wanted = query.get(self.name, "")
        return wanted if wanted and any(wanted == value for value, _label in self.options()) else None

    def words(self, value: Any) -> str:
        return str(dict(self.options()).get(value, value))

    def controls(self, query: QueryDict) -> dict[str, Any]:
        return {"kind": "choice", "name": self.name, "label": self.label, "options": self.options(), "value": self.read(query) or ""}


@dataclass(frozen=True, kw_only=True)
class MultiChoiceFilter(ChoiceFilter):
    """Any of several values: the parameter comes once per value.  Its value is a tuple in the order of the choices."""

    def read(self, query: QueryDict) -> Any:
        wanted = set(query.getlist(self.name))
        return tuple(value for value, _label in self.options() if value in wanted) or None if wanted else None

    def words(self, value: Any) -> str:
        labels = dict(self.options())
        named = [str(labels.get(each, each)) for each in value[:_MAX_WORDS]]
        return ", ".join(named) + (f" +{len(value) - _MAX_WORDS}" if len(value) > _MAX_WORDS else "")

    def controls(self, query: QueryDict) -> dict[str, Any]:
        return super().controls(query) | {"kind": "choices", "value": self.read(query) or ()}


@dataclass(frozen=True, kw_only=True)
class DateFilter:
    """A span of days in two parameters, ``<name>_from`` and ``<name>_to``; each reads "24/11/2026", "hoje" or ISO."""

    name: str
    label: Text

    @property
    def params(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def resolved(self) -> "DateFilter":
        return self

    def read(self, query: QueryDict) -> DateRange | None:
        start, end = (_day(query.get(param, "")) for param in self.params)
        if start and end and start > end:
            start, end = end, start
        return DateRange(start, end) if start or end else None

    def words(self, value: DateRange) -> str:
        return str(value)

    def controls(self, query: QueryDict) -> dict[str, Any]:
        value = self.read(query) or DateRange()
        first, last = self.params
        refusal = _("“%(value)s” is not a date. Type it like 24/11/2026.")
        ends = [
            _end(query, first, pgettext("first day", "From"), formats.day_month_year(value.start), _day, refusal),
            _end(query, last, pgettext("last day", "To"), formats.day_month_year(value.end), _day, refusal),
        ]
        return {"kind": "dates", "name": self.name, "label": self.label, "ends": ends}


def _end(
    query: QueryDict, name: str, label: str, value: str, understand: Callable[[str], date | Decimal | None], refusal: str
) -> dict[str, str]:
    """One end of a span.  What was typed and is not understood stays in its field, with the ``refusal`` beside it."""
    typed = printable(query.get(name, ""))
    if not typed or understand(typed) is not None:
        return {"name": name, "label": label, "value": value, "error": ""}
    return {"name": name, "label": label, "value": typed, "error": refusal % {"value": typed[:40]}}


def _day(text: str) -> date | None:
    try:
        day = parse_date(text, today=timezone.localdate()) if text else None
    except (ValueError, OverflowError):
        return None
    return day if day and 1900 <= day.year <= 2200 else None


@dataclass(frozen=True, kw_only=True)
class NumberFilter:
    """A span of figures in ``<name>_min`` and ``<name>_max``, both included; with ``places`` = 2 it is money in reais."""

    name: str
    label: Text
    places: int = 0

    @property
    def params(self) -> tuple[str, ...]:
        return (f"{self.name}_min", f"{self.name}_max")

    def resolved(self) -> "NumberFilter":
        return self

    def read(self, query: QueryDict) -> NumberRange | None:
        low, high = (self._figure(query.get(param, "")) for param in self.params)
        if low is not None and high is not None and low > high:
            low, high = high, low
        return NumberRange(low, high) if low is not None or high is not None else None

    def words(self, value: NumberRange) -> str:
        low, high = self._write(value.low), self._write(value.high)
        if low and high:
            return low if low == high else _("%(first)s to %(last)s") % {"first": low, "last": high}
        return _("from %(first)s") % {"first": low} if low else _("up to %(last)s") % {"last": high}

    def controls(self, query: QueryDict) -> dict[str, Any]:
        value = self.read(query) or NumberRange()
        low, high = self.params
        amount = _("“%(value)s” is not an amount. Type it like 1.234,56.")
        refusal = amount if self.places else _("“%(value)s” is not a whole number.")
        ends = [
            _end(query, low, pgettext("smallest", "From"), formats.plain(value.low, self.places), self._figure, refusal),
            _end(query, high, pgettext("largest", "To"), formats.plain(value.high, self.places), self._figure, refusal),
        ]
        return {"kind": "numbers", "name": self.name, "label": self.label, "ends": ends, "is_money": self.places == 2}

    def _figure(self, text: str) -> Decimal | None:
        try:
            figure = parse_amount(text) if text else None
        except ValueError:
            return None
        if figure is None or abs(figure) > MAX_AMOUNT or (not self.places and figure != int(figure)):
            return None
        return figure

    def _write(self, figure: Decimal | None) -> str:
        if figure is None:
            return ""
        return formats.brl(figure) if self.places == 2 else formats.qty(figure)


@dataclass(frozen=True, kw_only=True)
class TextFilter:
    """A few letters that the field has to contain; what cannot be printed is left out."""

    name: str
    label: Text

    @property
    def params(self) -> tuple[str, ...]:
        return (self.name,)

    def resolved(self) -> "TextFilter":
        return self

    def read(self, query: QueryDict) -> str | None:
        return printable(query.get(self.name, "")) or None

    def words(self, value: str) -> str:
        return f"“{value}”"

    def controls(self, query: QueryDict) -> dict[str, Any]:
        return {"kind": "text", "name": self.name, "label": self.label, "value": self.read(query) or "", "limit": MAX_TEXT}


def printable(text: str) -> str:
    """What a person can have meant to type: no control characters, not too long."""
    return "".join(char for char in text if char.isprintable()).strip()[:MAX_TEXT]
