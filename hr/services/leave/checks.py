"""What stands against some days of leave: the one reading of the rules for asking, deciding, recording and the live check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hr.errors import LeaveOverlaps, LeaveRefused
from hr.leave.days import Stretch, plus_years
from hr.leave.vacation import Finding, Standing, Wish, check_vacation
from hr.models import Employee, LeaveAllowance, LeaveEntry, LeaveKind, LeaveRequest
from hr.queries.standing import list_asked, list_live_entries, standings_of, stretch_of, workplace_of

# What still stands against days that are over: the ledger tells what happened, but it does not tell nonsense.
_EVEN_AFTERWARDS = {"vacation_balance", "vacation_lost", "vacation_not_acquired", "vacation_no_window", "leave_outside", "leave_no_days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveDraft:
    """
    Days of one kind.  ``window_start`` names the year of acquisition of a vacation, ``sold_days`` what is turned into money.

    ``token`` is the form's own: sent twice it is one request.  ``paper_id`` is a kept file of the sender.
    """

    kind: str
    stretches: tuple[Stretch, ...]
    token: UUID
    window_start: date | None = None
    sold_days: int = 0
    note: str = ""
    paper_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found, and for a vacation the year of acquisition before these days."""

    findings: list[Finding]
    standing: Standing | None
    overlap: tuple[Stretch, bool] | None

    @property
    def is_allowed(self) -> bool:
        return self.overlap is None and not any(finding.blocks for finding in self.findings)

    def require(self) -> None:
        """
        Refuse what is not allowed.

        :raises LeaveOverlaps: the person is away or has asked to be
        :raises LeaveRefused: rules stand against it
        """
        if self.overlap is not None:
            stretch, is_asked = self.overlap
            raise LeaveOverlaps(first=stretch.first, last=stretch.last, is_asked=is_asked)
        refusing = [{"code": finding.code} | finding.data for finding in self.findings if finding.blocks]
        if refusing:
            raise LeaveRefused(findings=refusing)


def check_days(
    employee: Employee, draft: LeaveDraft, kind: LeaveKind, *, on: date, by_company: bool = False, besides: int | None = None
) -> Checked:
    """
    Every rule against these days as asked on the day ``on``; ``besides`` leaves one request out of account: itself.

    Seven statements at most.
    """
    asked = list_asked(employee.pk, besides=besides)
    entries = list_live_entries([employee.pk])
    findings = _of_contract(employee, draft)
    standing = None
    if kind.nature == LeaveKind.Nature.VACATION:
        standing = _standing(employee, draft, entries, asked, on)
        if standing is None:
            findings.append(Finding("vacation_no_window"))
        else:
            wish = Wish(stretches=draft.stretches, sold=draft.sold_days, asked_on=on, by_company=by_company)
            findings += check_vacation(wish, standing, workplace_of(employee.pk, draft.stretches, today=on))
    else:
        findings += _of_kind(draft, kind, entries)
    if by_company and draft.stretches and all(stretch.first < on for stretch in draft.stretches):
        findings = [Finding(each.code, each.data, each.blocks and each.code in _EVEN_AFTERWARDS) for each in findings]
    return Checked(findings, standing, _overlap(draft, entries, asked))


def _standing(
    employee: Employee, draft: LeaveDraft, entries: Sequence[LeaveEntry], asked: Sequence[LeaveRequest], on: date
) -> Standing | None:
    found = standings_of(employee, entries, today=on, asked=asked)
    return next((each.standing for each in found if each.window.start == draft.window_start), None)


def _of_contract(employee: Employee, draft: LeaveDraft) -> list[Finding]:
    first = min((stretch.first for stretch in draft.stretches), default=employee.admitted_on)
    last = max((stretch.last for stretch in draft.stretches), default=employee.admitted_on)
    end = employee.ended_on or employee.term_ends_on
    found = []
    if not draft.stretches and not draft.sold_days:
        found.append(Finding("leave_no_days"))
    if any(stretch.last < stretch.first for stretch in draft.stretches) or _overlapping(draft.stretches):
        found.append(Finding("leave_order"))
    if first < employee.admitted_on or (end is not None and last > end):
        found.append(Finding("leave_outside", {"admitted": employee.admitted_on, "end": end}))
    return found


def _of_kind(draft: LeaveDraft, kind: LeaveKind, entries: Sequence[LeaveEntry]) -> list[Finding]:
    if not draft.stretches:
        return []
    first = min(stretch.first for stretch in draft.stretches)
    allowance = LeaveAllowance.objects.filter(kind=kind, from_day__lte=first).order_by("-from_day").first()
    if allowance is None:
        return []
    days, since = sum(stretch.days for stretch in draft.stretches), plus_years(first, -1)
    if kind.limit_per == LeaveKind.LimitPer.YEAR:
        days += sum(stretch_of(entry).within(since, first) for entry in entries if entry.kind_id == kind.pk)
    if days <= allowance.days:
        return []
    return [
        Finding("leave_too_long", {"days": days, "most": allowance.days, "per": kind.limit_per, "law": allowance.law, "kind": kind.name})
    ]


def _overlapping(stretches: Sequence[Stretch]) -> bool:
    ordered = sorted(stretches)
    return any(one.meets(next_one) for one, next_one in zip(ordered, ordered[1:], strict=False))


def _overlap(draft: LeaveDraft, entries: Sequence[LeaveEntry], asked: Sequence[LeaveRequest]) -> tuple[Stretch, bool] | None:
    away = [(stretch_of(entry), False) for entry in entries if entry.away]
    wanted = [(Stretch(row.first_day, row.last_day), True) for request in asked for row in request.periods.all()]
    return next((each for each in away + wanted if any(each[0].meets(stretch) for stretch in draft.stretches)), None)
