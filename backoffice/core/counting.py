"""Several counts in one statement, for pages that show many numbers."""

from typing import Any

from django.db.models import Count, Min, QuerySet, Value


def count_each(**rows: "QuerySet[Any]") -> dict[str, int]:
    """How many rows each queryset has, by its name; one statement for all of them."""
    return dict.fromkeys(rows, 0) | dict(_together({name: _named(name, each) for name, each in rows.items()}, "number"))


def count_with_first(**rows: tuple["QuerySet[Any]", str]) -> dict[str, tuple[int, Any]]:
    """
    By name how many rows each queryset has, and the least value of the named field (None without rows); one statement.

    The fields are of one type.  A field of related rows counts each row once.
    """
    counted = {name: _named(name, each).annotate(first=Min(field)) for name, (each, field) in rows.items()}
    return dict.fromkeys(rows, (0, None)) | {name: (number, first) for name, number, first in _together(counted, "number", "first")}


def _named(name: str, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    named: QuerySet[Any] = rows.order_by().annotate(counted_as=Value(name)).values("counted_as")
    counted: QuerySet[Any] = named.annotate(number=Count("pk", distinct=True))
    return counted


def _together(counted: "dict[str, QuerySet[Any]]", *figures: str) -> "QuerySet[Any]":
    first, *others = (each.values_list("counted_as", *figures) for each in counted.values())
    together: QuerySet[Any] = first.union(*others, all=True)
    return together
