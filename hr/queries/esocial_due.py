"""
What eSocial has to hear of, derived from the facts: nobody keeps a list by hand.

Four statements whatever the number of people: who they are, the facts, the trail, the files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf

from hr.esocial import deadlines
from hr.esocial.due import DueEvent, Fact, OpenFile, Worker, due_events
from hr.models import Employee, EsocialEvent
from hr.queries.esocial_facts import changes_in_trail, open_facts

Kind, State = EsocialEvent.Kind, EsocialEvent.State


def esocial_due(*, today: date, employee_ids: Sequence[int] | None = None) -> list[DueEvent]:
    """Everything that eSocial has to hear of and has no receipt yet, what presses most first."""
    employees = Employee.objects.exclude(category=Employee.Category.INTERN)
    if employee_ids is not None:
        employees = employees.filter(pk__in=list(employee_ids))
    workers, people = _workers(employees)
    trail = changes_in_trail(None if employee_ids is None else people.keys())
    changes = (Fact(Kind.S2205, people[key], "", day, day) for key, day in trail if key in people)
    return due_events([*open_facts(employees, today=today), *changes], workers=workers, files=_files(employees))


@dataclass(frozen=True, slots=True)
class EsocialFigures:
    """How many events are late, how many fall due within the days in which notices go out, and the first day of those."""

    late: int
    soon: int
    first_soon: date | None


def get_esocial_figures(*, today: date) -> EsocialFigures:
    """The numbers of the home page."""
    due = esocial_due(today=today)
    soon = [each.due_on for each in due if is_soon(each, today)]
    return EsocialFigures(sum(each.days_left(today) < 0 for each in due), len(soon), min(soon, default=None))


def is_soon(each: DueEvent, today: date) -> bool:
    """Whether it falls due within the days in which notices go out; what is late already is not."""
    return 0 <= each.days_left(today) <= max(deadlines.WARNING_DAYS)


def _workers(employees: "QuerySet[Employee]") -> tuple[dict[int, Worker], dict[str, int]]:
    """By the employee's id; and the ids of those who work here by the key of the person, which is what the trail knows."""
    files = EsocialEvent.objects.filter(employee=OuterRef("pk")).order_by()
    personal = files.filter(kind=Kind.S2205).exclude(state=State.SUPERSEDED).order_by("-occurred_on").values("occurred_on")[:1]
    rows = employees.order_by().values_list(
        "pk",
        "number",
        Coalesce(NullIf("person__social_name", Value("")), "person__name"),
        # Without a file the greatest is the other one.
        Greatest("admitted_on", Subquery(personal)),
        Exists(files.filter(kind=Kind.S2190, state=State.RECEIPTED)),
        "state",
        Cast("person__key", CharField()),
    )
    workers: dict[int, Worker] = {}
    people: dict[str, int] = {}
    for pk, number, called, told_until, is_announced, state, key in rows:
        workers[pk] = Worker(number, called, told_until, is_announced)
        if state == Employee.State.ACTIVE:
            people[key] = pk
    return workers, people


def _files(employees: "QuerySet[Employee]") -> dict[tuple[int, str, str], OpenFile]:
    rows = EsocialEvent.objects.filter(employee__in=employees).exclude(state__in=[State.SUPERSEDED, State.RECEIPTED]).order_by()
    names = ("employee_id", "kind", "reference", "state", "event_id")
    return {(key, kind, reference): OpenFile(state, event_id) for key, kind, reference, state, event_id in rows.values_list(*names)}
