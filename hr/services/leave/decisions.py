"""Approve, refuse, cancel: of two people at once one decides, the other hears who was faster."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from hr.errors import LeaveBegun, LeaveDecided, NotYourDecision, OwnLeave, UnknownLeave
from hr.locks import lock_employee
from hr.models import Employee, LeaveEntry, LeaveRequest
from hr.queries.standing import stretch_of
from hr.services.leave import notices
from hr.services.leave.checks import Checked, check_days
from hr.services.leave.deciders import require_decider
from hr.services.leave.entries import write_days, write_reversals
from hr.services.leave.requests import draft_of
from hr.services.leave.windows import refresh_vacation_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveDecision:
    """``version`` is that of the request which the person saw; a refusal names its ``reason``, read by who asked."""

    request_id: int
    version: int
    approve: bool
    reason: str = ""


@transaction.atomic
def decide_leave(*, decision: LeaveDecision, by: Actor, at: datetime) -> LeaveRequest:
    """
    Approve, which writes the ledger, or refuse.  The rules are asked again: days may have gone meanwhile.

    :raises UnknownLeave: no such request
    :raises OwnLeave: it is the actor's own
    :raises NotYourDecision: neither manager nor delegate nor the people area
    :raises LeaveDecided: somebody was faster, or it was withdrawn
    :raises LeaveOverlaps: the person is away by now
    :raises LeaveRefused: rules stand against it by now
    """
    request, in_place_of = _locked(decision.request_id, by, at)
    if request.state != LeaveRequest.State.ASKED or request.version != decision.version:
        raise LeaveDecided(state=request.state, by=request.decided_by.get_full_name() if request.decided_by else "")
    employee = request.employee
    if decision.approve:
        draft = draft_of(request)
        check_days(employee, draft, request.kind, on=clock.company_date(request.asked_at), besides=request.pk).require()
        write_days(
            employee,
            request.kind,
            draft.stretches,
            window_start=request.window_start,
            sold_days=request.sold_days,
            request=request,
            by=by,
            at=at,
        )
        refresh_vacation_windows(employee_ids=[employee.pk], today=clock.company_date(at))
    request.state = LeaveRequest.State.APPROVED if decision.approve else LeaveRequest.State.REFUSED
    request.reason = decision.reason.strip()[:200]
    request.decided_at, request.decided_by_id, request.on_behalf_of, request.version = at, by.id, in_place_of, request.version + 1
    request.save(update_fields=["state", "reason", "decided_at", "decided_by", "on_behalf_of", "version"])
    action = "leave.approved" if decision.approve else "leave.refused"
    after = {"request": request.pk} | ({"in_place_of": in_place_of.number} if in_place_of else {})
    audit.record([audit.Trace(action, ("employee", employee.number), at, after=after)], by=by)
    notices.tell_decided(request, at=at)
    return request


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """What a decision would find: the rules as they stand now, and why this person may not decide, if so."""

    checked: Checked
    refusal: BusinessError | None


def preview_decision(*, request: LeaveRequest, by: Actor, at: datetime) -> DecisionPreview:
    """Ask everything that ``decide_leave`` asks, without writing anything."""
    on = clock.company_date(request.asked_at)
    checked = check_days(request.employee, draft_of(request), request.kind, on=on, besides=request.pk)
    try:
        require_decider(request.employee, request.kind, by=by, today=clock.company_date(at))
    except (OwnLeave, NotYourDecision) as refusal:
        return DecisionPreview(checked, refusal)
    return DecisionPreview(checked, None)


@transaction.atomic
def cancel_leave(*, request_id: int, reason: str, by: Actor, at: datetime) -> LeaveRequest:
    """
    Cancel an approved request before its first day; the days are free again.  Done twice it is done once.

    :raises UnknownLeave: no such request
    :raises OwnLeave: it is the actor's own
    :raises NotYourDecision: neither manager nor delegate nor the people area
    :raises LeaveDecided: it is not approved
    :raises LeaveBegun: it has begun; the people area corrects the entry
    """
    request, _in_place_of = _locked(request_id, by, at)
    if request.state == LeaveRequest.State.CANCELLED:
        return request
    if request.state != LeaveRequest.State.APPROVED:
        raise LeaveDecided(state=request.state, by="")
    entries = list(LeaveEntry.objects.filter(request=request, is_live=True).order_by("pk"))
    first = min((stretch_of(entry).first for entry in entries if entry.away), default=None)
    today = clock.company_date(at)
    if first is not None and first <= today:
        raise LeaveBegun(first=first)
    write_reversals(entries, reason=reason[:200], by=by, at=at)
    refresh_vacation_windows(employee_ids=[request.employee_id], today=today)
    request.state, request.reason, request.closed_at = LeaveRequest.State.CANCELLED, reason[:200], at
    request.version += 1
    request.save(update_fields=["state", "reason", "closed_at", "version"])
    audit.record([audit.Trace("leave.cancelled", ("employee", request.employee.number), at, after={"request": request.pk})], by=by)
    notices.tell_decided(request, at=at)
    return request


def _locked(request_id: int, by: Actor, at: datetime) -> tuple[LeaveRequest, Employee | None]:
    """The request under the lock of its person; whoever waited for the lock reads what the other has done."""
    owner_id = LeaveRequest.objects.filter(pk=request_id).values_list("employee_id", flat=True).first()
    if owner_id is None:
        raise UnknownLeave(request=request_id)
    lock_employee(owner_id)
    request = LeaveRequest.objects.select_related("employee__person", "kind", "decided_by").get(pk=request_id)
    return request, require_decider(request.employee, request.kind, by=by, today=clock.company_date(at))
