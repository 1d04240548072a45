"""Who decides on somebody's leave: the manager of today, who stands in for the manager, or the people area.  Never oneself."""

from collections.abc import Collection
from datetime import date

from backoffice.core.actors import Actor
from hr.errors import NotYourDecision, OwnLeave
from hr.models import Delegation, Employee, LeaveKind, ManagerTerm
from hr.queries.people import employee_of

MANAGE, DECIDE = "hr.manage_leave", "hr.decide_team_leave"


def require_decider(employee: Employee, kind: LeaveKind, *, by: Actor, today: date) -> Employee | None:
    """
    Refuse whoever may not decide; returns the manager in whose place a delegate decides, else None.

    :raises OwnLeave: it is the actor's own
    :raises NotYourDecision: neither manager nor delegate nor the people area; health data is the people area's alone
    """
    me = employee_of(by)
    require_other(employee, by=by, me=me)
    if by.may(MANAGE):
        return None
    if kind.is_health or me is None or not by.may(DECIDE):
        raise NotYourDecision(is_health=kind.is_health)
    manager_id = ManagerTerm.objects.filter(employee=employee, valid__contains=today).values_list("manager_id", flat=True).first()
    if manager_id == me.pk:
        return None
    held = (
        Delegation.objects.filter(manager_id=manager_id, delegate=me, valid__contains=today, ended_at=None)
        .select_related("manager")
        .first()
    )
    if held is None:
        raise NotYourDecision(is_health=False)
    return held.manager


def require_other(employee: Employee, *, by: Actor, me: Employee | None) -> None:
    """
    Refuse the person's own hand, also under another contract.

    :raises OwnLeave: it is the actor's own
    """
    if (me is not None and me.person_id == employee.person_id) or (employee.user_id is not None and employee.user_id == by.id):
        raise OwnLeave()


def decider_user_ids(employee: Employee, *, today: date) -> list[int]:
    """The accounts of the manager of today and of who stands in, to tell them; two statements."""
    manager = ManagerTerm.objects.filter(employee=employee, valid__contains=today).values_list("manager_id", "manager__user_id").first()
    if manager is None:
        return []
    held = Delegation.objects.filter(manager_id=manager[0], valid__contains=today, ended_at=None)
    stand_in = held.exclude(delegate_id=employee.pk).values_list("delegate__user_id", flat=True)
    return [user_id for user_id in (manager[1], *stand_in) if user_id]


def team_ids(me: Employee, *, today: date) -> set[int]:
    """Whom this employee leads today, oneself or in somebody's place; two statements."""
    in_place_of = Delegation.objects.filter(delegate=me, valid__contains=today, ended_at=None).values_list("manager_id", flat=True)
    return led_by([me.pk, *in_place_of], today=today) - {me.pk}


def led_by(manager_ids: Collection[int], *, today: date) -> set[int]:
    """The direct reports of these managers today; one statement."""
    terms = ManagerTerm.objects.filter(manager_id__in=manager_ids, valid__contains=today)
    return set(terms.values_list("employee_id", flat=True))
