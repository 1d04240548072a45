"""Rows of the ledger: how they are written and taken back.  For the services of this folder, under the employee's lock."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from backoffice.core.actors import Actor
from hr.leave.days import DAY, Stretch
from hr.models import Employee, LeaveEntry, LeaveKind, LeaveRequest

_SORTS = {
    LeaveKind.Nature.VACATION.value: LeaveEntry.Sort.VACATION,
    LeaveKind.Nature.LEAVE.value: LeaveEntry.Sort.LEAVE,
    LeaveKind.Nature.ABSENCE.value: LeaveEntry.Sort.ABSENCE,
}


def write_days(
    employee: Employee,
    kind: LeaveKind,
    stretches: Iterable[Stretch],
    *,
    window_start: date | None,
    sold_days: int,
    request: LeaveRequest | None,
    by: Actor,
    at: datetime,
) -> list[LeaveEntry]:
    """One row for each stretch, one for days sold; one statement."""
    said = {"employee": employee, "kind": kind, "request": request, "recorded_at": at, "recorded_by": by.name}
    window = window_start if kind.nature == LeaveKind.Nature.VACATION else None
    rows = [
        LeaveEntry(
            sort=_SORTS[kind.nature],
            days=stretch.days,
            away=DateRange(stretch.first, stretch.last + DAY),
            window_start=window,
            **said,
        )
        for stretch in stretches
    ]
    if sold_days:
        rows.append(LeaveEntry(sort=LeaveEntry.Sort.SOLD, days=sold_days, window_start=window, **said))
    return LeaveEntry.objects.bulk_create(rows)


def write_reversals(entries: Sequence[LeaveEntry], *, reason: str, by: Actor, at: datetime) -> list[LeaveEntry]:
    """The mirror of each row; the database ends the life of the original.  One statement."""
    return LeaveEntry.objects.bulk_create(
        LeaveEntry(
            employee_id=entry.employee_id,
            kind_id=entry.kind_id,
            sort=entry.sort,
            days=-entry.days,
            away=entry.away,
            window_start=entry.window_start,
            request_id=entry.request_id,
            reverses=entry,
            is_live=False,
            reason=reason,
            recorded_at=at,
            recorded_by=by.name,
        )
        for entry in entries
    )
