"""How a person's vacation stands, and the calendar of where the person works: what the rules of leave ask for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from hr.leave.days import DAY, Stretch, Workplace, plus_years, rest_weekdays
from hr.leave.vacation import Standing, days_of_right
from hr.leave.windows import Interruption, Window, acquisition_windows
from hr.models import Employee, Holiday, JobTerm, LeaveEntry, LeaveRequest, ScheduleTerm, WorkDay

ADULT_AT = 18
# A start is moved at most a month ahead to find a free day.
LOOK_AHEAD = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class WindowStanding:
    """A year of acquisition: its rule-side ``standing`` and where its figures come from."""

    window: Window
    standing: Standing
    absence_days: int
    right_days: int
    corrected_days: int
    taken_days: int
    sold_days: int


def list_live_entries(employee_ids: Collection[int]) -> list[LeaveEntry]:
    """Every live row of these employees' ledgers with its kind, one statement."""
    return list(LeaveEntry.objects.filter(employee_id__in=employee_ids, is_live=True).select_related("kind").order_by("away", "id"))


def standings_of(
    employee: Employee, entries: Sequence[LeaveEntry], *, today: date, asked: Sequence[LeaveRequest] = ()
) -> list[WindowStanding]:
    """
    Every year of acquisition that has begun by today, oldest first; days ``asked`` for count as taken, so that nobody asks twice.

    Pure arithmetic over rows that were read before.
    """
    until = min(today, employee.ended_on) if employee.ended_on else today
    interruptions = [
        Interruption(stretch_of(entry), entry.kind.window_effect) for entry in entries if entry.away and entry.kind.window_effect != "none"
    ]
    born = employee.person.birth_date
    is_minor = born is not None and plus_years(born, ADULT_AT) > today
    windows = acquisition_windows(admitted_on=employee.admitted_on, until=until, interruptions=interruptions)
    return [_standing(employee, window, entries, asked, is_minor=is_minor) for window in windows]


def stretch_of(entry: LeaveEntry) -> Stretch:
    return Stretch(entry.away.lower, entry.away.upper - DAY)


def list_asked(employee_id: int, *, besides: int | None = None) -> list[LeaveRequest]:
    """The person's open requests with their days."""
    open_ones = LeaveRequest.objects.filter(employee_id=employee_id, state=LeaveRequest.State.ASKED)
    if besides is not None:
        open_ones = open_ones.exclude(pk=besides)
    return list(open_ones.select_related("kind").prefetch_related("periods"))


def workplace_of(employee_id: int, stretches: Iterable[Stretch], *, today: date) -> Workplace:
    """
    Days of rest and holidays where the person works when the first stretch begins (today, if that has no terms yet).

    Three statements.
    """
    first = min((stretch.first for stretch in stretches), default=today)
    last = max((stretch.last for stretch in stretches), default=today)
    schedule = (
        ScheduleTerm.objects.filter(employee_id=employee_id, valid__contains=first).values_list("schedule_id", "schedule__journey").first()
    )
    rest = Workplace().rest_weekdays
    if schedule is not None:
        worked = WorkDay.objects.filter(schedule_id=schedule[0]).values_list("weekday", flat=True)
        rest = rest_weekdays(worked=worked, journey=schedule[1])
    place = JobTerm.objects.filter(employee_id=employee_id, valid__contains=first).values_list(
        "establishment__state", "establishment__city_code"
    )
    scopes = [Holiday.NATIONAL, *(place.first() or ())]
    return Workplace(rest_weekdays=rest, holidays=holidays_between(first - DAY, last + LOOK_AHEAD, scopes=scopes))


def holidays_between(first: date, last: date, *, scopes: Collection[str]) -> dict[date, str]:
    """The holidays that hold in these places, by day; one statement."""
    rows = Holiday.objects.filter(Q(scope__in=scopes), day__range=(first, last), is_active=True).order_by("day", "-scope")
    return {row.day: row.name for row in rows}


def _standing(
    employee: Employee, window: Window, entries: Sequence[LeaveEntry], asked: Sequence[LeaveRequest], *, is_minor: bool
) -> WindowStanding:
    of_window = [entry for entry in entries if entry.window_start == window.start]
    taken = [entry.days for entry in of_window if entry.sort == LeaveEntry.Sort.VACATION]
    sold = sum(entry.days for entry in of_window if entry.sort == LeaveEntry.Sort.SOLD)
    corrected = sum(entry.days for entry in of_window if entry.sort == LeaveEntry.Sort.CORRECTION)
    is_intern = employee.contract_kind == Employee.ContractKind.INTERN
    missed = sum(stretch_of(entry).within(window.start, window.end) for entry in entries if entry.sort == LeaveEntry.Sort.ABSENCE)
    # Interns: 30 days whatever they missed (Lei 11.788 art. 13).
    right = 0 if window.is_lost else days_of_right(0 if is_intern else missed)
    waiting = [request for request in asked if request.window_start == window.start]
    wished = [(row.last_day - row.first_day).days + 1 for request in waiting for row in request.periods.all()]
    to_sell = sum(request.sold_days for request in waiting)
    standing = Standing(
        window=window,
        right=right + corrected,
        parts=(*taken, *wished),
        sold=sold + to_sell,
        waiting=sum(wished) + to_sell,
        is_intern=is_intern,
        is_minor=is_minor,
    )
    return WindowStanding(window, standing, missed, right, corrected, sum(taken), sold)
