"""The balances that a company begins with: once, balanced, tied out with what the house keeps itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.clock import company_date
from backoffice.core.money import ZERO
from finance import locks
from finance.errors import EntryInvalid, OpeningDiffers, OpeningLocked, OpeningPosted
from finance.models import Account, JournalEntry
from finance.posting import roles
from finance.posting.drafts import LineDraft
from finance.posting.opening import KEPT_ELSEWHERE, OPENING, opening, sum_by_account
from finance.queries.opening import get_booked, get_first_closed_month, get_opening
from finance.services.manual import ManualEntry, list_mistakes
from finance.services.posting import PostedEntry, post_entries
from finance.services.refusals import named_refusals


@dataclass(frozen=True, slots=True)
class OpeningBalances:
    """
    The whole balance sheet of the last day of before, also what the house knows already (stock).

    ``token`` makes sending the form twice harmless.  Lines as in ``LineDraft``: debit positive, credit negative.
    """

    token: UUID
    day: date
    lines: tuple[LineDraft, ...]


@transaction.atomic
def post_opening_balances(*, balances: OpeningBalances, by: Actor, at: datetime) -> PostedEntry:
    """
    Post ONE entry after which the ledger shows the balances; what is booked already (opening stock) is left out of it.

    :raises EntryInvalid: every mistake of the lines, as in ``post_manual_entry``; also ``not_balanced``, ``future``
    :raises OpeningPosted: they are posted; reverse ``number`` first
    :raises OpeningLocked: a month is closed
    :raises OpeningDiffers: an account whose detail is kept elsewhere has another sum there
    :raises LedgerBusy: somebody kept posting for too long
    """
    with named_refusals(), transaction.atomic():
        locks.journal_alone()
    twin = JournalEntry.objects.filter(event_id=balances.token, rule=OPENING).first()
    if twin is not None:
        return PostedEntry(twin.pk, twin.event_id, twin.rule, twin.posted_on, is_new=False)
    _require_unposted()
    typed = sum_by_account(balances.lines)
    _require_sound(balances, typed, today=company_date(at))
    booked = get_booked(day=balances.day)
    _require_tied_out(typed, booked)
    draft = opening(token=balances.token, day=balances.day, typed=typed, booked=booked)
    if not draft.lines:
        raise EntryInvalid(errors=[{"line": 0, "code": "nothing_to_post"}])
    [posted] = post_entries(entries=[draft], by=by, at=at)
    after = {"number": posted.number, "day": balances.day, "amount": str(draft.total), "lines": len(draft.lines)}
    audit.record([Trace(action="opening.posted", subject=("entry", str(posted.id)), at=at, after=after)], by=by)
    return posted


def _require_unposted() -> None:
    present = get_opening()
    if present is not None:
        raise OpeningPosted(number=present.number)
    month = get_first_closed_month()
    if month is not None:
        raise OpeningLocked(period=month)


def _require_sound(balances: OpeningBalances, typed: Mapping[str, Decimal], *, today: date) -> None:
    entry = ManualEntry(balances.token, balances.day, OPENING, balances.lines)
    errors = list_mistakes(entry)
    if roles.OPENING_BALANCES in typed:
        errors.append({"line": 0, "code": "account_ends_at_zero", "account": roles.OPENING_BALANCES})
    if balances.day > today:
        errors.append({"line": 0, "code": "future", "day": balances.day.isoformat()})
    if errors:
        raise EntryInvalid(errors=errors)


def _require_tied_out(typed: Mapping[str, Decimal], booked: Mapping[str, Decimal]) -> None:
    names = dict(Account.objects.filter(code__in=KEPT_ELSEWHERE).values_list("code", "name"))
    differing = [
        {"account": code, "name": names.get(code, code), "typed": str(typed.get(code, ZERO)), "kept": str(booked.get(code, ZERO))}
        for code in KEPT_ELSEWHERE
        if typed.get(code, ZERO) != booked.get(code, ZERO)
    ]
    if differing:
        raise OpeningDiffers(accounts=differing)
