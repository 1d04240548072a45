"""Read the journal: its list and one entry."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from backoffice.core import policy
from backoffice.core.actors import Actor
from finance.errors import EntryNotFound
from finance.models import JournalEntry, JournalLine
from finance.models.journal import entry_number

# Counting stops here: beyond it nobody needs the exact number of rows.
MAX_COUNT = 10_000
_NUMBER = re.compile(r"\d{4}[/-](\d{1,18})", re.ASCII)
_ACCOUNT = re.compile(r"\d+(\.\d+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the list."""

    id: int
    number: str
    posted_on: date
    competence_date: date | None
    description: str
    source_kind: str
    source_number: str
    rule: str
    posted_by: str
    total: Decimal
    line_count: int
    is_reversed: bool
    reverses_id: int | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of the journal, newest first.  ``count`` is None beyond ``MAX_COUNT``."""

    rows: tuple[EntryRow, ...]
    has_previous: bool
    has_next: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of an entry; ``amount`` debit positive, credit negative."""

    position: int
    account: str
    account_name: str
    amount: Decimal
    currency: str
    channel: str
    cost_centre: str
    party: str

    @property
    def debit(self) -> Decimal | None:
        return self.amount if self.amount > 0 else None

    @property
    def credit(self) -> Decimal | None:
        return -self.amount if self.amount < 0 else None


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """One entry with its lines, its reversal and what it reverses."""

    row: EntryRow
    posted_at: datetime
    event_id: str
    period_status: str
    lines: tuple[EntryLine, ...]
    reversed_by: str
    reverses: str


def list_entries(
    *,
    actor: Actor,
    search: str = "",
    rule: str = "",
    account: str = "",
    posted_from: date | None = None,
    posted_to: date | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> EntryPage:
    """
    One page of the journal, newest first; ``after`` and ``before`` are entry ids (keyset).

    ``search`` reads an entry's number (2026/000123), an account's code or its beginning, or a source's number.
    """
    found = policy.visible(actor, JournalEntry.objects.all())
    found = _filtered(found, search=search, rule=rule, account=account, posted_from=posted_from, posted_to=posted_to)
    count = found.order_by()[: MAX_COUNT + 1].count()
    if before is not None:
        entries = list(found.filter(id__gt=before).order_by("id").select_related("reversed_by")[: limit + 1])
        has_previous, has_next = len(entries) > limit, True
        entries = entries[:limit][::-1]
    else:
        page = found.filter(id__lt=after) if after is not None else found
        entries = list(page.order_by("-id").select_related("reversed_by")[: limit + 1])
        has_previous, has_next = after is not None, len(entries) > limit
        entries = entries[:limit]
    return EntryPage(tuple(map(_row, entries)), has_previous, has_next, count if count <= MAX_COUNT else None)


def get_entry(*, actor: Actor, number: str) -> EntryDetail:
    """
    The entry of this number (2026/000123 or 2026-000123) or id, with its lines.

    :raises EntryNotFound: there is none
    """
    wanted = entry_id_of(number)
    entries = policy.visible(actor, JournalEntry.objects.select_related("reversed_by", "reverses", "period"))
    entry = entries.filter(pk=wanted).first()
    if entry is None:
        raise EntryNotFound(number=number)
    lines = entry.lines.select_related("account").order_by("position")
    reversal = getattr(entry, "reversed_by", None)
    return EntryDetail(
        row=_row(entry),
        posted_at=entry.posted_at,
        event_id=str(entry.event_id),
        period_status=entry.period.status,
        lines=tuple(
            EntryLine(
                line.position, line.account.code, line.account.name, line.amount, line.currency, line.channel, line.cost_centre, line.party
            )
            for line in lines
        ),
        reversed_by=reversal.number if reversal else "",
        reverses=entry.reverses.number if entry.reverses else "",
    )


def entry_id_of(number: str) -> int:
    """The key in 2026/000123, 2026-000123 or 123; 0, which no entry has, for anything else."""
    match = _NUMBER.fullmatch(number)
    return int(match[1]) if match else int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def list_rules() -> list[str]:
    """The rules that have posted something."""
    return list(JournalEntry.objects.order_by("rule").values_list("rule", flat=True).distinct())


def _filtered(
    entries: QuerySet[JournalEntry], *, search: str, rule: str, account: str, posted_from: date | None, posted_to: date | None
) -> QuerySet[JournalEntry]:
    if search:
        entries = entries.filter(_search(search))
    if rule:
        entries = entries.filter(rule=rule)
    if account:
        entries = entries.filter(_has_account(account))
    if posted_from:
        entries = entries.filter(posted_on__gte=posted_from)
    if posted_to:
        entries = entries.filter(posted_on__lte=posted_to)
    return entries


def _search(text: str) -> Any:
    number = _NUMBER.fullmatch(text)
    if number:
        return Q(pk=int(number[1]))
    if _ACCOUNT.fullmatch(text):
        return _has_account(text)
    return Q(source_number=text) | Q(source_number=text.upper())


def _has_account(code: str) -> Exists:
    lines = JournalLine.objects.filter(entry=OuterRef("pk"))
    return Exists(lines.filter(Q(account__code=code) | Q(account__code__startswith=f"{code}.")))


def _row(entry: JournalEntry) -> EntryRow:
    return EntryRow(
        id=entry.pk,
        number=entry_number(entry.pk, entry.posted_on),
        posted_on=entry.posted_on,
        competence_date=entry.competence_date,
        description=entry.description,
        source_kind=entry.source_kind,
        source_number=entry.source_number,
        rule=entry.rule,
        posted_by=entry.posted_by_name,
        total=entry.total,
        line_count=entry.line_count,
        is_reversed=hasattr(entry, "reversed_by"),
        reverses_id=entry.reverses_id,
    )
