"""
Who is told of what.  Notices carry the matrícula, never a name or a kind: they are read by mail too.

The reason of a decision goes to who asked, and only where the kind is not of health: what is said of that may speak of an
illness, and stays on the page of the request.
"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from backoffice.core import clock
from backoffice.intranet import kinds, people
from backoffice.intranet.services import NoticeDraft, notify
from hr.leave.days import Stretch
from hr.models import LeaveRequest
from hr.services.leave.deciders import MANAGE, decider_user_ids


def stretches_of(request: LeaveRequest) -> list[Stretch]:
    return [Stretch(row.first_day, row.last_day) for row in request.periods.all()]


def tell_asked(request: LeaveRequest, *, at: datetime) -> None:
    """The manager and who stands in; health, and whoever has no manager, goes to the people area."""
    recipients = [] if request.kind.is_health else decider_user_ids(request.employee, today=clock.company_date(at))
    told = recipients or people.ids_with(MANAGE, besides=[request.asked_by_id])
    data = {"number": request.employee.number}
    url = reverse("leave_request", args=[request.pk])
    notify(drafts=[NoticeDraft(kinds.LEAVE_ASKED, _but(told, request.asked_by_id), data, url, f"leave_asked:{request.pk}")], at=at)


def tell_decided(request: LeaveRequest, *, at: datetime) -> None:
    """Who asked hears how it ended, and why where that may be said by mail."""
    data = {"state": request.state}
    if request.reason and not request.kind.is_health:
        # Kind and key: forgetting the person finds the words by them.
        data |= {"reason": request.reason, "kind": "employee", "key": request.employee.number}
    key = f"leave_decided:{request.pk}:{request.version}"
    notify(drafts=[NoticeDraft(kinds.LEAVE_DECIDED, (request.asked_by_id,), data, reverse("my_leave"), key)], at=at)


def _but(user_ids: Iterable[int], besides: int) -> tuple[int, ...]:
    return tuple(user_id for user_id in user_ids if user_id != besides)
