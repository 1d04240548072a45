"""Keep the table of years of acquisition true to admission and ledger."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db import transaction

from hr.leave.vacation import latest_start
from hr.models import Employee, VacationWindow
from hr.queries.standing import WindowStanding, list_live_entries, standings_of

_FIGURES = [
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
]


@transaction.atomic
def refresh_vacation_windows(*, employee_ids: Collection[int], today: date) -> int:
    """
    Compute the years of acquisition of these employees anew; returns how many there are.

    Four statements whatever the number of people.  Harmless when run twice.
    """
    employees = list(Employee.objects.select_related("person").filter(pk__in=employee_ids).exclude(state=Employee.State.PREPARING))
    ledger: dict[int, list] = {}
    for entry in list_live_entries([employee.pk for employee in employees]):
        ledger.setdefault(entry.employee_id, []).append(entry)
    rows = [row for employee in employees for row in _rows(employee, standings_of(employee, ledger.get(employee.pk, []), today=today))]
    VacationWindow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["employee", "start"], update_fields=_FIGURES)
    starts = {(row.employee_id, row.start) for row in rows}
    stored = VacationWindow.objects.filter(employee_id__in=employee_ids).values_list("pk", "employee_id", "start")
    gone = [pk for pk, employee_id, start in stored if (employee_id, start) not in starts]
    if gone:
        # A leave that restarts the year moves all windows after it.
        VacationWindow.objects.filter(pk__in=gone).delete()
    return len(rows)


def _rows(employee: Employee, standings: list[WindowStanding]) -> Iterator[VacationWindow]:
    for each in standings:
        # Who left is paid what is open; nobody has to begin a vacation any more.
        starts = latest_start(each.window, each.standing.balance) if employee.ended_on is None and not each.standing.is_intern else None
        yield VacationWindow(
            employee=employee,
            start=each.window.start,
            end=each.window.end,
            limit_on=each.window.limit_on,
            is_lost=each.window.is_lost,
            absence_days=each.absence_days,
            right_days=each.right_days,
            corrected_days=each.corrected_days,
            taken_days=each.taken_days,
            sold_days=each.sold_days,
            balance=each.standing.balance,
            latest_start=starts,
        )
