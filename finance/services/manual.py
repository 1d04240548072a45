"""Entries that people write: checked line by line, so that every mistake is named at once."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.clock import company_date
from backoffice.core.money import MINOR_UNITS, quantize_half_up
from finance import locks
from finance.errors import AlreadyReversed, EntryInvalid, EntryNotFound, OpeningLocked, PeriodClosed, ReversalOfReversal
from finance.models import Account, JournalEntry, Period
from finance.posting.drafts import EntryDraft, LineDraft
from finance.posting.opening import OPENING
from finance.queries.opening import get_first_closed_month
from finance.services.posting import PostedEntry, month_of, post_entries

MANUAL = "manual"
REVERSAL = "reversal"
MAX_LINES = 500
MAX_LINE_AMOUNT = Decimal("99999999999999.99")


@dataclass(frozen=True, slots=True)
class ManualEntry:
    """
    What a person wrote.  ``token`` makes sending the form twice harmless.

    Lines as in ``LineDraft``: debit positive, credit negative, currency units with at most two decimals.
    """

    token: UUID
    posted_on: date
    description: str
    lines: tuple[LineDraft, ...]


@transaction.atomic
def post_manual_entry(*, entry: ManualEntry, by: Actor, at: datetime) -> PostedEntry:
    """
    Post an entry that a person wrote.

    :raises EntryInvalid: with every mistake: {"line": 1.., "code": ..} and line 0 for the whole entry
    :raises PeriodClosed: the date lies in a closed period; ``proposed_date`` would do
    """
    errors = list_mistakes(entry)
    if errors:
        raise EntryInvalid(errors=errors)
    require_open(entry.posted_on, today=company_date(at))
    draft = EntryDraft(
        event_id=entry.token,
        rule=MANUAL,
        fact_date=entry.posted_on,
        description=entry.description.strip(),
        source_kind=MANUAL,
        source_number="",
        lines=entry.lines,
    )
    [posted] = post_entries(entries=[draft], by=by, at=at)
    if posted.is_new:
        after = {"number": posted.number, "amount": str(draft.total), "description": draft.description}
        audit.record([Trace(action="entry.posted", subject=("entry", str(posted.id)), at=at, after=after)], by=by)
    return posted


@transaction.atomic
def reverse_entry(*, entry_id: int, posted_on: date, reason: str, by: Actor, at: datetime) -> PostedEntry:
    """
    Post the mirror image of an entry, dated ``posted_on`` in an open period, linked to it both ways.

    :raises EntryNotFound: no such entry
    :raises AlreadyReversed: it has its reversal
    :raises ReversalOfReversal: it is a reversal itself
    :raises OpeningLocked: it holds the opening balances, and a month is closed since
    :raises PeriodClosed: the date lies in a closed period
    """
    entry = locks.entry(entry_id)
    if entry is None:
        raise EntryNotFound(number=entry_id)
    if entry.reverses_id is not None:
        raise ReversalOfReversal(number=entry.number)
    reversal = JournalEntry.objects.filter(reverses=entry).first()
    if reversal is not None:
        raise AlreadyReversed(number=entry.number, reversal=reversal.number)
    closed_month = get_first_closed_month() if entry.rule == OPENING else None
    if closed_month is not None:
        raise OpeningLocked(period=closed_month)
    require_open(posted_on, today=company_date(at))
    lines = entry.lines.select_related("account").order_by("position")
    draft = EntryDraft(
        event_id=entry.event_id,
        rule=f"{REVERSAL}:{entry.rule}"[:40],
        fact_date=posted_on,
        description=f"Estorno de {entry.number}: {reason.strip()}"[:200],
        source_kind=entry.source_kind,
        source_number=entry.source_number,
        lines=tuple(
            LineDraft(line.account.code, -line.amount, line.channel, line.cost_centre, line.party, line.currency) for line in lines
        ),
        reverses_id=entry.pk,
    )
    [posted] = post_entries(entries=[draft], by=by, at=at)
    traces = [
        Trace(
            action="entry.reversed", subject=("entry", str(entry.pk)), at=at, after={"reversal": posted.number, "reason": reason.strip()}
        ),
        Trace(action="entry.posted", subject=("entry", str(posted.id)), at=at, after={"number": posted.number, "reverses": entry.number}),
    ]
    audit.record(traces, by=by)
    return posted


def require_open(day: date, *, today: date) -> None:
    """
    Refuse a date that lies in a closed period and say which one would do.

    :raises PeriodClosed: with ``posted_on``, ``status``, ``closed_at`` and ``proposed_date``
    """
    period = Period.objects.filter(pk=month_of(day)).first()
    if period is None or period.status == Period.Status.OPEN:
        return
    is_today_open = not Period.objects.filter(pk=month_of(today)).exclude(status=Period.Status.OPEN).exists()
    raise PeriodClosed(
        posted_on=day.isoformat(),
        status=str(period.status),
        closed_at=period.closed_at.isoformat() if period.closed_at else "",
        proposed_date=today.isoformat() if is_today_open else "",
    )


def list_mistakes(entry: ManualEntry) -> list[dict[str, Any]]:
    """Everything wrong with what was written, as ``EntryInvalid`` tells it; empty for a good entry."""
    accounts = {account.code: account for account in Account.objects.filter(code__in={line.account for line in entry.lines})}
    errors: list[dict[str, Any]] = []
    if not entry.description.strip():
        errors.append({"line": 0, "code": "description_missing"})
    if not 2 <= len(entry.lines) <= MAX_LINES:
        errors.append({"line": 0, "code": "line_count", "count": len(entry.lines), "limit": MAX_LINES})
    for number, line in enumerate(entry.lines, start=1):
        code = _mistake_of(line, accounts.get(line.account))
        if code:
            errors.append({"line": number, "code": code, "account": line.account})
    if not errors:
        draft_sums = EntryDraft(entry.token, MANUAL, entry.posted_on, "", "", "", entry.lines).imbalance()
        errors += [
            {"line": 0, "code": "not_balanced", "currency": currency, "difference": str(gap)} for currency, gap in draft_sums.items()
        ]
    return errors


def _mistake_of(line: LineDraft, account: Account | None) -> str:
    """The first thing wrong with a line, "" if nothing is."""
    if account is None:
        return "account_unknown"
    if not account.is_postable:
        return "account_not_postable"
    if not account.is_active:
        return "account_inactive"
    if line.currency not in MINOR_UNITS:
        return "currency_unknown"
    if not line.amount.is_finite() or abs(line.amount) > MAX_LINE_AMOUNT:
        return "amount_impossible"
    if not line.amount:
        return "amount_missing"
    if line.amount != quantize_half_up(line.amount, MINOR_UNITS[line.currency]):
        return "amount_too_fine"
    return ""
