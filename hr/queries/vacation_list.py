"""Vacation control: every year of acquisition with its balance and its limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort, keyset
from hr.models import JobTerm, VacationWindow
from hr.queries.leave_requests import CALLED, searched

NEAR = timedelta(days=90)
VIEWS = ("open", "near", "double", "all")
SORTS: tuple[Sort, ...] = (
    Sort(name="limit", label=_("Nearest limit first"), keys=(Key("limit_on", keyset.day), Key("id"))),
    Sort(name="-limit", label=_("Farthest limit first"), keys=(Key("limit_on", keyset.day), Key("id"))),
    Sort(name="-balance", label=_("Most days first"), keys=(Key("balance"), Key("id"))),
    Sort(name="number", label=_("By registration number"), keys=(Key("employee__number", keyset.word), Key("id"))),
)
_FIELDS = (
    "id",
    "employee_id",
    "employee__number",
    "called",
    "start",
    "end",
    "limit_on",
    "is_lost",
    "absence_days",
    "right_days",
    "corrected_days",
    "taken_days",
    "sold_days",
    "balance",
    "latest_start",
    "department",
)


@dataclass(frozen=True, slots=True)
class WindowRow:
    """``state``: acquiring, open, near (90 days to the last start), late (can no longer end in time), double, done, lost."""

    id: int
    employee_id: int
    number: str
    name: str
    department: str
    start: date
    end: date
    limit_on: date
    latest_start: date | None
    absence_days: int
    right: int
    taken_days: int
    sold_days: int
    balance: int
    state: str

    @property
    def double_from(self) -> date:
        return self.limit_on + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class WindowFilter:
    view: str = "open"
    search: str = ""
    departments: Sequence[str] = ()
    limit_from: date | None = None
    limit_to: date | None = None


def read_windows(*, filters: WindowFilter, actor: Actor, today: date) -> Reader[WindowRow]:
    """The years of acquisition of a filter, of active people; a page is one statement."""
    rows = windows_of_view(filters.view, actor=actor, today=today)
    if filters.departments:
        ids = [int(each) for each in filters.departments]
        held = JobTerm.objects.filter(employee=OuterRef("employee"), valid__contains=today, department__in=ids)
        rows = rows.filter(Exists(held))
    if filters.limit_from:
        rows = rows.filter(limit_on__gte=filters.limit_from)
    if filters.limit_to:
        rows = rows.filter(limit_on__lte=filters.limit_to)
    department = JobTerm.objects.filter(employee=OuterRef("employee"), valid__contains=today).values("department__name")[:1]
    whole = searched(rows, filters.search).annotate(called=CALLED, department=department)
    return Reader(rows=whole, fields=_FIELDS, make=lambda found: [window_row(row, today) for row in found])


def count_window_views(*, actor: Actor, today: date) -> dict[str, int]:
    """How many years each tab has, one statement."""
    rows = _in_sight(actor).order_by()
    return rows.aggregate(**{view: Count("pk", filter=_of_view(view, today), distinct=True) for view in VIEWS})


def windows_of_view(view: str, *, actor: Actor, today: date) -> QuerySet[VacationWindow]:
    """The years of a tab, of the active people in the actor's sight."""
    return _in_sight(actor).filter(_of_view(view, today))


def windows_of(employee_id: int, *, today: date) -> list[WindowRow]:
    """The years of one person, newest first; one statement.  The caller has asked whether they may be seen."""
    rows = VacationWindow.objects.filter(employee_id=employee_id).annotate(called=CALLED).order_by("-start")
    return [window_row(row | {"department": ""}, today) for row in rows.values(*(name for name in _FIELDS if name != "department"))]


def window_row(row: Mapping[str, Any], today: date) -> WindowRow:
    return WindowRow(
        id=row["id"],
        employee_id=row["employee_id"],
        number=row["employee__number"],
        name=row["called"],
        department=row["department"] or "",
        start=row["start"],
        end=row["end"],
        limit_on=row["limit_on"],
        latest_start=row["latest_start"],
        absence_days=row["absence_days"],
        right=row["right_days"] + row["corrected_days"],
        taken_days=row["taken_days"],
        sold_days=row["sold_days"],
        balance=row["balance"],
        state=_state(row, today),
    )


def _in_sight(actor: Actor) -> QuerySet[VacationWindow]:
    return policy.visible(actor, VacationWindow.objects.filter(employee__state="active"))


def _of_view(view: str, today: date) -> Q:
    held = Q(balance__gt=0, end__lt=today, is_lost=False)
    return {
        "open": held,
        "near": held & Q(latest_start__lte=today + NEAR, limit_on__gte=today),
        "double": held & Q(limit_on__lt=today, latest_start__isnull=False),
    }.get(view, Q())


def _state(row: Mapping[str, Any], today: date) -> str:
    if row["is_lost"]:
        return "lost"
    if row["end"] >= today:
        return "acquiring"
    if row["balance"] <= 0:
        return "done"
    if row["latest_start"] is None:
        return "open"
    if row["limit_on"] < today:
        return "double"
    if row["latest_start"] < today:
        return "late"
    return "near" if row["latest_start"] <= today + NEAR else "open"
