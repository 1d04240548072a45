"""
The write door of the ledger: post entries, any number in two statements.

Idempotent by (event, rule): what is posted already is skipped and told.  Who fixes amounts are the rules
(finance.posting); here entries only get their period, their number and their place in the journal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from backoffice.core.actors import Actor
from backoffice.core.clock import company_date
from backoffice.core.codec import to_json
from finance.errors import EntryNotBalanced
from finance.models.journal import entry_number
from finance.posting.drafts import EntryDraft
from finance.services.refusals import named_refusals

_TAKE_PERIODS = "SELECT wanted_month, open_month FROM finance_take_periods(%s)"

# Entries and their lines in one statement; the triggers check the whole at its end.  A twin that is posted already
# (or by somebody else at this moment) gives no row in `posted` and so takes no lines either.
_POST = """
WITH draft AS (
    SELECT * FROM jsonb_to_recordset(%(entries)s) AS d(
        place int, event_id uuid, rule text, posted_on date, period_id int, competence_date date, description text,
        source_kind text, source_number text, reverses_id bigint, total numeric, line_count int)
), posted AS (
    INSERT INTO finance_journalentry (posted_on, period_id, competence_date, description, source_kind, source_number, event_id, rule,
        reverses_id, total, line_count, posted_by_kind, posted_by_id, posted_by_name, posted_at)
    SELECT posted_on, period_id, competence_date, description, source_kind, source_number, event_id, rule,
        reverses_id, total, line_count, %(by_kind)s, %(by_id)s, %(by_name)s, %(at)s
    FROM draft ORDER BY place
    ON CONFLICT (event_id, rule) DO NOTHING
    RETURNING id, event_id, rule, posted_on
), lines AS (
    INSERT INTO finance_journalline (entry_id, position, account_id, posted_on, amount, currency, channel, cost_centre, party)
    SELECT posted.id, line.position, account.id, posted.posted_on, line.amount, line.currency, line.channel, line.cost_centre, line.party
    FROM jsonb_to_recordset(%(lines)s) AS line(
        place int, position int, account text, amount numeric, currency text, channel text, cost_centre text, party text)
    JOIN draft ON draft.place = line.place
    JOIN posted ON posted.event_id = draft.event_id AND posted.rule = draft.rule
    LEFT JOIN finance_account AS account ON account.code = line.account
    ORDER BY posted.id, line.position
)
SELECT id, event_id, rule, posted_on FROM posted
"""

_FIND = """
SELECT entry.id, entry.event_id, entry.rule, entry.posted_on
FROM finance_journalentry AS entry
JOIN jsonb_to_recordset(%s) AS d(event_id uuid, rule text) ON entry.event_id = d.event_id AND entry.rule = d.rule
"""


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """Where a draft ended up; ``is_new`` is False if it had been posted before."""

    id: int
    event_id: UUID
    rule: str
    posted_on: date
    is_new: bool

    @property
    def number(self) -> str:
        return entry_number(self.id, self.posted_on)


@transaction.atomic
def post_entries(*, entries: Sequence[EntryDraft], by: Actor, at: datetime) -> list[PostedEntry]:
    """
    Post the entries, in their order.  Two SQL statements for any number of them.

    A fact whose period is closed is dated in the first open period after it (today, if that is in it, else its first
    day) and keeps its own date as ``competence_date``: never refused, never silent (docs/mechanisms/posting.md).

    :raises EntryNotBalanced: debits and credits of an entry differ
    :raises AccountNotPostable: a line names an account that sums up others
    :raises EntryIncomplete: a line names an account that does not exist
    """
    if not entries:
        return []
    for entry in entries:
        if difference := entry.imbalance():
            currency, amount = next(iter(difference.items()))
            raise EntryNotBalanced(rule=entry.rule, currency=currency, difference=str(amount))
    dates = _posting_dates(entries, today=company_date(at))
    headers = [_header(place, entry, dates) for place, entry in enumerate(entries)]
    lines = [
        {
            "place": place,
            "position": position,
            "account": line.account,
            "amount": line.amount,
            "currency": line.currency,
            "channel": line.channel,
            "cost_centre": line.cost_centre,
            "party": line.party,
        }
        for place, entry in enumerate(entries)
        for position, line in enumerate(entry.lines, start=1)
    ]
    values: dict[str, Any] = {"entries": to_json(headers).decode(), "lines": to_json(lines).decode(), "at": at}
    values |= {"by_kind": by.kind, "by_id": by.id, "by_name": by.name}
    with named_refusals(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_POST, values)
        posted = {(row[1], row[2]): PostedEntry(row[0], row[1], row[2], row[3], is_new=True) for row in cursor.fetchall()}
        if len(posted) < len(entries):
            cursor.execute(_FIND, [values["entries"]])
            for row in cursor.fetchall():
                posted.setdefault((row[1], row[2]), PostedEntry(row[0], row[1], row[2], row[3], is_new=False))
    return [posted[entry.event_id, entry.rule] for entry in entries]


def _header(place: int, entry: EntryDraft, dates: dict[date, date]) -> dict[str, object]:
    posted_on = dates[entry.fact_date]
    return {
        "place": place,
        "event_id": entry.event_id,
        "rule": entry.rule,
        "posted_on": posted_on,
        "period_id": month_of(posted_on),
        "competence_date": entry.fact_date if posted_on != entry.fact_date else None,
        "description": entry.description,
        "source_kind": entry.source_kind,
        "source_number": entry.source_number,
        "reverses_id": entry.reverses_id,
        "total": entry.total,
        "line_count": len(entry.lines),
    }


def month_of(day: date) -> int:
    """The key of the day's period: 24 November 2026 -> 202611."""
    return day.year * 100 + day.month


def _posting_dates(entries: Sequence[EntryDraft], *, today: date) -> dict[date, date]:
    """The posting date of every fact date, with the writer's lock taken so that no period closes meanwhile."""
    days = {entry.fact_date for entry in entries}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_PERIODS, [sorted({month_of(day) for day in days})])
        open_months = dict(cursor.fetchall())
    dates = {}
    for day in days:
        month = open_months[month_of(day)]
        if month == month_of(day):
            dates[day] = day
        else:
            dates[day] = today if month == month_of(today) else date(month // 100, month % 100, 1)
    return dates
