"""
The list kit: a list is a declaration (views, filters, columns) and one function that fetches a page.

The whole state of a list is its URL, so that Back, a bookmark and a sent link show the same rows.  Reading it never
fails: what cannot be understood is left out, because a stale bookmark is no reason for an error page.  See
docs/adr/0007-lists-without-django-tables2.md for why this is not django-tables2 with django-filter.
"""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import orjson
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.core.forms import parse_date
from backoffice.core.templatetags import formats

Text = str | Promise
PAGE_SIZE = 50
_MAX_SEARCH = 100
_PAGING = ("after", "before", "sum")


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


class Filter(Protocol):
    """One filter of a list: reads its value from the URL, says it in a chip, draws itself in the filter dialog."""

    name: str
    label: Text

    @property
    def params(self) -> tuple[str, ...]: ...

    def resolved(self) -> "Filter": ...

    def read(self, query: QueryDict) -> Any: ...

    def words(self, value: Any) -> str: ...

    def controls(self, query: QueryDict) -> dict[str, Any]: ...


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

    def read(self, query: QueryDict) -> str | None:
        wanted = query.get(self.name, "")
        return wanted if wanted and any(wanted == value for value, _label in self.options()) else None

    def words(self, value: str) -> str:
        return str(dict(self.options()).get(value, value))

    def controls(self, query: QueryDict) -> dict[str, Any]:
        return {"kind": "choice", "name": self.name, "label": self.label, "options": self.options(), "value": self.read(query) or ""}


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
        return DateRange(start, end) if start or end else None

    def words(self, value: DateRange) -> str:
        return str(value)

    def controls(self, query: QueryDict) -> dict[str, Any]:
        value = self.read(query) or DateRange()
        first, last = self.params
        ends = [
            {"name": first, "label": pgettext("first day", "From"), "value": formats.day_month_year(value.start)},
            {"name": last, "label": pgettext("last day", "To"), "value": formats.day_month_year(value.end)},
        ]
        return {"kind": "dates", "name": self.name, "label": self.label, "ends": ends}


def _day(text: str) -> date | None:
    try:
        day = parse_date(text, today=timezone.localdate()) if text else None
    except (ValueError, OverflowError):
        return None
    return day if day and 1900 <= day.year <= 2200 else None


@dataclass(frozen=True, kw_only=True)
class View:
    """A tab.  ``bad`` colours its count; ``quiet`` hides the tab while it counts nothing and is not the present one."""

    name: str
    label: Text
    bad: bool = False
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """
    ``cell`` is an attribute's name or a function of the row that returns text or safe HTML.

    ``css`` goes on head and cells.  ``phone`` says where the cell stands when the row becomes a card: lead and end share
    the first line, left and right a later one, line has its label before it, bare has not, hide is left out.  ``link``
    makes the cell the link that opens the row.
    """

    name: str
    label: Text
    cell: str | Callable[[Any], Any] = ""
    css: str = ""
    phone: str = "line"
    sortable: bool = False
    link: bool = False

    def draw(self, row: Any, url: str) -> Any:
        value = self.cell(row) if callable(self.cell) else getattr(row, self.cell or self.name)
        if value is None or value == "":
            return ""
        return format_html('<a class="rg-link rg-code rg-num" href="{}">{}</a>', url, value) if self.link and url else value


@dataclass(frozen=True)
class Page:
    """
    The rows of one page, always in the list's own order.

    ``first`` and ``last`` are the cursors of its ends; ``total`` is exact or None, then ``about`` is an estimate.
    ``amount`` is the sum of the whole filter, None where it was not asked for.
    """

    rows: Sequence[Any]
    first: str = ""
    last: str = ""
    has_previous: bool = False
    has_next: bool = False
    total: int | None = None
    about: int | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """What a list is: its tabs (the first is the default), filters and columns."""

    title: Text
    columns: Sequence[Column]
    views: Sequence[View] = ()
    filters: Sequence[Filter] = ()
    search_label: Text = ""
    page_size: int = PAGE_SIZE
    sorts: Mapping[str, Text] = field(default_factory=dict)

    def read(self, request: HttpRequest) -> "ListState":
        """The state that the URL describes; what it does not understand is left out."""
        query = request.GET.copy()
        for name in [name for name, value in query.items() if not value]:
            # A form sends its empty fields too; they mean nothing and only lengthen every link.
            del query[name]
        known = {view.name for view in self.views}
        wanted = query.get("view", "")
        view = wanted if wanted in known else (self.views[0].name if self.views else "")
        spec = replace(self, filters=[each.resolved() for each in self.filters])
        values = {each.name: value for each in spec.filters if (value := each.read(query)) is not None}
        search = "".join(char for char in query.get("q", "") if char.isprintable()).strip()[:_MAX_SEARCH]
        sort = query.get("sort", "") if query.get("sort", "") in self.sorts else next(iter(self.sorts), "")
        return ListState(spec=spec, query=query, view=view, search=search, values=values, sort=sort)


@dataclass(frozen=True, kw_only=True)
class ListState:
    """What is asked of the list now, and the addresses of its neighbours."""

    spec: ListSpec
    query: QueryDict
    view: str
    search: str
    values: Mapping[str, Any]
    sort: str = ""

    @property
    def after(self) -> str:
        return self.query.get("after", "")

    @property
    def before(self) -> str:
        return "" if self.after else self.query.get("before", "")

    @property
    def wants_sum(self) -> bool:
        return "sum" in self.query

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.values)

    def url(self, **changes: str) -> str:
        """The address with these parameters changed ("" takes one out), back at the first page unless it names one."""
        query = self.query.copy()
        for name in [*_PAGING, *changes]:
            query.pop(name, None)
        for name, value in changes.items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    def clear_url(self) -> str:
        """The same tab without search and filters."""
        names = [param for each in self.spec.filters for param in each.params]
        return self.url(q="", **dict.fromkeys(names, ""))

    def chips(self) -> list[dict[str, Any]]:
        """One chip per filter in force, with the address that takes it out."""
        return [
            {"field": each.label, "value": each.words(self.values[each.name]), "remove_url": self.url(**dict.fromkeys(each.params, ""))}
            for each in self.spec.filters
            if each.name in self.values
        ]

    def sentence(self) -> str:
        """The filter in words, for the empty list: "Busca “panela”, Canal Loja"."""
        parts = [_("search “%(text)s”") % {"text": self.search}] if self.search else []
        return ", ".join(parts + [f"{chip['field']} {chip['value']}" for chip in self.chips()])

    def context(
        self, page: Page, *, counts: Mapping[str, int] | None = None, row_url: Callable[[Any], str] | None = None
    ) -> dict[str, Any]:
        """What ``backoffice/lists/list.html`` needs to draw this page."""
        counts = counts or {}
        views = [
            {
                "label": view.label,
                "url": self.url(view=view.name),
                "count": counts.get(view.name),
                "current": view.name == self.view,
                "bad": view.bad and bool(counts.get(view.name)),
            }
            for view in self.spec.views
            if counts.get(view.name) or not view.quiet or view.name == self.view
        ]
        return {
            "list": self,
            "columns": self.spec.columns,
            "views": views,
            "chips": self.chips(),
            "filters": [each.controls(self.query) for each in self.spec.filters],
            "hidden": [{"name": name, "value": value} for name, value in self.query.items() if name not in ("q", *_PAGING)],
            "kept": [{"name": name, "value": self.query[name]} for name in ("view", "q", "sort") if self.query.get(name)],
            "clear_url": self.clear_url(),
            "rows": [_row(self.spec.columns, row, row_url) for row in page.rows],
            "page": page,
            "previous_url": self.url(before=page.first) if page.has_previous else "",
            "next_url": self.url(after=page.last) if page.has_next else "",
            "sum_url": self.url(sum="1", after=self.after, before=self.before),
        }


def _row(columns: Sequence[Column], row: Any, row_url: Callable[[Any], str] | None) -> dict[str, Any]:
    url = row_url(row) if row_url else ""
    return {
        "cells": [
            {"css": f"{column.css} rg-p-{column.phone}".strip(), "label": column.label, "html": column.draw(row, url)} for column in columns
        ]
    }


def encode_cursor(values: Sequence[Any]) -> str:
    """Values of the sort keys -> opaque text for the URL."""
    return base64.urlsafe_b64encode(orjson.dumps([str(value) for value in values])).decode().rstrip("=")


def decode_cursor(text: str, *, length: int) -> list[str] | None:
    """The sort keys of a cursor, or None for anything that we did not write."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return None
    if not isinstance(values, list) or len(values) != length or not all(isinstance(value, str) for value in values):
        return None
    return values
