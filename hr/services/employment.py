"""Take people on: the person, the contract and everything agreed from the first day, for any number of them at once."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from psycopg2.extras import DateRange

from backoffice.core import audit, clock, locks
from backoffice.core.actors import Actor
from hr.errors import PersonInvalid
from hr.models import AddressTerm, Employee, JobTerm, ManagerTerm, PayTerm, Person, ScheduleTerm
from hr.numbers import take_employee_numbers
from hr.queries.people import last_days
from hr.services.employee_draft import EmployeeDraft
from hr.services.employment_rules import check_contract
from hr.services.person_rules import check_address, check_person

# It stands in addresses and in eSocial's files.
_NUMBER = re.compile(r"[A-Za-z0-9._\-]{1,30}", re.ASCII)


@transaction.atomic
def create_employee(*, draft: EmployeeDraft, by: Actor, at: datetime) -> Employee:
    """
    Take somebody on.

    :raises PersonInvalid: with every problem, one per field, also of the contract ("number", "admitted_on", "pay", ...)
    """
    [employee] = add_employees(drafts=[draft], by=by, at=at)
    return employee


@transaction.atomic
def add_employees(*, drafts: Sequence[EmployeeDraft], by: Actor, at: datetime) -> list[Employee]:
    """
    Take people on, in a fixed number of statements; the same order comes back.  Somebody whose CPF is known and who
    has no open contract gets a new one.

    :raises PersonInvalid: the first draft with problems; ``row`` is its place
    """
    if not drafts:
        return []
    # Two at once would take the same next number.
    locks.advisory_lock("hr_employee_numbers")
    today = clock.company_date(at)
    people = _people(drafts, at, today)
    _require_gaps(drafts, people)
    numbers = _numbers([draft.number for draft in drafts])
    rows = []
    for draft, person, number in zip(drafts, people, numbers, strict=True):
        rows.append(Employee(number=number, person=person, created_at=at, **check_contract(draft, person, today)))
    employees = Employee.objects.bulk_create(rows)
    _agree(drafts, employees, by, at)
    traces = [audit.Trace(action="employee.added", subject=("employee", employee.number), at=at) for employee in employees]
    audit.record(traces, by=by)
    return employees


def _numbers(wanted: Sequence[str]) -> list[str]:
    """The asked numbers where they are free, the next ones for those who asked for none."""
    named = [number for number in wanted if number]
    taken = set(Employee.objects.filter(number__in=named).values_list("number", flat=True))
    for row, number in enumerate(wanted):
        if number and (number in taken or not _NUMBER.fullmatch(number)):
            raise PersonInvalid(row=row, problems=[{"field": "number", "problem": "number_taken" if number in taken else "number_form"}])
        taken.add(number)
    free = iter(take_employee_numbers(len(wanted)) if len(named) < len(wanted) else ())
    # A file may name a number that the series would give next: the next one after it is as good.
    return [number or next(each for each in free if each not in taken) for number in wanted]


def _people(drafts: Sequence[EmployeeDraft], at: datetime, today: date) -> list[Person]:
    """The persons of the drafts: those known by CPF get the new values, others are registered."""
    clean = []
    for row, draft in enumerate(drafts):
        try:
            clean.append(check_person(draft.person, today=today, required=("name",)))
        except PersonInvalid as wrong:
            raise PersonInvalid(row=row, **wrong.data) from None
    by_cpf = {values["cpf"]: row for row, values in enumerate(clean) if values.get("cpf")}
    if len(by_cpf) < sum(1 for values in clean if values.get("cpf")):
        twice = next(row for row, values in enumerate(clean) if values.get("cpf") and by_cpf[values["cpf"]] != row)
        raise PersonInvalid(row=twice, problems=[{"field": "cpf", "problem": "cpf_known"}])
    known = {person.cpf: person for person in Person.objects.select_for_update().filter(cpf__in=by_cpf).order_by("pk")}
    employed = Employee.objects.exclude(state=Employee.State.ENDED).filter(person__in=known.values())
    for cpf in employed.values_list("person__cpf", flat=True):
        raise PersonInvalid(row=by_cpf[cpf], problems=[{"field": "cpf", "problem": "employed_already"}])
    fresh = [Person(created_at=at, **values) for values in clean if values.get("cpf", "") not in known]
    Person.objects.bulk_create(fresh)
    names = sorted({name for values in clean for name in values} - {"cpf"})
    for cpf, person in known.items():
        for name, value in clean[by_cpf[cpf]].items():
            setattr(person, name, value or getattr(person, name))
        person.version += 1
    if known:
        Person.objects.bulk_update(known.values(), [*names, "version"])
    made = iter(fresh)
    return [known.get(values.get("cpf", "")) or next(made) for values in clean]


def _require_gaps(drafts: Sequence[EmployeeDraft], people: Sequence[Person]) -> None:
    """Who comes back begins after the former contract: two contracts of one person never share a day."""
    left = last_days(person_ids=[person.pk for person in people])
    for row, (draft, person) in enumerate(zip(drafts, people, strict=True)):
        if person.pk in left and draft.admitted_on <= left[person.pk]:
            problem = {"field": "admitted_on", "problem": "contract_before", "day": left[person.pk]}
            raise PersonInvalid(row=row, problems=[problem])


def _agree(drafts: Sequence[EmployeeDraft], employees: Sequence[Employee], by: Actor, at: datetime) -> None:
    """Everything dated, from the first day on."""
    said = {"recorded_at": at, "recorded_by": by.name}
    both = [(draft, employee, {"valid": (employee.admitted_on, None)} | said) for draft, employee in zip(drafts, employees, strict=True)]
    JobTerm.objects.bulk_create(
        JobTerm(
            employee=employee,
            position_id=draft.position_id,
            department_id=draft.department_id,
            establishment_id=draft.establishment_id,
            cost_center_id=draft.cost_center_id,
            **told,
        )
        for draft, employee, told in both
    )
    ScheduleTerm.objects.bulk_create(
        ScheduleTerm(employee=employee, schedule_id=draft.schedule_id, **told) for draft, employee, told in both
    )
    PayTerm.objects.bulk_create(
        PayTerm(employee=employee, amount=draft.pay, unit=draft.pay_unit, **told) for draft, employee, told in both if draft.pay is not None
    )
    ManagerTerm.objects.bulk_create(
        ManagerTerm(employee=employee, manager_id=draft.manager_id, **told) for draft, employee, told in both if draft.manager_id
    )
    _house(both)


def _house(both: Sequence[tuple[EmployeeDraft, Employee, dict[str, Any]]]) -> None:
    """Where they live from the first day on; somebody who comes back has lived somewhere before."""
    housed = [(draft, employee, told) for draft, employee, told in both if draft.address]
    if not housed:
        return
    starts = {employee.person_id: employee.admitted_on for _draft, employee, _told in housed}
    former = list(AddressTerm.objects.filter(person__in=starts, valid__endswith=None))
    for term in former:
        starts[term.person_id] = max(starts[term.person_id], term.valid.lower + timedelta(days=1))
        term.valid = DateRange(term.valid.lower, starts[term.person_id])
    AddressTerm.objects.bulk_update(former, ["valid"])
    AddressTerm.objects.bulk_create(
        AddressTerm(person_id=employee.person_id, **check_address(draft.address), **(told | {"valid": (starts[employee.person_id], None)}))
        for draft, employee, told in housed
    )
