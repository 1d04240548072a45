"""
Pages by keyset: each sort is a chain of keys that ends in a unique one, so a page costs the same at row 50 and at row
500,000, and no row is shown twice while new ones arrive.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Expression, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from backoffice.core.lists.cursors import decode_cursor, encode_cursor

Item = TypeVar("Item")
Values = tuple[Any, ...]
MAX_ID = 2**63


def whole(text: str) -> int:
    """:raises ValueError: no row id"""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
    if not 0 <= number < MAX_ID:
        raise ValueError(text)
    return number


def moment(text: str) -> datetime:
    """:raises ValueError: no moment, or one without its zone"""
    at = datetime.fromisoformat(text)
    if not timezone.is_aware(at):
        raise ValueError(text)
    return at


def amount(text: str) -> Decimal:
    """:raises ValueError: no finite number"""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite():
        raise ValueError(text)
    return number


def word(text: str) -> str:
    """:raises ValueError: text that no row can hold"""
    if "\x00" in text:
        raise ValueError(text)
    return text


day: Callable[[str], date] = date.fromisoformat


@dataclass(frozen=True, slots=True)
class Key:
    """One sort key: a field's path (or the name of ``expression``), and how its text is read back from a cursor."""

    field: str
    parse: Callable[[str], Any] = whole
    expression: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Sort:
    """
    One declared order of a list.  ``name`` stands in the URL, with "-" before it for descending; the last key is unique.

    All keys run in one direction, so that one index on them serves the order, its reverse and every page.
    """

    name: str
    label: "str | Promise"
    keys: tuple[Key, ...]

    @property
    def is_descending(self) -> bool:
        return self.name.startswith("-")

    def annotate(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """The queryset with the keys that are expressions, unless it has them."""
        there = rows.query.annotations
        expressions = {key.field: key.expression for key in self.keys if key.expression is not None and key.field not in there}
        return rows.annotate(**expressions) if expressions else rows

    def values_of(self, item: Any) -> Values:
        """The keys of a model's row or of a mapping."""
        if isinstance(item, Mapping):
            return tuple(item[key.field] for key in self.keys)
        return tuple(attrgetter(key.field.replace("__", "."))(item) for key in self.keys)

    def cursor(self, item: Any) -> str:
        return encode_cursor([self.name, *self.values_of(item)])

    def read(self, cursor: str) -> Values | None:
        """The keys of a cursor of this sort; None (the first page) for anything that we did not write."""
        texts = decode_cursor(cursor, length=len(self.keys) + 1) if cursor else None
        if texts is None or texts[0] != self.name:
            return None
        try:
            return tuple(key.parse(text) for key, text in zip(self.keys, texts[1:], strict=True))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Cut(Generic[Item]):
    """A stretch of the rows, always in the sort's own direction."""

    items: list[Item]
    has_previous: bool
    has_next: bool


def cut(rows: "QuerySet[Any]", sort: Sort, *, after: Values | None = None, before: Values | None = None, limit: int) -> Cut[Any]:
    """Up to ``limit`` rows after (or before) the row with these keys, in one statement."""
    rows = sort.annotate(rows)
    if before is not None and after is None:
        found = list(rows.filter(beyond(sort, before, forward=False)).order_by(*order(sort, forward=False))[: limit + 1])
        return Cut(found[:limit][::-1], len(found) > limit, True)
    if after is not None:
        rows = rows.filter(beyond(sort, after, forward=True))
    found = list(rows.order_by(*order(sort, forward=True))[: limit + 1])
    return Cut(found[:limit], after is not None, len(found) > limit)


def beyond(sort: Sort, values: Values, *, forward: bool) -> Q:
    """The rows after these keys (before them, if not ``forward``)."""
    compare = "gt" if sort.is_descending != forward else "lt"
    *outer, last = zip(sort.keys, values, strict=True)
    condition = Q(**{f"{last[0].field}__{compare}": last[1]})
    for key, value in reversed(outer):
        condition = Q(**{f"{key.field}__{compare}": value}) | (Q(**{key.field: value}) & condition)
    # Said once more for the first key alone: this is what the index is entered by.
    return condition & Q(**{f"{sort.keys[0].field}__{compare}e": values[0]})


def order(sort: Sort, *, forward: bool) -> list[str]:
    sign = "-" if sort.is_descending == forward else ""
    return [f"{sign}{key.field}" for key in sort.keys]
