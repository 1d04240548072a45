"""A manager names who decides in the manager's place for some days."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr.errors import DelegationRefused, NotYourDecision, UnknownLeave
from hr.leave.days import DAY, Stretch
from hr.locks import lock_employee
from hr.models import Delegation, Employee
from hr.queries.people import employee_of
from hr.services.leave.deciders import led_by

# A stand-in is for an absence; who leads for longer is the manager.
MOST_DAYS = timedelta(days=180)


@transaction.atomic
def delegate_leave(*, delegate_number: str, stretch: Stretch, reason: str, by: Actor, at: datetime) -> Delegation:
    """
    Let somebody decide on the leave of the actor's team from the first day to the last.

    :raises NotYourDecision: the actor does not work here
    :raises DelegationRefused: nobody to lead, oneself, not active, past, too long, or one holds already
    """
    me = employee_of(by)
    if me is None:
        raise NotYourDecision(is_health=False)
    lock_employee(me.pk)
    today = clock.company_date(at)
    delegate = Employee.objects.filter(number=delegate_number[:30], state=Employee.State.ACTIVE).first()
    problem = _problem(me, delegate, stretch, today)
    if problem or delegate is None:
        raise DelegationRefused(reason=problem)
    given = Delegation.objects.create(
        manager=me,
        delegate=delegate,
        valid=DateRange(stretch.first, stretch.last + DAY),
        reason=reason[:120],
        created_at=at,
        created_by=by.name,
    )
    after = {"delegate": delegate.number, "first": stretch.first.isoformat(), "last": stretch.last.isoformat()}
    audit.record([audit.Trace("leave.delegated", ("employee", me.number), at, after=after)], by=by)
    return given


@transaction.atomic
def end_delegation(*, delegation_id: int, by: Actor, at: datetime) -> Delegation:
    """
    End one's own delegation now; done twice it is done once.

    :raises UnknownLeave: the actor gave no such one
    """
    me = employee_of(by)
    given = Delegation.objects.select_for_update().filter(pk=delegation_id, manager=me).first() if me else None
    if given is None or me is None:
        raise UnknownLeave(delegation=delegation_id)
    if given.ended_at is None:
        given.ended_at, given.ended_by = at, by.name
        given.save(update_fields=["ended_at", "ended_by"])
        audit.record([audit.Trace("leave.delegation_ended", ("employee", me.number), at, after={"delegation": given.pk})], by=by)
    return given


def _problem(me: Employee, delegate: Employee | None, stretch: Stretch, today: date) -> str:
    if delegate is None:
        return "not_active"
    if delegate.person_id == me.person_id:
        return "oneself"
    if stretch.last < stretch.first or stretch.last < today:
        return "past"
    if stretch.last - stretch.first >= MOST_DAYS:
        return "too_long"
    if not led_by([me.pk], today=today):
        return "no_team"
    held = Delegation.objects.filter(manager=me, ended_at=None, valid__overlap=DateRange(stretch.first, stretch.last + DAY))
    return "taken" if held.exists() else ""
