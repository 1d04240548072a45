"""The read door of a list: an area hands one out for a filter, and screen, export and bulk act read through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from backoffice.core.lists.estimate import planned_rows
from backoffice.core.lists.keyset import Sort, Values, cut

Row = TypeVar("Row")


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

    @property
    def is_whole(self) -> bool:
        return not self.has_previous and not self.has_next


@dataclass(frozen=True, kw_only=True)
class Reader(Generic[Row]):
    """
    The rows of one filter, narrowed to what the actor may know of; the queryset itself stays inside.

    ``make`` turns what was read (mappings of ``fields``, or model rows without them) into the area's rows, masks applied.
    ``key`` is the field that names a row to a bulk act; ``amount`` sums the whole filter.
    """

    rows: "QuerySet[Any]"
    make: Callable[[list[Any]], list[Row]]
    fields: tuple[str, ...] = ()
    key: str = "pk"
    amount: "Callable[[QuerySet[Any]], Decimal | None] | None" = None

    def page(self, sort: Sort, *, after: Values | None = None, before: Values | None = None, limit: int) -> Page:
        """One page, in one statement."""
        rows = self.rows
        if self.fields:
            plain = [key.field for key in sort.keys if key.expression is None and key.field not in self.fields]
            made = [key.field for key in sort.keys if key.expression is not None]
            rows = sort.annotate(rows).values(*self.fields, *plain, *made)
        found = cut(rows, sort, after=after, before=before, limit=limit)
        ends = (sort.cursor(found.items[0]), sort.cursor(found.items[-1])) if found.items else ("", "")
        return Page(self.make(found.items), *ends, has_previous=found.has_previous, has_next=found.has_next)

    def count(self, *, limit: int | None = None) -> int:
        """How many rows; counting stops at ``limit``."""
        rows = self.rows.order_by()
        return rows[:limit].count() if limit is not None else rows.count()

    def estimate(self) -> int:
        """About how many rows, without reading one."""
        return planned_rows(self.rows)

    def total(self) -> Decimal | None:
        """The sum of the filter, exact; None where the list has none or the actor may not know it."""
        return self.amount(self.rows.order_by()) if self.amount else None

    def newest(self) -> int:
        """The id of the newest row there is, whatever the filter: what comes later was not meant by who looked now."""
        return self.rows.model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0

    def keys(self, *, after: int = 0, until: int, limit: int) -> list[tuple[int, str]]:
        """(id, key) of up to ``limit`` rows that existed at ``until``, oldest first, from the one after ``after``."""
        rows = self.rows.filter(pk__gt=after, pk__lte=until).order_by("pk").values_list("pk", self.key)
        return [(pk, str(key)) for pk, key in rows[:limit]]

    def count_until(self, until: int) -> int:
        """How many rows of the filter existed at ``until``."""
        return self.rows.order_by().filter(pk__lte=until).count()
