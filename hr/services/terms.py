"""
What changes with time: position, pay, hours, manager, address.  A change closes what held before and holds until further notice.

Where something begins on that day or later already, the caller says what becomes of it (``later``): "keep" puts the change
before it and corrects what begins on the very day, "replace" takes it all away.  What is taken away is kept as corrected.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from backoffice.core import audit, locks
from backoffice.core.actors import Actor
from hr.errors import (
    BeforeAdmission,
    EmployeeEnded,
    ManagerCycle,
    ManagerLeft,
    OwnPay,
    UnknownEmployee,
    UnknownStructure,
)
from hr.models import (
    AddressTerm,
    CorrectedTerm,
    CostCenter,
    Department,
    Employee,
    Establishment,
    JobTerm,
    ManagerTerm,
    PayTerm,
    Position,
    ScheduleTerm,
    WorkSchedule,
)
from hr.services.person import lock_person, refuse_stale
from hr.services.person_rules import check_address
from hr.services.term_plan import KINDS, corrected, plan_change

# Above this no contract pays; it catches a slipped comma.
MOST_PAY = Decimal("1000000.00")
_CHAIN = """
WITH RECURSIVE up(manager_id, valid) AS (
    SELECT manager_id, valid * %(days)s::daterange FROM hr_managerterm WHERE employee_id = %(manager)s AND valid && %(days)s::daterange
    UNION
    SELECT term.manager_id, term.valid * up.valid
    FROM hr_managerterm term JOIN up ON term.employee_id = up.manager_id AND term.valid && up.valid
)
SELECT lower(valid) FROM up WHERE manager_id = %(employee)s ORDER BY 1 LIMIT 1
"""


@transaction.atomic
def change_job(
    *,
    number: str,
    position_id: int,
    department_id: int,
    establishment_id: int,
    cost_center_id: int | None = None,
    from_day: date,
    reason: str = "",
    later: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> JobTerm:
    """
    Another position, department or place of work.  Without a cost centre it is the department's.

    :raises UnknownEmployee: no such matrícula
    :raises UnknownStructure: a position, department, establishment or cost centre that is not in use
    :raises StaleFile, EmployeeEnded, BeforeAdmission, TermUnchanged, TermsInTheWay: see the errors
    """
    employee = _lock(number, from_day, version)
    department = _in_use(Department, department_id, "department")
    values = {
        "position_id": _in_use(Position, position_id, "position").pk,
        "department_id": department.pk,
        "establishment_id": _in_use(Establishment, establishment_id, "establishment").pk,
        "cost_center_id": _in_use(CostCenter, cost_center_id, "cost_center").pk if cost_center_id else department.cost_center_id,
    }
    changed: JobTerm = _change("job", employee, values, from_day=from_day, reason=reason, later=later, by=by, at=at)
    return changed


@transaction.atomic
def change_pay(
    *,
    number: str,
    amount: Decimal,
    unit: str = PayTerm.Unit.MONTH,
    from_day: date,
    reason: str = "",
    later: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> PayTerm:
    """
    Another salary: ``amount`` in BRL, ``unit`` 5 a month or 1 an hour.

    :raises OwnPay: nobody changes his own (features.md 4d.8)
    :raises UnknownEmployee, StaleFile, EmployeeEnded, BeforeAdmission, TermUnchanged, TermsInTheWay: see the errors
    """
    employee = _lock(number, from_day, version)
    if by.kind == "user" and by.id == employee.user_id:
        raise OwnPay(number=number)
    if not 0 < amount <= MOST_PAY or unit not in PayTerm.Unit.values:
        raise UnknownStructure(kind="pay")
    changed: PayTerm = _change(
        "pay", employee, {"amount": amount, "unit": unit}, from_day=from_day, reason=reason, later=later, by=by, at=at
    )
    return changed


@transaction.atomic
def change_schedule(
    *,
    number: str,
    schedule_id: int,
    from_day: date,
    reason: str = "",
    later: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> ScheduleTerm:
    """
    Other hours.

    :raises UnknownStructure: no such work schedule in use
    :raises UnknownEmployee, StaleFile, EmployeeEnded, BeforeAdmission, TermUnchanged, TermsInTheWay: see the errors
    """
    employee = _lock(number, from_day, version)
    values = {"schedule_id": _in_use(WorkSchedule, schedule_id, "schedule").pk}
    changed: ScheduleTerm = _change("schedule", employee, values, from_day=from_day, reason=reason, later=later, by=by, at=at)
    return changed


@transaction.atomic
def change_manager(
    *,
    number: str,
    manager_number: str,
    from_day: date,
    reason: str = "",
    later: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> ManagerTerm | None:
    """
    Another manager; an empty ``manager_number`` leaves the employee without one.

    :raises ManagerCycle: on some day the chain would lead back to the employee
    :raises ManagerLeft: the manager does not work here on that day
    :raises UnknownEmployee, StaleFile, EmployeeEnded, BeforeAdmission, TermUnchanged, TermsInTheWay: see the errors
    """
    # Two changes at once could each be fine and close a circle together.
    locks.advisory_lock("hr_manager_chain")
    employee = _lock(number, from_day, version)
    if not manager_number:
        _change("manager", employee, None, from_day=from_day, reason=reason, later=later, by=by, at=at)
        return None
    manager = Employee.objects.select_related("person").filter(number=manager_number).first()
    if manager is None:
        raise UnknownEmployee(number=manager_number)
    if manager.ended_on is not None and manager.ended_on < from_day:
        raise ManagerLeft(number=manager.number, name=manager.person.called)
    if manager.pk == employee.pk:
        raise ManagerCycle(number=manager.number, name=manager.person.called, day=from_day)
    term: ManagerTerm = _change(
        "manager", employee, {"manager_id": manager.pk}, from_day=from_day, reason=reason, later=later, by=by, at=at
    )
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"days": term.valid, "manager": manager.pk, "employee": employee.pk})
        back = cursor.fetchone()
    if back is not None:
        raise ManagerCycle(number=manager.number, name=manager.person.called, day=back[0])
    return term


@transaction.atomic
def change_address(
    *,
    person_key: UUID,
    address: Mapping[str, Any],
    from_day: date,
    reason: str = "",
    later: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> AddressTerm:
    """
    Another address: postal_code, street_kind, street, number, complement, district, city, state.

    :raises UnknownPerson: no such person
    :raises PersonInvalid: a field is wrong
    :raises StaleFile, TermUnchanged, TermsInTheWay: see the errors
    """
    person = lock_person(person_key)
    refuse_stale(person, version)
    values = check_address(address)
    changed: AddressTerm = _change("address", person, values, from_day=from_day, reason=reason, later=later, by=by, at=at)
    return changed


def _lock(number: str, from_day: date, version: int | None) -> Employee:
    employee = Employee.objects.select_for_update().filter(number=number).first()
    if employee is None:
        raise UnknownEmployee(number=number)
    refuse_stale(employee, version)
    if employee.ended_on is not None:
        raise EmployeeEnded(number=number, ended_on=employee.ended_on)
    if from_day < employee.admitted_on:
        raise BeforeAdmission(admitted_on=employee.admitted_on)
    return employee


def _in_use(model: type[Any], pk: int, kind: str) -> Any:
    found = model.objects.filter(pk=pk, is_active=True).first()
    if found is None:
        raise UnknownStructure(kind=kind)
    return found


def _change(
    kind: str, owner: Any, values: Mapping[str, Any] | None, *, from_day: date, reason: str, later: str, by: Actor, at: datetime
) -> Any:
    """Carry the plan out: take away, close, write, count the version, leave a trace that names the day and no value."""
    model, _names = KINDS[kind]
    owned = {"person" if kind == "address" else "employee": owner}
    plan = plan_change(kind, list(model.objects.filter(**owned).order_by("valid")), values, from_day=from_day, later=later)
    if plan.replaced:
        CorrectedTerm.objects.bulk_create(corrected(kind, owned, term, by, at) for term in plan.replaced)
        model.objects.filter(pk__in=[term.pk for term in plan.replaced]).delete()
    if plan.closes is not None:
        model.objects.filter(pk=plan.closes.pk).update(valid=(plan.closes.valid.lower, from_day))
    made = None
    if values is not None:
        said = {"reason": reason[:120], "recorded_at": at, "recorded_by": by.name}
        made = model.objects.create(valid=(from_day, plan.until), **owned, **values, **said)
        made.refresh_from_db(fields=["valid"])
    owner.version += 1
    owner.save(update_fields=["version"])
    subject = ("person", str(owner.key)) if kind == "address" else ("employee", owner.number)
    after = {"from": from_day.isoformat()} | ({"corrected": len(plan.replaced)} if plan.replaced else {})
    audit.record([audit.Trace(action=f"{subject[0]}.{kind}_changed", subject=subject, at=at, after=after)], by=by)
    return made
