"""People ask for days, and take back what they asked."""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr.errors import LeaveDecided, NotYourDecision, UnknownLeave, UnknownLeaveKind
from hr.leave.vacation import Finding
from hr.locks import lock_employee
from hr.models import Employee, LeaveKind, LeaveRequest, RequestedDays
from hr.queries.people import employee_of
from hr.services.leave import notices
from hr.services.leave.checks import Checked, LeaveDraft, check_days
from hr.services.leave.papers import own_paper


def preview_leave(*, draft: LeaveDraft, by: Actor, at: datetime) -> Checked:
    """
    What ``ask_leave`` would say to these days of the actor's own, without writing anything.

    :raises NotYourDecision: the actor does not work here
    :raises UnknownLeaveKind: no such kind, or nobody asks for it by oneself
    """
    employee = _own(by)
    kind = _kind(draft.kind)
    return _checked(employee, draft, kind, at)


@transaction.atomic
def ask_leave(*, draft: LeaveDraft, by: Actor, at: datetime) -> LeaveRequest:
    """
    Ask for days of one's own; the same form sent twice is one request.

    :raises NotYourDecision: the actor does not work here
    :raises UnknownLeaveKind: no such kind, or nobody asks for it by oneself
    :raises LeaveOverlaps: away, or asked for, on some of these days
    :raises LeaveRefused: rules stand against it
    """
    employee = lock_employee(_own(by).pk)
    again = LeaveRequest.objects.filter(token=draft.token, employee=employee).select_related("employee__person", "kind").first()
    if again is not None:
        return again
    kind = _kind(draft.kind)
    paper = own_paper(draft.paper_id, by=by)
    _checked(employee, draft, kind, at).require()
    request = LeaveRequest.objects.create(
        employee=employee,
        kind=kind,
        window_start=draft.window_start if kind.nature == LeaveKind.Nature.VACATION else None,
        sold_days=draft.sold_days if kind.nature == LeaveKind.Nature.VACATION else 0,
        note=draft.note,
        paper=paper,
        token=draft.token,
        asked_at=at,
        asked_by_id=by.id,
    )
    RequestedDays.objects.bulk_create(
        RequestedDays(request=request, first_day=stretch.first, last_day=stretch.last) for stretch in draft.stretches
    )
    trace = audit.Trace("leave.asked", ("employee", employee.number), at, after={"request": request.pk, "days": _days(draft)})
    audit.record([trace], by=by)
    notices.tell_asked(request, at=at)
    return request


@transaction.atomic
def withdraw_leave(*, request_id: int, by: Actor, at: datetime) -> LeaveRequest:
    """
    Take back one's own request that nobody has decided; done twice it is done once.

    :raises UnknownLeave: the actor has no such request
    :raises LeaveDecided: it is decided
    """
    request = (
        LeaveRequest.objects.select_for_update(of=("self",)).select_related("employee").filter(pk=request_id, asked_by_id=by.id).first()
    )
    if request is None:
        raise UnknownLeave(request=request_id)
    if request.state == LeaveRequest.State.WITHDRAWN:
        return request
    if request.state != LeaveRequest.State.ASKED:
        raise LeaveDecided(state=request.state, by="")
    request.state, request.closed_at, request.version = LeaveRequest.State.WITHDRAWN, at, request.version + 1
    request.save(update_fields=["state", "closed_at", "version"])
    audit.record([audit.Trace("leave.withdrawn", ("employee", request.employee.number), at, after={"request": request.pk})], by=by)
    return request


def draft_of(request: LeaveRequest) -> LeaveDraft:
    """The request as it was asked, to check it again."""
    return LeaveDraft(
        kind=request.kind.code,
        stretches=tuple(notices.stretches_of(request)),
        token=request.token,
        window_start=request.window_start,
        sold_days=request.sold_days,
        paper_id=request.paper_id,
    )


def _own(by: Actor) -> Employee:
    employee = employee_of(by)
    if employee is None or employee.state != Employee.State.ACTIVE:
        raise NotYourDecision(is_health=False)
    return employee


def _kind(code: str) -> LeaveKind:
    kind = LeaveKind.objects.filter(code=code[:30], is_active=True, can_be_asked=True).first()
    if kind is None:
        raise UnknownLeaveKind(kind=code[:30])
    return kind


def _checked(employee: Employee, draft: LeaveDraft, kind: LeaveKind, at: datetime) -> Checked:
    found = check_days(employee, draft, kind, on=clock.company_date(at))
    if kind.needs_document and draft.paper_id is None:
        found.findings.append(Finding("leave_needs_paper", {"kind": kind.name}))
    return found


def _days(draft: LeaveDraft) -> int:
    return sum(stretch.days for stretch in draft.stretches)
