"""Vacations whose notice is to be handed over, with what the paper says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from hr.leave.days import DAY, next_work_day
from hr.leave.vacation import notice_due_on, pay_due_on
from hr.models import Holiday, JobTerm, LeaveEntry, ScheduleTerm, VacationWindow, WorkDay

# A notice is handed over 30 days before; a little earlier it is prepared.
AHEAD = timedelta(days=75)


@dataclass(frozen=True, slots=True, kw_only=True)
class VacationNotice:
    """One part of a vacation.  ``sold_days`` stand on the notice of the first part of their year."""

    entry_id: int
    number: str
    name: str
    position: str
    department: str
    establishment: str
    cnpj: str
    city: str
    window_start: date
    window_end: date
    first: date
    last: date
    days: int
    sold_days: int
    back_on: date

    @property
    def notice_on(self) -> date:
        return notice_due_on(self.first)

    @property
    def pay_on(self) -> date:
        return pay_due_on(self.first)


def list_notices(*, today: date, limit: int = 200) -> list[VacationNotice]:
    """Vacations that begin from today on and soon, the nearest first; seven statements."""
    return _notices(_live().filter(away__startswith__gte=today, away__startswith__lte=today + AHEAD).order_by("away", "pk")[:limit])


def notices_of(entry_ids: Collection[int]) -> list[VacationNotice]:
    """These vacations as far as they are live, by first day; seven statements."""
    return _notices(_live().filter(pk__in=entry_ids).order_by("away", "pk"))


def _live() -> QuerySet[LeaveEntry]:
    rows = LeaveEntry.objects.filter(sort=LeaveEntry.Sort.VACATION, is_live=True)
    return rows.select_related("employee__person")


def _notices(entries: QuerySet[LeaveEntry]) -> list[VacationNotice]:
    found = list(entries)
    ids = {entry.employee_id for entry in found}
    terms = JobTerm.objects.filter(employee_id__in=ids).select_related("position", "department", "establishment").order_by("valid")
    jobs: dict[int, list[JobTerm]] = {}
    for term in terms:
        jobs.setdefault(term.employee_id, []).append(term)
    ends = {(row.employee_id, row.start): row.end for row in VacationWindow.objects.filter(employee_id__in=ids)}
    sold: dict[tuple[int, date | None], int] = {}
    for row in LeaveEntry.objects.filter(employee_id__in=ids, sort=LeaveEntry.Sort.SOLD, is_live=True):
        key = row.employee_id, row.window_start
        sold[key] = sold.get(key, 0) + row.days
    calendars = _Calendars(found, ids)
    made = []
    for entry in found:
        held = [term for term in jobs.get(entry.employee_id, []) if term.valid.lower <= entry.away.lower]
        if not held or entry.window_start is None:
            continue
        place = held[-1].establishment
        made.append(
            VacationNotice(
                entry_id=entry.pk,
                number=entry.employee.number,
                name=entry.employee.person.name,
                position=held[-1].position.name,
                department=held[-1].department.name,
                establishment=place.name,
                cnpj=place.cnpj,
                city=f"{place.city}/{place.state}",
                window_start=entry.window_start,
                window_end=ends.get((entry.employee_id, entry.window_start), entry.window_start),
                first=entry.away.lower,
                last=entry.away.upper - DAY,
                days=entry.days,
                sold_days=sold.pop((entry.employee_id, entry.window_start), 0),
                back_on=calendars.back_after(entry, ("BR", place.state, place.city_code)),
            )
        )
    return made


class _Calendars:
    """When each of these people is back at work: the next working day of the schedule that is no holiday there; three statements."""

    def __init__(self, entries: list[LeaveEntry], ids: Collection[int]) -> None:
        terms = ScheduleTerm.objects.filter(employee_id__in=ids).order_by("valid")
        self.terms: dict[int, list[ScheduleTerm]] = {}
        for term in terms:
            self.terms.setdefault(term.employee_id, []).append(term)
        self.worked: dict[int, set[int]] = {}
        schedules = {term.schedule_id for held in self.terms.values() for term in held}
        for schedule_id, weekday in WorkDay.objects.filter(schedule_id__in=schedules).values_list("schedule_id", "weekday"):
            self.worked.setdefault(schedule_id, set()).add(weekday)
        days = [entry.away.upper for entry in entries]
        span = (min(days), max(days) + timedelta(days=31)) if days else (date.min, date.min)
        self.holidays = list(Holiday.objects.filter(day__range=span, is_active=True).values_list("day", "scope"))

    def back_after(self, entry: LeaveEntry, scopes: tuple[str, ...]) -> date:
        held = [term for term in self.terms.get(entry.employee_id, []) if term.valid.lower <= entry.away.lower]
        worked = self.worked.get(held[-1].schedule_id, set()) if held else set()
        return next_work_day(entry.away.upper, worked, {day for day, scope in self.holidays if scope in scopes})
