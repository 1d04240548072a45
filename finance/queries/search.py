"""Find journal entries by number, in one query."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from backoffice.core import policy
from backoffice.core.actors import Actor
from finance.models import JournalEntry
from finance.models.journal import entry_number

_NUMBER = re.compile(r"(\d{4})[/-]0*(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class EntryHit:
    """``is_exact``: the text is the entry's own number, not that of its source."""

    number: str
    posted_on: date
    description: str
    total: Decimal
    is_exact: bool


def search_entries(*, actor: Actor, text: str, limit: int) -> list[EntryHit]:
    """Entries by number (2026/000123) or by the number of what they were posted for, the newest first."""
    number = _NUMBER.fullmatch(text)
    wanted = Q(pk=int(number[2]), posted_on__year=int(number[1])) if number else Q(source_number__in={text, text.upper()})
    entries = policy.visible(actor, JournalEntry.objects.filter(wanted)).order_by("-pk")
    rows = entries.values_list("pk", "posted_on", "description", "total")[:limit]
    return [EntryHit(entry_number(key, day), day, description, total, bool(number)) for key, day, description, total in rows]
