"""The file of one employee: who it is, what holds on which day, what was put right, as far as the reader may see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backoffice.core.actors import Actor
from hr.models import (
    AddressTerm,
    CorrectedTerm,
    CostCenter,
    Department,
    Dependent,
    EmergencyContact,
    Employee,
    Establishment,
    JobTerm,
    ManagerTerm,
    PayAccount,
    Position,
    ScheduleTerm,
    WorkSchedule,
)
from hr.queries.people import get_employee
from hr.queries.photos import photo_ids
from hr.queries.sight import Sight, sight_of


@dataclass(frozen=True, slots=True)
class EmployeeFile:
    """``day`` is when its present terms are read: today, the last day of who left, the first of who is still to come."""

    employee: Employee
    sight: Sight
    day: date
    job: JobTerm | None
    schedule: ScheduleTerm | None
    manager: Employee | None
    team_count: int
    photo: UUID | None


@dataclass(frozen=True, slots=True)
class TermLine:
    """One stretch of the history.  ``values`` are the row's own fields; ``replaced_at`` is set on what was put right."""

    kind: str
    first: date
    until: date | None
    values: dict[str, Any]
    reason: str
    recorded_at: datetime
    recorded_by: str
    replaced_at: datetime | None = None
    replaced_by: str = ""

    def holds_on(self, day: date) -> bool:
        return self.replaced_at is None and self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class PersonalSide:
    """What hangs on the person; empty where the reader may not see it."""

    address: AddressTerm | None
    dependents: Sequence[Dependent]
    contacts: Sequence[EmergencyContact]
    accounts: Sequence[PayAccount]


def get_file(*, number: str, actor: Actor, today: date) -> EmployeeFile:
    """
    The head of a file, in six statements.

    :raises UnknownEmployee: there is none, or the actor may not know of it
    """
    employee = get_employee(number=number, actor=actor)
    day = max(min(today, employee.ended_on or today), employee.admitted_on)
    held = {"employee": employee, "valid__contains": day}
    jobs = JobTerm.objects.select_related("position", "department", "establishment", "cost_center")
    manager = ManagerTerm.objects.select_related("manager__person").filter(**held).first()
    return EmployeeFile(
        employee=employee,
        sight=sight_of(employee, actor),
        day=day,
        job=jobs.filter(**held).first(),
        schedule=ScheduleTerm.objects.select_related("schedule").filter(**held).first(),
        manager=manager.manager if manager else None,
        team_count=ManagerTerm.objects.filter(manager=employee, valid__contains=today).exclude(employee__state="ended").count(),
        photo=photo_ids([employee.person_id]).get(employee.person_id),
    )


def personal_side(file: EmployeeFile, *, show_bank: bool) -> PersonalSide:
    """Address, dependents, contacts and, if asked for and allowed, where pay goes; four statements at most."""
    person, sight = file.employee.person, file.sight
    if not sight.contact:
        return PersonalSide(None, (), (), ())
    address = person.addresses.filter(valid__contains=file.day).first() or person.addresses.last()
    return PersonalSide(
        address=address,
        dependents=list(person.dependents.order_by("birth_date", "id")) if sight.document else (),
        contacts=list(person.emergency_contacts.all()),
        accounts=list(person.pay_accounts.all()) if sight.bank and show_bank else (),
    )


def history_of(file: EmployeeFile, *, show_pay: bool) -> list[TermLine]:
    """Everything dated, newest first; pay only if asked for and allowed, addresses for who may see them.  Six statements."""
    employee, person = file.employee, file.employee.person
    lines = [
        *_lines("job", employee.job_terms.select_related("position", "department", "establishment", "cost_center"), _job),
        *_lines("schedule", employee.schedule_terms.select_related("schedule"), lambda term: {"schedule": term.schedule.name}),
        *_lines("manager", employee.manager_terms.select_related("manager__person"), lambda term: {"manager": term.manager.person.called}),
    ]
    if show_pay and file.sight.pay:
        lines += _lines("pay", employee.pay_terms.all(), lambda term: {"amount": str(term.amount), "unit": term.unit})
    if file.sight.contact:
        lines += _lines("address", person.addresses.all(), _address)
    lines += _put_right(file, show_pay=show_pay)
    return sorted(lines, key=lambda line: (line.first, line.replaced_at is None, line.recorded_at), reverse=True)


def _lines(kind: str, rows: Any, values: Any) -> list[TermLine]:
    return [
        TermLine(kind, row.valid.lower, row.valid.upper, values(row), row.reason, row.recorded_at, row.recorded_by)
        for row in rows.order_by("valid")
    ]


def _job(term: JobTerm) -> dict[str, Any]:
    return {
        "position": term.position.name,
        "department": term.department.name,
        "establishment": term.establishment.name,
        "cost_center": term.cost_center.name if term.cost_center else "",
    }


def _address(term: AddressTerm) -> dict[str, Any]:
    return {name: getattr(term, name) for name in ("street", "number", "complement", "district", "city", "state", "postal_code")}


def _put_right(file: EmployeeFile, *, show_pay: bool) -> list[TermLine]:
    """What was written down wrongly, with the names of what its ids meant; two statements, more where such rows are."""
    kinds = ["job", "schedule", "manager", *(["pay"] if show_pay and file.sight.pay else [])]
    found = list(CorrectedTerm.objects.filter(employee=file.employee, kind__in=kinds))
    if file.sight.contact:
        found += CorrectedTerm.objects.filter(person=file.employee.person)
    told = [(row, json.loads(row.values)) for row in found]
    names = _names([values for _row, values in told])
    return [
        TermLine(
            row.kind,
            row.first_day,
            row.until,
            {key.removesuffix("_id"): names.get((key, value), value) for key, value in values.items()},
            row.reason,
            row.recorded_at,
            row.recorded_by,
            row.replaced_at,
            row.replaced_by,
        )
        for row, values in told
    ]


def _names(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """The names behind the ids of corrected rows: one statement for each kind of id that there is."""
    models: dict[str, Any] = {
        "position_id": Position,
        "department_id": Department,
        "establishment_id": Establishment,
        "cost_center_id": CostCenter,
        "schedule_id": WorkSchedule,
    }
    names: dict[tuple[str, int], str] = {}
    for key, model in models.items():
        ids = {row[key] for row in rows if row.get(key)}
        if ids:
            names |= {(key, pk): name for pk, name in model.objects.filter(pk__in=ids).values_list("pk", "name")}
    ids = {row["manager_id"] for row in rows if row.get("manager_id")}
    if ids:
        names |= {("manager_id", row.pk): row.person.called for row in Employee.objects.select_related("person").filter(pk__in=ids)}
    return names
