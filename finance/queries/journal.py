"""Read the journal: its list and one entry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort
from finance.channels import channel_names
from finance.errors import EntryNotFound
from finance.models import Account, JournalEntry, JournalLine
from finance.models.journal import entry_number

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
class EntryLine:
    """One line of an entry; ``amount`` debit positive, credit negative; ``channel`` is its name."""

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


SORTS: tuple[Sort, ...] = (
    Sort(name="-number", label=_("Last posted first"), keys=(Key("id"),)),
    Sort(name="number", label=_("First posted first"), keys=(Key("id"),)),
)


def read_entries(
    *,
    actor: Actor,
    search: str = "",
    rule: str = "",
    account: str = "",
    posted_from: date | None = None,
    posted_to: date | None = None,
    total_min: Decimal | None = None,
    total_max: Decimal | None = None,
) -> Reader[EntryRow]:
    """
    The entries of a filter, to be read in pages or walked.

    ``search`` reads an entry's number (2026/000123), an account's code or its beginning, or a source's number.
    """
    found = policy.visible(actor, JournalEntry.objects.select_related("reversed_by"))
    found = _filtered(found, search=search, rule=rule, account=account, posted_from=posted_from, posted_to=posted_to)
    if total_min is not None:
        found = found.filter(total__gte=total_min)
    if total_max is not None:
        found = found.filter(total__lte=total_max)
    return Reader(rows=found, make=lambda entries: [_row(entry) for entry in entries])


def list_entries(*, actor: Actor, search: str = "", limit: int = 50) -> Sequence[EntryRow]:
    """The last posted entries that ``search`` finds: of an order's number all that belong to it."""
    return read_entries(actor=actor, search=search).page(SORTS[0], limit=limit).rows


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
    channels = channel_names()
    return EntryDetail(
        row=_row(entry),
        posted_at=entry.posted_at,
        event_id=str(entry.event_id),
        period_status=entry.period.status,
        lines=tuple(
            EntryLine(
                line.position,
                line.account.code,
                line.account.name,
                line.amount,
                line.currency,
                channels.get(line.channel, line.channel),
                line.cost_centre,
                line.party,
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
    """Asked by id: with the code inside, Postgres cannot tell a busy account from an idle one and reads all lines."""
    below = Account.objects.filter(Q(code=code) | Q(code__startswith=f"{code}.")).values_list("pk", flat=True)
    return Exists(JournalLine.objects.filter(entry=OuterRef("pk"), account_id__in=list(below)))


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
