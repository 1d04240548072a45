"""Decide on a probation before it ends."""

from datetime import date, datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr.errors import ProbationRefused
from hr.leave.probation import Probation, extension_problem
from hr.locks import lock_employee
from hr.models import Employee, ProbationDecision
from hr.queries.people import employee_of
from hr.services.leave.deciders import require_other


@transaction.atomic
def extend_probation(*, employee_id: int, until: date, by: Actor, at: datetime) -> ProbationDecision:
    """
    Extend it once, to at most 90 days in all (CLT 445, 451).  The caller has asked for hr.manage_leave.

    :raises OwnLeave: one's own
    :raises ProbationRefused: none, decided, extended, over, backwards or too_long
    """
    employee, probation = _locked(employee_id, by)
    problem = extension_problem(probation, until=until, on=clock.company_date(at))
    if problem:
        raise ProbationRefused(reason=problem, until=probation.ends_on, latest=probation.latest)
    employee.probation_until, employee.version = until, employee.version + 1
    employee.save(update_fields=["probation_until", "version"])
    return _decide(employee, ProbationDecision.Kind.EXTEND, until, by, at)


@transaction.atomic
def confirm_probation(*, employee_id: int, by: Actor, at: datetime) -> ProbationDecision:
    """
    Say that the contract goes on without a term after the probation.  The caller has asked for hr.manage_leave.

    :raises OwnLeave: one's own
    :raises ProbationRefused: there is none, or it is confirmed
    """
    employee, _probation = _locked(employee_id, by)
    return _decide(employee, ProbationDecision.Kind.CONFIRM, None, by, at)


def _locked(employee_id: int, by: Actor) -> tuple[Employee, Probation]:
    employee = lock_employee(employee_id)
    require_other(employee, by=by, me=employee_of(by))
    if employee.probation_first_until is None or employee.state == Employee.State.ENDED:
        raise ProbationRefused(reason="none")
    if ProbationDecision.objects.filter(employee=employee, kind=ProbationDecision.Kind.CONFIRM).exists():
        raise ProbationRefused(reason="decided")
    return employee, Probation(employee.admitted_on, employee.probation_first_until, employee.probation_until)


def _decide(employee: Employee, kind: ProbationDecision.Kind, until: date | None, by: Actor, at: datetime) -> ProbationDecision:
    decision = ProbationDecision.objects.create(employee=employee, kind=kind, until=until, decided_at=at, decided_by=by.name)
    after = {"decision": kind.value} | ({"until": until.isoformat()} if until else {})
    action = "probation.extended" if kind == ProbationDecision.Kind.EXTEND else "probation.confirmed"
    audit.record([audit.Trace(action, ("employee", employee.number), at, after=after)], by=by)
    return decision
