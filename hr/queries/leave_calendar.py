"""Who of the people in sight is away in a month."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from backoffice.core.actors import Actor
from hr.leave.days import DAY
from hr.models import Delegation, Employee, JobTerm, ManagerTerm, RequestedDays
from hr.queries.absences import absences
from hr.queries.leave_requests import shown_kind
from hr.queries.standing import holidays_between

PEOPLE_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Away:
    """A stretch of one person as the reader may know it; ``is_asked``: not decided yet."""

    first: date
    last: date
    label: str
    sort: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One person of the calendar; ``holidays`` of the place where the person works."""

    number: str
    name: str
    stretches: list[Away]
    holidays: dict[date, str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """``lines``: one page of the ``people``; ``away``: of all of them, by first day, with the name."""

    lines: list[CalendarLine]
    away: list[tuple[str, Away]]
    people: int


def read_calendar(*, first: date, last: date, actor: Actor, today: date, department: str = "", page: int = 0) -> Calendar:
    """
    The people in sight by name with what they have between two days.  A fixed number of statements, one for each place of work.
    """
    people = in_sight(actor, today)
    if department.isdigit():
        people = people.filter(job_terms__valid__contains=today, job_terms__department_id=int(department)).distinct()
    everybody = list(people.values_list("pk", "user_id", "person__social_name", "person__name"))
    own = {pk for pk, user, _social, _civil in everybody if actor.kind == "user" and user == actor.id}
    found = _stretches([row[0] for row in everybody], own=own, first=first, last=last, actor=actor)
    away = [(social or civil, each) for pk, _user, social, civil in everybody for each in found.get(pk, [])]
    ordered = people.select_related("person").order_by(Lower("person__name"), "pk")
    shown = list(ordered[page * PEOPLE_A_PAGE : (page + 1) * PEOPLE_A_PAGE])
    places = _places([employee.pk for employee in shown], today)
    days = {scopes: holidays_between(first, last, scopes=scopes) for scopes in {("BR",), *places.values()}}
    lines = [
        CalendarLine(
            employee.number, employee.person.called, sorted(found.get(employee.pk, []), key=_by_day), days[places.get(employee.pk, ("BR",))]
        )
        for employee in shown
    ]
    return Calendar(lines, sorted(away, key=lambda row: (row[1].first, row[0])), len(everybody))


def _stretches(ids: list[int], *, own: set[int], first: date, last: date, actor: Actor) -> dict[int, list[Away]]:
    """What these people have between two days, granted or asked; two statements."""
    found: dict[int, list[Away]] = {}
    for each in absences(employee_ids=ids, first=first, last=last):
        label = shown_kind(each.name, is_health=each.is_health, is_own=each.employee_id in own, actor=actor)
        found.setdefault(each.employee_id, []).append(Away(each.first_day, each.last_day, label, each.sort, is_asked=False))
    asked = RequestedDays.objects.filter(request__employee_id__in=ids, request__state="asked", first_day__lte=last, last_day__gte=first)
    for row in asked.select_related("request__kind").order_by("first_day"):
        kind = row.request.kind
        label = shown_kind(kind.name, is_health=kind.is_health, is_own=row.request.employee_id in own, actor=actor)
        found.setdefault(row.request.employee_id, []).append(Away(row.first_day, row.last_day, label, kind.nature, is_asked=True))
    return found


def in_sight(actor: Actor, today: date) -> QuerySet[Any]:
    """Active people whose leave the actor may see: everybody, or oneself, one's team, and the team one stands in for."""
    active = Employee.objects.filter(state=Employee.State.ACTIVE)
    if actor.may("hr.view_leave"):
        return active
    held = Delegation.objects.filter(delegate__user_id=actor.id, valid__contains=today, ended_at=None).values("manager_id")
    led = ManagerTerm.objects.filter(Q(manager__user_id=actor.id) | Q(manager_id__in=held), valid__contains=today)
    return active.filter(Q(user_id=actor.id) | Q(pk__in=led.values("employee_id"))) if actor.kind == "user" else active.none()


def colleagues_away(*, employee: Employee, first: date, last: date, actor: Actor, today: date) -> list[tuple[str, Away]]:
    """Who of the same manager's people is away between two days, with the name; two statements."""
    manager = ManagerTerm.objects.filter(employee=employee, valid__contains=today).values("manager_id")[:1]
    team = ManagerTerm.objects.filter(manager_id__in=manager, valid__contains=today).exclude(employee=employee)
    names = {row.employee_id: row.employee.person.called for row in team.select_related("employee__person")}
    found = absences(employee_ids=list(names), first=first, last=last)
    return [
        (
            names[each.employee_id],
            Away(
                each.first_day, each.last_day, shown_kind(each.name, is_health=each.is_health, is_own=False, actor=actor), each.sort, False
            ),
        )
        for each in found
    ]


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - DAY


def departments_in_sight(actor: Actor, today: date) -> list[tuple[int, str]]:
    """The departments of the people in sight, for a filter; one statement."""
    terms = JobTerm.objects.filter(employee__in=in_sight(actor, today), valid__contains=today)
    return list(terms.order_by("department__name").values_list("department_id", "department__name").distinct())


def _places(ids: list[int], today: date) -> dict[int, tuple[str, ...]]:
    terms = JobTerm.objects.filter(employee_id__in=ids, valid__contains=today)
    rows = terms.values_list("employee_id", "establishment__state", "establishment__city_code")
    return {employee_id: ("BR", state, city) for employee_id, state, city in rows}


def _by_day(away: Away) -> tuple[date, date]:
    return away.first, away.last
