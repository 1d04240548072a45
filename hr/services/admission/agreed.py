"""What was agreed, as dated terms that begin with the first day; until then it never held and may be written anew."""

from datetime import date, datetime
from typing import Any

from backoffice.core.actors import Actor
from hr.admission.probation import split_of
from hr.models import Employee, JobTerm, ManagerTerm, PayTerm, ScheduleTerm
from hr.services.admission.drafts import Agreed, Terms

TERMS = (JobTerm, PayTerm, ScheduleTerm, ManagerTerm)


def replace_terms(employee: Employee, terms: Terms, agreed: Agreed, *, by: Actor, at: datetime) -> None:
    """Put other terms in the place of those of somebody who has not begun."""
    for model in TERMS:
        model._default_manager.filter(employee=employee).delete()
    said: dict[str, Any] = {"employee": employee, "valid": (terms.start_on, None), "recorded_at": at, "recorded_by": by.name}
    JobTerm.objects.create(
        position_id=terms.position_id,
        department_id=terms.department_id,
        establishment_id=terms.establishment_id,
        cost_center_id=agreed.department.cost_center_id if agreed.department else None,
        **said,
    )
    PayTerm.objects.create(amount=terms.pay, unit=terms.pay_unit, **said)
    ScheduleTerm.objects.create(schedule_id=terms.schedule_id, **said)
    if agreed.manager is not None:
        ManagerTerm.objects.create(manager=agreed.manager, **said)


def set_range(employee: Employee, *, start: date, end: date | None = None) -> None:
    """Let all terms hold from ``start`` until before ``end``; four statements."""
    for model in TERMS:
        model._default_manager.filter(employee=employee).update(valid=(start, end))


def present_terms(employee: Employee) -> Terms:
    """What is agreed with somebody who has not begun; five statements."""
    job, pay = employee.job_terms.get(), employee.pay_terms.get()
    manager = employee.manager_terms.select_related("manager").first()
    return Terms(
        position_id=job.position_id,
        department_id=job.department_id,
        establishment_id=job.establishment_id,
        schedule_id=employee.schedule_terms.get().schedule_id,
        pay=pay.amount,
        pay_unit=pay.unit,
        contract_kind=employee.contract_kind,
        probation=split_of(start=employee.admitted_on, first_until=employee.probation_first_until),
        term_ends_on=employee.term_ends_on,
        manager=manager.manager.number if manager else "",
        start_on=employee.admitted_on,
    )
