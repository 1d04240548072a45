"""What HR types when somebody is invited, and everything that is wrong with it at once."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from hr.admission.probation import SPLITS, probation_days
from hr.errors import PersonInvalid
from hr.esocial.hours import Shift, has_night_hours
from hr.models import Department, Employee, Establishment, Person, Position, WorkSchedule
from hr.qualification.rules import FULL_AGE, age_on
from hr.services.employee_draft import EmployeeDraft
from hr.services.employment_rules import check_contract

Problems = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    What is agreed for the first day.  ``probation`` is "45+45", "30+60" or ""; ``pay_unit`` eSocial's undSalFixo (5 a
    month, 1 an hour); ``manager`` a matrícula, "" for the head of the department.
    """

    position_id: int
    department_id: int
    establishment_id: int
    schedule_id: int
    pay: Decimal
    contract_kind: str
    start_on: date
    pay_unit: str = "5"
    probation: str = ""
    term_ends_on: date | None = None
    manager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation.  ``token`` is the form's: sent twice it is one admission.  ``contact_id`` is whom the candidate may call."""

    token: UUID
    name: str
    birth_date: date
    terms: Terms
    papers_due_on: date
    contact_id: int
    cpf: str = ""
    email: str = ""
    phone: str = ""
    contact_phone: str = ""


@dataclass(slots=True)
class Agreed:
    """The rows that the terms name, None where there is no such active row; ``problems`` are {"field", "problem"}."""

    position: Position | None
    department: Department | None
    establishment: Establishment | None
    schedule: WorkSchedule | None
    manager: Employee | None = None
    problems: Problems = field(default_factory=list)


def read_agreed(terms: Terms, *, birth: date | None) -> Agreed:
    """Find what the terms name and list what cannot be agreed; a fixed number of statements."""
    agreed = Agreed(
        position=Position.objects.filter(pk=terms.position_id, is_active=True).first(),
        department=Department.objects.filter(pk=terms.department_id, is_active=True).select_related("head").first(),
        establishment=Establishment.objects.filter(pk=terms.establishment_id, is_active=True).first(),
        schedule=WorkSchedule.objects.filter(pk=terms.schedule_id, is_active=True).prefetch_related("days").first(),
    )
    for name in ("position", "department", "establishment", "schedule"):
        if getattr(agreed, name) is None:
            agreed.problems.append({"field": name, "problem": "not_offered"})
    agreed.manager = _manager(terms, agreed)
    if terms.probation and (terms.contract_kind != Employee.ContractKind.PROBATION or terms.probation not in SPLITS):
        agreed.problems.append({"field": "probation", "problem": "probation_kind"})
    # CF art. 7 XXXIII: no night work under 18; the other ages are limits of the contract (employment_rules).
    if birth is not None and agreed.schedule is not None and age_on(terms.start_on, birth) < FULL_AGE:
        days = agreed.schedule.days.all()
        if has_night_hours([Shift(day.weekday, day.starts_at, day.ends_at, day.break_minutes) for day in days]):
            agreed.problems.append({"field": "schedule", "problem": "night_minor"})
    return agreed


def day_problems(*, start_on: date, papers_due_on: date, today: date) -> Problems:
    """The first day is not behind us, and papers come before it."""
    problems: Problems = [{"field": "start_on", "problem": "start_past"}] if start_on < today else []
    return problems + ([] if today <= papers_due_on <= start_on else [{"field": "papers_due_on", "problem": "due_outside"}])


def employee_draft(terms: Terms, agreed: Agreed, *, person: dict[str, Any]) -> EmployeeDraft:
    """The same as the register of people wants it."""
    first, until = probation_days(start=terms.start_on, split=terms.probation)
    return EmployeeDraft(
        person=person,
        contract_kind=terms.contract_kind,
        admitted_on=terms.start_on,
        position_id=terms.position_id,
        department_id=terms.department_id,
        establishment_id=terms.establishment_id,
        schedule_id=terms.schedule_id,
        pay=terms.pay,
        pay_unit=terms.pay_unit,
        cost_center_id=agreed.department.cost_center_id if agreed.department else None,
        manager_id=agreed.manager.pk if agreed.manager else None,
        state=Employee.State.PREPARING,
        probation_first_until=first,
        probation_until=until,
        term_ends_on=terms.term_ends_on,
    )


def contract_columns(terms: Terms, agreed: Agreed, person: Person, *, today: date) -> tuple[dict[str, Any], Problems]:
    """What stands in the employee's own row, or what the law has against it."""
    try:
        columns = check_contract(employee_draft(terms, agreed, person={}), person, today)
    except PersonInvalid as wrong:
        return {}, in_our_words(wrong.data["problems"])
    return columns, []


def in_our_words(problems: Problems) -> Problems:
    """The register's first day is the start here."""
    return [problem | {"field": "start_on"} if problem["field"] == "admitted_on" else problem for problem in problems]


def _manager(terms: Terms, agreed: Agreed) -> Employee | None:
    """Who leads: the one named, else the department's head."""
    if not terms.manager:
        head = agreed.department.head if agreed.department else None
        return head if head is not None and head.state == Employee.State.ACTIVE else None
    manager = Employee.objects.filter(number=terms.manager[:30], state=Employee.State.ACTIVE).first()
    if manager is None:
        agreed.problems.append({"field": "manager", "problem": "not_offered"})
    return manager
