"""Who is away when, from the ledger of leave.  For other services; screens go through the calendar, which masks health."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from hr.models import LeaveEntry


@dataclass(frozen=True, slots=True)
class Absence:
    """
    A stretch of days, both ends included.  ``sort`` is vacation, leave or absence (unjustified).

    ``motive`` is eSocial's codMotAfast, "" where S-2230 is not asked for; ``entry_id`` names the row of the ledger.
    """

    entry_id: int
    employee_id: int
    kind: str
    name: str
    sort: str
    first_day: date
    last_day: date
    motive: str
    is_paid: bool
    is_health: bool
    window_start: date | None

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


def absences(*, employee_ids: Collection[int], first: date, last: date) -> list[Absence]:
    """
    Everything live that touches a day from ``first`` to ``last`` (both included), of these employees, by first day.

    One statement.  A stretch that begins before or ends after is given whole.
    """
    found = (
        LeaveEntry.objects.filter(employee_id__in=employee_ids, is_live=True, away__overlap=DateRange(first, last + timedelta(days=1)))
        .select_related("kind")
        .order_by("away", "id")
    )
    return [_absence(entry) for entry in found]


def _absence(entry: LeaveEntry) -> Absence:
    return Absence(
        entry_id=entry.pk,
        employee_id=entry.employee_id,
        kind=entry.kind.code,
        name=entry.kind.name,
        sort=entry.sort,
        first_day=entry.away.lower,
        last_day=entry.away.upper - timedelta(days=1),
        motive=entry.kind.motive,
        is_paid=entry.kind.is_paid,
        is_health=entry.kind.is_health,
        window_start=entry.window_start,
    )
