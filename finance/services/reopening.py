"""
Open a closed month again, with four eyes: who keeps the books asks with a reason, a second person decides.

Source of the rule: what was closed has been reported on; one person alone must not change it.
"""

from datetime import datetime

from django.db import transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.events.finance import PeriodReopeningAsked, PeriodReopeningDecided
from finance import locks
from finance.errors import OwnReopening, PeriodNotFound, PeriodStateConflict, ReopeningDecided, ReopeningNotFound, ReopeningWaits
from finance.models import Period, PeriodReopening
from finance.services.periods import reopen

Status = PeriodReopening.Status


@transaction.atomic
def ask_reopening(*, period_id: int, reason: str, by: Actor, at: datetime) -> PeriodReopening:
    """
    Ask for a closed month to be opened again.

    :raises PeriodNotFound: nothing was ever dated in it
    :raises PeriodStateConflict: it is open, or locked for good
    :raises ReopeningWaits: somebody has asked already
    """
    period = locks.period(period_id)
    if period is None:
        raise PeriodNotFound(period=period_id)
    if period.status != Period.Status.CLOSED:
        raise PeriodStateConflict(period=period_id, status=period.status, wanted=str(Period.Status.OPEN))
    waiting = PeriodReopening.objects.filter(period=period, status=Status.WAITING).first()
    if waiting is not None:
        raise ReopeningWaits(period=period_id, who=waiting.asked_by, is_own=waiting.asked_by_id == by.id)
    asked = PeriodReopening.objects.create(period=period, reason=reason, asked_by_id=by.id, asked_by=by.name, asked_at=at)
    _trace("period.reopening_asked", asked, by=by, at=at)
    bus.publish([PeriodReopeningAsked(occurred_at=at, reopening_id=asked.pk, period=period_id, asked_by_id=by.id, asked_by=by.name)])
    return asked


@transaction.atomic
def approve_reopening(*, reopening_id: int, by: Actor, at: datetime) -> PeriodReopening:
    """
    Open the month again that somebody else asked for.

    :raises ReopeningNotFound: no such request
    :raises ReopeningDecided: it is decided already
    :raises OwnReopening: the actor asked for it
    :raises PeriodStateConflict: the month was locked for good meanwhile
    """
    asked = _waiting(reopening_id)
    if asked.asked_by_id == by.id:
        raise OwnReopening(period=asked.period_id)
    reopen(period_id=asked.period_id, reason=asked.reason, asked_by=asked.asked_by, by=by, at=at)
    return _decide(asked, Status.APPROVED, by=by, at=at)


@transaction.atomic
def refuse_reopening(*, reopening_id: int, note: str, by: Actor, at: datetime) -> PeriodReopening:
    """
    Leave the month closed; of the actor's own request it is a withdrawal.

    :raises ReopeningNotFound: no such request
    :raises ReopeningDecided: it is decided already
    """
    asked = _waiting(reopening_id)
    asked.note = note
    return _decide(asked, Status.WITHDRAWN if asked.asked_by_id == by.id else Status.REFUSED, by=by, at=at)


def _waiting(reopening_id: int) -> PeriodReopening:
    """The request, its month locked first: whoever asks, decides or locks a month takes the month's row."""
    found = PeriodReopening.objects.filter(pk=reopening_id).first()
    if found is None:
        raise ReopeningNotFound(reopening=reopening_id)
    locks.period(found.period_id)
    found.refresh_from_db()
    if found.status != Status.WAITING:
        raise ReopeningDecided(period=found.period_id, status=found.status, who=found.decided_by)
    return found


def _decide(asked: PeriodReopening, status: str, *, by: Actor, at: datetime) -> PeriodReopening:
    asked.status, asked.decided_by_id, asked.decided_by, asked.decided_at = status, by.id, by.name, at
    asked.save()
    _trace(f"period.reopening_{status}", asked, by=by, at=at)
    if status != Status.WITHDRAWN:
        told = PeriodReopeningDecided(
            occurred_at=at,
            reopening_id=asked.pk,
            period=asked.period_id,
            status=str(status),
            asked_by_id=asked.asked_by_id,
            decided_by=by.name,
        )
        bus.publish([told])
    return asked


def _trace(action: str, asked: PeriodReopening, *, by: Actor, at: datetime) -> None:
    after = {"reopening": asked.pk, "reason": asked.reason} | ({"note": asked.note} if asked.note else {})
    audit.record([Trace(action=action, subject=("period", str(asked.period_id)), at=at, after=after)], by=by)
