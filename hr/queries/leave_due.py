"""What of leave waits for a person: the figures of the home page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.counting import count_with_first
from hr.leave.probation import TOLD_BEFORE
from hr.models import Employee, LeaveRequest, ProbationDecision
from hr.queries.leave_requests import of_view
from hr.queries.vacation_list import windows_of_view


@dataclass(frozen=True, slots=True)
class LeaveDue:
    """Requests to decide with their nearest first day, vacations near or past their limit."""

    to_decide: int
    first_day: date | None
    near: int
    double: int
    next_limit: date | None


def get_leave_due(*, actor: Actor, today: date) -> LeaveDue:
    """One statement, of the people in the actor's sight."""
    waiting = of_view(policy.visible(actor, LeaveRequest.objects.all()), "to_decide", actor, today)
    figures = count_with_first(
        # Of all their periods, also those that the view does not look at.
        to_decide=(LeaveRequest.objects.filter(pk__in=waiting.order_by().values("pk")), "periods__first_day"),
        near=(windows_of_view("near", actor=actor, today=today), "latest_start"),
        double=(windows_of_view("double", actor=actor, today=today), "latest_start"),
    )
    return LeaveDue(*figures["to_decide"], near=figures["near"][0], double=figures["double"][0], next_limit=figures["near"][1])


def list_ending_probations(*, actor: Actor, today: date) -> list[date]:
    """The ends of probation within 15 days of whom the actor sees, the nearest first, but one's own; one statement."""
    return [end for _employee, end in probations_in_sight(actor=actor, today=today, within=max(TOLD_BEFORE))]


def probations_in_sight(*, actor: Actor, today: date, within: int) -> list[tuple[Employee, date]]:
    """Probations of the people in sight that end within so many days and are not confirmed."""
    others = policy.visible(actor, Employee.objects.exclude(user_id=actor.id, user_id__isnull=False))
    return ending_probations(today=today, within=within, among=others)


def ending_probations(*, today: date, within: int, among: QuerySet[Employee] | None = None) -> list[tuple[Employee, date]]:
    """
    Active people (``among`` these, None: all) whose next end of probation comes within so many days and is not confirmed,
    the nearest first; one statement.
    """
    confirmed = ProbationDecision.objects.filter(kind=ProbationDecision.Kind.CONFIRM).values("employee_id")
    rows = Employee.objects.all() if among is None else among
    rows = rows.filter(state=Employee.State.ACTIVE, probation_first_until__isnull=False).exclude(pk__in=confirmed)
    found = []
    for employee in rows.select_related("person").order_by("pk"):
        ends = [day for day in (employee.probation_first_until, employee.probation_until) if day is not None and day >= today]
        if ends and (min(ends) - today).days <= within:
            found.append((employee, min(ends)))
    return sorted(found, key=lambda pair: (pair[1], pair[0].pk))
