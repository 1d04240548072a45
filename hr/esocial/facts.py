"""Gather the facts of one event from the tables: the one place of hr.esocial that knows both sides."""

import json
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet

from hr.esocial.hours import Shift, describe_week, has_night_hours
from hr.esocial.parts import (
    Address,
    Admission,
    Contract,
    ContractChange,
    DependentFacts,
    Leave,
    PersonalChange,
    Termination,
    Week,
    Worker,
)
from hr.models import Employee, EsocialTerms, LeaveEntry, WorkSchedule
from hr.models.employment import Dated

Term = TypeVar("Term", bound=Dated)


def admission_facts(employee: Employee) -> Admission:
    """As agreed for the first day."""
    day = employee.admitted_on
    return Admission(worker=_worker(employee, day), contract=_contract(employee, day))


def personal_facts(employee: Employee, day: date) -> PersonalChange:
    """Everything personal as it is, with the address of that day."""
    return PersonalChange(worker=_worker(employee, day), day=day)


def contract_facts(employee: Employee, day: date) -> ContractChange:
    """The contract as it holds on that day, with the reasons that were given for what began on it."""
    terms = [_on(employee.job_terms.all(), day), _on(employee.pay_terms.all(), day), _on(employee.schedule_terms.all(), day)]
    reasons = dict.fromkeys(term.reason for term in terms if term is not None and term.valid.lower == day and term.reason)
    description = "; ".join(reasons)
    return ContractChange(cpf=employee.person.cpf, contract=_contract(employee, day), day=day, description=description)


def leave_facts(employee: Employee, entry: LeaveEntry) -> Leave:
    """One entry of the ledger of leave; its last day is the day before the range ends."""
    job = _on(employee.job_terms.select_related("establishment"), entry.away.lower)
    upper = entry.away.upper
    return Leave(
        cpf=employee.person.cpf,
        number=employee.number,
        motive=entry.kind.motive,
        first_day=entry.away.lower,
        last_day=upper - timedelta(days=1) if upper is not None else None,
        window_start=entry.window_start,
        note=entry.reason,
        union_cnpj=job.establishment.union_cnpj if job is not None else "",
    )


def termination_facts(employee: Employee, told: Termination) -> Termination:
    """What was typed, with the person and the establishment of the last day."""
    job = _on(employee.job_terms.select_related("establishment"), told.last_day)
    return Termination(
        cpf=employee.person.cpf,
        number=employee.number,
        reason=told.reason,
        last_day=told.last_day,
        notice_given_on=told.notice_given_on,
        notice_until=told.notice_until,
        establishment_cnpj=job.establishment.cnpj if job is not None else "",
        allocation=told.allocation,
        items=told.items,
    )


def contract_end_on(employee: Employee, day: date) -> date | None:
    """
    The end of the term that runs on that day.  Probation is a fixed term of one or two parts (CLT 443 par. 2 c); the day
    after it, the contract has no end any more.
    """
    if employee.contract_kind in (Employee.ContractKind.FIXED_TERM, Employee.ContractKind.APPRENTICE):
        return employee.term_ends_on
    for end in (employee.probation_first_until, employee.probation_until):
        if end is not None and day <= end:
            return end
    return None


def _worker(employee: Employee, day: date) -> Worker:
    person, terms = employee.person, _esocial_terms(employee)
    return Worker(
        cpf=person.cpf,
        name=person.name,
        social_name=person.social_name,
        sex=person.sex,
        race_colour=person.race_colour,
        marital_status=person.marital_status,
        education=person.education,
        birth_date=person.birth_date,
        birth_country=person.birth_country,
        nationality=person.nationality,
        residence=terms.residence,
        entry_condition=terms.entry_condition,
        address=_address(employee, day),
        disabilities=frozenset(json.loads(person.disabilities)) if person.disabilities else frozenset(),
        dependents=tuple(
            DependentFacts(
                kind=row.kind,
                name=row.name,
                birth_date=row.birth_date,
                cpf=row.cpf,
                for_income_tax=row.for_income_tax,
                for_family_allowance=row.for_family_allowance,
                is_incapable=row.is_incapable,
            )
            for row in person.dependents.filter(ended_on=None).order_by("birth_date", "pk")
        ),
        phone=person.phone,
        email=person.email,
    )


def _address(employee: Employee, day: date) -> Address | None:
    term = _on(employee.person.addresses.all(), day)
    if term is None:
        return None
    names = ("street_kind", "street", "number", "complement", "district", "postal_code", "city_code", "state")
    return Address(**{name: getattr(term, name) for name in names})


def _contract(employee: Employee, day: date) -> Contract:
    job = _on(employee.job_terms.select_related("position", "establishment"), day)
    pay = _on(employee.pay_terms.all(), day)
    hours = _on(employee.schedule_terms.select_related("schedule"), day)
    terms = _esocial_terms(employee)
    agreed: dict[str, Any] = {}
    if job is not None:
        agreed |= {"position": job.position.name, "cbo": job.position.cbo}
        agreed |= {"establishment_cnpj": job.establishment.cnpj, "union_cnpj": job.establishment.union_cnpj}
    if pay is not None:
        agreed |= {"pay": pay.amount, "pay_unit": pay.unit}
    return Contract(
        number=employee.number,
        category=employee.category,
        admitted_on=employee.admitted_on,
        regime=terms.regime,
        ends_on=contract_end_on(employee, day),
        early_end_clause=terms.early_end_clause,
        week=_week(hours.schedule) if hours is not None else None,
        school_cnpj=terms.school_cnpj,
        **agreed,
    )


def _week(schedule: WorkSchedule) -> Week:
    days = [Shift(day.weekday, day.starts_at, day.ends_at, day.break_minutes) for day in schedule.days.all()]
    return Week(
        hours=schedule.weekly_hours,
        journey=schedule.journey,
        part_time=schedule.part_time,
        at_night=has_night_hours(days),
        description=describe_week(days),
    )


def _esocial_terms(employee: Employee) -> EsocialTerms:
    """What was said for eSocial, else the usual."""
    return getattr(employee, "esocial_terms", None) or EsocialTerms(employee=employee)


def _on(terms: "QuerySet[Term]", day: date) -> Term | None:
    """What holds on that day; before the first one, the first one (a candidate's address is typed before the start)."""
    rows = list(terms.order_by("valid"))
    held = [row for row in rows if row.valid.lower <= day and (row.valid.upper is None or day < row.valid.upper)]
    return next(iter(held or rows), None)
