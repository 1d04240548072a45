"""What the people area writes itself: certificates and absences, vacation granted, corrections, mistakes taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr.errors import BalanceNotCorrected, LeaveReversed, UnknownLeave, UnknownLeaveKind
from hr.leave.standard import VACATION_CODE
from hr.locks import lock_employee
from hr.models import Employee, LeaveCertificate, LeaveEntry, LeaveKind, LeaveRequest, VacationWindow
from hr.queries.people import employee_of
from hr.services.leave.checks import Checked, LeaveDraft, check_days
from hr.services.leave.deciders import require_other
from hr.services.leave.entries import write_days, write_reversals
from hr.services.leave.papers import own_paper
from hr.services.leave.windows import refresh_vacation_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDraft:
    """A medical certificate.  ``cid`` only if the paper names it."""

    cid: str = ""
    physician: str = ""
    crm: str = ""
    crm_state: str = ""


@transaction.atomic
def record_leave(
    *, employee_id: int, draft: LeaveDraft, certificate: CertificateDraft | None = None, by: Actor, at: datetime
) -> list[LeaveEntry]:
    """
    Write days into the ledger without a request: a certificate, a missed day, a vacation that the company sets.

    The caller has asked for hr.manage_leave.  Days that lie in the past are facts: rules about notice and starting day
    only warn.

    :raises OwnLeave: nobody records the own leave
    :raises UnknownLeaveKind: no such kind
    :raises LeaveOverlaps: the person is away or has asked to be
    :raises LeaveRefused: rules stand against it
    """
    employee = lock_employee(employee_id)
    require_other(employee, by=by, me=employee_of(by))
    kind = _kind(draft.kind)
    today = clock.company_date(at)
    paper = own_paper(draft.paper_id, by=by)
    check_days(employee, draft, kind, on=today, by_company=True).require()
    entries = write_days(
        employee, kind, draft.stretches, window_start=draft.window_start, sold_days=draft.sold_days, request=None, by=by, at=at
    )
    if entries[0].away and (paper or (kind.is_health and certificate is not None)):
        told = certificate or CertificateDraft()
        LeaveCertificate.objects.create(
            entry=entries[0],
            cid=told.cid,
            physician=told.physician,
            crm=told.crm,
            crm_state=told.crm_state,
            paper=paper,
        )
    refresh_vacation_windows(employee_ids=[employee.pk], today=today)
    after = {"entries": [entry.pk for entry in entries]}
    audit.record([audit.Trace("leave.recorded", ("employee", employee.number), at, after=after)], by=by)
    return entries


def preview_record(*, employee_id: int, draft: LeaveDraft, at: datetime) -> Checked:
    """
    What ``record_leave`` would say, without writing anything.

    :raises UnknownLeaveKind: no such kind
    """
    employee = Employee.objects.select_related("person").get(pk=employee_id)
    return check_days(employee, draft, _kind(draft.kind), on=clock.company_date(at), by_company=True)


@transaction.atomic
def reverse_leave(*, entry_id: int, reason: str, by: Actor, at: datetime) -> LeaveEntry:
    """
    Take a row of the ledger back; the days are free again, both rows stay to be read.

    :raises UnknownLeave: no such row
    :raises OwnLeave: nobody corrects the own leave
    :raises LeaveReversed: it was taken back before
    """
    owner_id = LeaveEntry.objects.filter(pk=entry_id).values_list("employee_id", flat=True).first()
    if owner_id is None:
        raise UnknownLeave(entry=entry_id)
    employee = lock_employee(owner_id)
    require_other(employee, by=by, me=employee_of(by))
    entry = LeaveEntry.objects.get(pk=entry_id)
    if not entry.is_live:
        raise LeaveReversed(entry=entry_id)
    [mirror] = write_reversals([entry], reason=reason[:200], by=by, at=at)
    _close_request(entry, reason, at)
    refresh_vacation_windows(employee_ids=[employee.pk], today=clock.company_date(at))
    audit.record([audit.Trace("leave.reversed", ("employee", employee.number), at, after={"entry": entry.pk})], by=by)
    return mirror


@transaction.atomic
def settle_windows(*, window_ids: Collection[int], reason: str, by: Actor, at: datetime) -> int:
    """
    Bring the balance of these years of acquisition to zero: they were enjoyed before the books began here.

    Set-based; own windows are left out, the caller names them.  Returns how many were settled.

    :raises BalanceNotCorrected: no reason, or nothing to settle
    """
    if not reason.strip():
        raise BalanceNotCorrected(reason="no_reason")
    me = employee_of(by)
    owners = VacationWindow.objects.filter(pk__in=window_ids).values_list("employee_id", flat=True)
    locked = list(Employee.objects.filter(pk__in=owners).order_by("pk").select_for_update(of=("self",)))
    mine = {me.person_id} if me else set()
    people = {employee.pk: employee for employee in locked if employee.person_id not in mine}
    windows = list(VacationWindow.objects.filter(pk__in=window_ids, employee_id__in=people, balance__gt=0))
    if not windows:
        raise BalanceNotCorrected(reason="no_days")
    kind = _kind(VACATION_CODE)
    LeaveEntry.objects.bulk_create(
        LeaveEntry(
            employee_id=window.employee_id,
            kind=kind,
            sort=LeaveEntry.Sort.CORRECTION,
            days=-window.balance,
            window_start=window.start,
            reason=reason.strip()[:200],
            recorded_at=at,
            recorded_by=by.name,
        )
        for window in windows
    )
    refresh_vacation_windows(employee_ids=people, today=clock.company_date(at))
    traces = [
        audit.Trace("leave.balance_corrected", ("employee", people[window.employee_id].number), at, after=_window(window))
        for window in windows
    ]
    audit.record(traces, by=by)
    return len(windows)


def _close_request(entry: LeaveEntry, reason: str, at: datetime) -> None:
    """A request of which nothing is left in the ledger is cancelled."""
    if entry.request_id is None or LeaveEntry.objects.filter(request_id=entry.request_id, is_live=True).exists():
        return
    told = {"state": LeaveRequest.State.CANCELLED, "reason": reason[:200], "closed_at": at, "version": F("version") + 1}
    LeaveRequest.objects.filter(pk=entry.request_id, state=LeaveRequest.State.APPROVED).update(**told)


def _window(window: VacationWindow) -> dict[str, str | int]:
    start: date = window.start
    return {"window": start.isoformat(), "days": -window.balance}


def _kind(code: str) -> LeaveKind:
    kind = LeaveKind.objects.filter(code=code[:30], is_active=True).first()
    if kind is None:
        raise UnknownLeaveKind(kind=code[:30])
    return kind
