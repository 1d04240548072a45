"""What has a clock: vacation that must begin, probation that ends.  Told once at each mark, however often this runs."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from backoffice.core import clock
from backoffice.intranet import kinds, people
from backoffice.intranet.services import NoticeDraft, notify
from hr.leave.probation import TOLD_BEFORE
from hr.models import Employee, ManagerTerm, VacationWindow
from hr.queries.leave_due import ending_probations
from hr.services.leave.deciders import MANAGE
from hr.services.leave.standard import ensure_holidays
from hr.services.leave.windows import refresh_vacation_windows

# Days before the last possible start of the vacation; 0: it can no longer end in time.
VACATION_MARKS = (90, 60, 30, 0)
_AT_ONCE = 500


def run_daily_leave(*, at: datetime) -> int:
    """
    Open new years of acquisition, keep the holidays ahead, tell who is near a limit.  Returns how many notices there are.

    Harmless when run twice a day or after days of standing still.
    """
    today = clock.company_date(at)
    ensure_holidays(today=today)
    active = list(Employee.objects.filter(state=Employee.State.ACTIVE).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(active), _AT_ONCE):
        refresh_vacation_windows(employee_ids=active[start : start + _AT_ONCE], today=today)
    drafts = [*_vacation(today), *_probation(today)]
    return notify(drafts=drafts, at=at)


def mark_reached(days_left: int, marks: Collection[int]) -> int | None:
    """The tightest mark that so many days are within; None if it is far away."""
    return min((mark for mark in marks if days_left <= mark), default=None)


def _vacation(today: date) -> Iterator[NoticeDraft]:
    soon = VacationWindow.objects.filter(
        latest_start__lte=today + timedelta(days=max(VACATION_MARKS)), employee__state=Employee.State.ACTIVE
    )
    windows = list(soon.select_related("employee").order_by("latest_start", "pk"))
    told = _Recipients([window.employee_id for window in windows], today)
    for window in windows:
        assert window.latest_start is not None
        left = (window.latest_start - today).days
        mark = mark_reached(left, VACATION_MARKS)
        number = window.employee.number
        data = {"number": number, "days": left, "day": window.latest_start.isoformat(), "limit": window.limit_on.isoformat()}
        url = f"{reverse('vacation_control')}?q={number}"
        yield NoticeDraft(kinds.VACATION_LIMIT, told.of(window.employee), data, url, f"vacation:{window.employee_id}:{window.start}:{mark}")


def _probation(today: date) -> Iterator[NoticeDraft]:
    ending = ending_probations(today=today, within=max(TOLD_BEFORE))
    told = _Recipients([employee.pk for employee, _end in ending], today)
    for employee, end in ending:
        mark = mark_reached((end - today).days, TOLD_BEFORE)
        data = {"number": employee.number, "days": (end - today).days, "day": end.isoformat()}
        if employee.probation_until is not None and end < employee.probation_until:
            data["until"] = employee.probation_until.isoformat()
        url = reverse("probations")
        yield NoticeDraft(kinds.PROBATION_ENDS, told.of(employee), data, url, f"probation:{employee.pk}:{end}:{mark}")


class _Recipients:
    """Whom to tell of each of these employees: the people area and the manager of today, never the person; two statements."""

    def __init__(self, employee_ids: Collection[int], today: date) -> None:
        terms = ManagerTerm.objects.filter(employee_id__in=employee_ids, valid__contains=today, manager__user__isnull=False)
        self.managers = dict(terms.values_list("employee_id", "manager__user_id"))
        self.office = people.ids_with(MANAGE) if employee_ids else []

    def of(self, employee: Employee) -> tuple[int, ...]:
        told = [*self.office, self.managers.get(employee.pk)]
        return tuple(user_id for user_id in dict.fromkeys(told) if user_id is not None and user_id != employee.user_id)
