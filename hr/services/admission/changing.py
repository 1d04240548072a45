"""Change what was agreed, as long as nobody has accepted it."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from backoffice.core import clock
from backoffice.core.actors import Actor
from hr import locks
from hr.errors import ContractAccepted, InvitationInvalid
from hr.models import Acceptance, Admission, Employee
from hr.services.admission.agreed import present_terms, replace_terms, set_range
from hr.services.admission.drafts import Agreed, Terms, contract_columns, day_problems, read_agreed
from hr.services.admission.opening import changed, open_admission, trace
from hr.services.admission.stage import settle_stage
from hr.services.documents.checklist import plan_checklist


@transaction.atomic
def change_start(*, number: str, version: int, start_on: date, papers_due_on: date, by: Actor, at: datetime) -> Admission:
    """
    Move the first day; everything agreed begins on the new day, and a probation is counted from it.

    :raises UnknownAdmission, AdmissionOver, StaleAdmission: see ``open_admission``
    :raises ContractAccepted: the candidate accepted a contract that names the day
    :raises InvitationInvalid: with every problem
    """
    admission = open_admission(number, version=version)
    employee = locks.lock_employee(admission.employee_id)
    terms, before = replace(present_terms(employee), start_on=start_on), employee.admitted_on
    _settle_contract(employee, terms, papers_due_on=papers_due_on, at=at)
    set_range(employee, start=start_on)
    admission.employee, admission.papers_due_on = employee, papers_due_on
    changed(admission, "papers_due_on")
    trace(admission, "start_changed", by=by, at=at, before=before.isoformat(), start_on=start_on.isoformat(), due=papers_due_on.isoformat())
    plan_checklist(admission_number=admission.number, by=by, at=at)
    settle_stage(admission, by=by, at=at)
    return admission


@transaction.atomic
def change_terms(*, number: str, version: int, terms: Terms, by: Actor, at: datetime) -> Admission:
    """
    Agree on something else (position, pay, hours, manager, kind of contract) before the contract is accepted.

    The papers are asked anew by the rules of the new position; what was waived stays waived.

    :raises UnknownAdmission, AdmissionOver, StaleAdmission: see ``open_admission``
    :raises ContractAccepted: the candidate accepted the contract with the former terms
    :raises InvitationInvalid: with every problem
    """
    admission = open_admission(number, version=version)
    employee = locks.lock_employee(admission.employee_id)
    due = min(admission.papers_due_on, terms.start_on)
    agreed = _settle_contract(employee, terms, papers_due_on=due, at=at)
    replace_terms(employee, terms, agreed, by=by, at=at)
    admission.employee, admission.papers_due_on = employee, due
    changed(admission, "papers_due_on")
    trace(admission, "terms_changed", by=by, at=at)
    plan_checklist(admission_number=admission.number, by=by, at=at)
    settle_stage(admission, by=by, at=at)
    return admission


def _settle_contract(employee: Employee, terms: Terms, *, papers_due_on: date, at: datetime) -> Agreed:
    """Write the employee's own row, if everything may be agreed."""
    accepted = Acceptance.objects.filter(employee=employee, text__is_contract=True).order_by("accepted_at").first()
    if accepted is not None:
        raise ContractAccepted(accepted_at=accepted.accepted_at)
    today = clock.company_date(at)
    agreed = read_agreed(terms, birth=employee.person.birth_date)
    columns, problems = contract_columns(terms, agreed, employee.person, today=today)
    # A day for papers that has passed already stays as it is: only the first day may not be behind us.
    problems += agreed.problems + day_problems(start_on=terms.start_on, papers_due_on=max(papers_due_on, today), today=today)
    if problems:
        raise InvitationInvalid(problems=problems)
    for name, value in columns.items():
        setattr(employee, name, value)
    employee.version += 1
    employee.save(update_fields=[*columns, "version"])
    return agreed
