"""
Close and lock months; opening one again is services.reopening.

Closing takes the journal's lock alone: what was being posted has committed before, what comes after sees the closed
period and is refused by the trigger or dated later by ``post_entries``.
"""

from datetime import date, datetime

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.clock import company_date
from finance import locks
from finance.errors import EarlierPeriodOpen, PeriodNotFound, PeriodNotOver, PeriodStateConflict
from finance.models import Period
from finance.services.refusals import named_refusals

Status = Period.Status


@transaction.atomic
def close_period(*, period_id: int, by: Actor, at: datetime) -> Period:
    """
    Close a month (``period_id`` as in 202610): nothing is dated in it any more.

    :raises PeriodNotOver: the month has not ended
    :raises PeriodStateConflict: it is closed or locked already
    :raises EarlierPeriodOpen: an earlier month is still open
    :raises LedgerBusy: somebody kept posting for too long
    """
    with named_refusals(), transaction.atomic():
        locks.journal_alone()
    year, month = divmod(period_id, 100)
    if company_date(at) < _first_day_after(year, month):
        raise PeriodNotOver(period=period_id)
    Period.objects.get_or_create(id=period_id, defaults={"year": year, "month": month})
    period = _locked(period_id)
    _require(period, Status.OPEN, wanted=Status.CLOSED)
    _require_earlier_not(period_id, Status.OPEN)
    period.status, period.closed_at, period.closed_by = Status.CLOSED, at, by.name
    return _save(period, "period.closed", before=Status.OPEN, by=by, at=at)


def reopen(*, period_id: int, reason: str, asked_by: str, by: Actor, at: datetime) -> Period:
    """
    Open a closed month again, inside the transaction of the decision (services.reopening); reason and who asked stay in the trail.

    :raises PeriodNotFound: nothing was ever dated in it
    :raises PeriodStateConflict: it is open, or locked for good
    """
    period = _locked(period_id)
    _require(period, Status.CLOSED, wanted=Status.OPEN)
    period.status, period.closed_at, period.closed_by = Status.OPEN, None, ""
    return _save(period, "period.reopened", before=Status.CLOSED, by=by, at=at, reason=reason, asked_by=asked_by)


@transaction.atomic
def lock_period(*, period_id: int, by: Actor, at: datetime) -> Period:
    """
    Lock a closed month for good: nothing opens it again.

    :raises PeriodNotFound: nothing was ever dated in it
    :raises PeriodStateConflict: it is not closed, or locked already
    :raises EarlierPeriodOpen: an earlier month is not locked yet
    """
    period = _locked(period_id)
    _require(period, Status.CLOSED, wanted=Status.LOCKED)
    _require_earlier_not(period_id, Status.OPEN, Status.CLOSED)
    period.status, period.locked_at, period.locked_by = Status.LOCKED, at, by.name
    return _save(period, "period.locked", before=Status.CLOSED, by=by, at=at)


def open_months(*, at: datetime) -> None:
    """
    Open the present month and the next, if they are not yet.

    Posting opens a month by itself; who posts into it first would keep the others waiting until it commits.
    """
    today = company_date(at)
    following = _first_day_after(today.year, today.month)
    months = [Period(id=day.year * 100 + day.month, year=day.year, month=day.month) for day in (today, following)]
    Period.objects.bulk_create(months, ignore_conflicts=True)


def _first_day_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _locked(period_id: int) -> Period:
    period = locks.period(period_id)
    if period is None:
        raise PeriodNotFound(period=period_id)
    return period


def _require(period: Period, status: str, *, wanted: str) -> None:
    if period.status != status:
        raise PeriodStateConflict(period=period.pk, status=period.status, wanted=str(wanted))


def _require_earlier_not(period_id: int, *statuses: str) -> None:
    earlier = Period.objects.filter(id__lt=period_id, status__in=statuses).order_by("id").first()
    if earlier is not None:
        raise EarlierPeriodOpen(period=period_id, earlier=earlier.pk, status=earlier.status)


def _save(period: Period, action: str, *, before: str, by: Actor, at: datetime, **more: str) -> Period:
    period.save()
    after = {"status": str(period.status), **more}
    audit.record([Trace(action=action, subject=("period", str(period.pk)), at=at, before={"status": str(before)}, after=after)], by=by)
    return period
