"""
What the register sheet of an employee says (Portaria MTP 671/2021, art. 14): item I by the day before the start, item II by the
15th of the next month (a: also ethnicity and race, Portaria MTE 3.784/2023), item III with each change.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hr.models import AddressTerm, WorkSchedule
from hr.queries.file import EmployeeFile, TermLine, history_of, personal_side
from hr.words import DISABILITIES


@dataclass(frozen=True, slots=True)
class Sheet:
    """``establishment`` is where the employee works on the day of the file; lines are oldest first."""

    file: EmployeeFile
    establishment: Any
    address: AddressTerm | None
    pay: list[TermLine]
    jobs: list[TermLine]
    schedules: list[TermLine]
    addresses: list[TermLine]
    dependents: list[Any]
    days: list[dict[str, Any]]
    disabilities: str


def read_sheet(file: EmployeeFile) -> Sheet:
    """Everything on the sheet; the caller has seen to it that the reader may see pay and disabilities, and notes the look."""
    side = personal_side(file, show_bank=False)
    lines = [line for line in reversed(history_of(file, show_pay=True)) if line.replaced_at is None]
    by_kind = {kind: [line for line in lines if line.kind == kind] for kind in ("pay", "job", "schedule", "address")}
    codes = json.loads(file.employee.person.disabilities or "[]")
    return Sheet(
        file=file,
        establishment=file.job.establishment if file.job else None,
        address=side.address,
        pay=by_kind["pay"],
        jobs=by_kind["job"],
        schedules=by_kind["schedule"],
        addresses=by_kind["address"],
        dependents=list(side.dependents),
        days=_days(file.schedule.schedule) if file.schedule else [],
        disabilities=", ".join(str(DISABILITIES[code]) for code in codes) or _("none"),
    )


def _days(schedule: WorkSchedule) -> list[dict[str, Any]]:
    """The working days of a week; Monday is 0."""
    return [
        {"weekday": row.weekday, "from": row.starts_at, "to": row.ends_at, "pause": row.break_minutes}
        for row in schedule.days.order_by("weekday")
    ]
