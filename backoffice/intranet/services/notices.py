"""
Tell people, mark what they have read, forget what is old.

Two statements tell any number of things to any number of people: the notices, and the outbox row of each e-mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from backoffice.core import bus, policy
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from backoffice.events.intranet import NoticeMailRequested
from backoffice.intranet.kinds import KINDS
from backoffice.intranet.models import Notice

# Read notices are kept this long.
KEPT_READ = timedelta(days=90)
_SWEPT_AT_ONCE = 5000

# Who chose "none" gets no row at all; the kind's default holds for who chose nothing.
_INSERT = """
INSERT INTO intranet_notice (recipient_id, kind, data, url, effect_key, wants_mail, created_at)
SELECT told.recipient_id, told.kind, told.data, told.url, told.effect_key,
       COALESCE(wanted.channel, told.channel) = 'mail' AND person.email <> '', %s
FROM jsonb_to_recordset(%s::jsonb)
     AS told(recipient_id bigint, kind text, data jsonb, url text, effect_key text, channel text, until_read bool, ordinal int)
JOIN core_user AS person ON person.id = told.recipient_id AND person.is_active
LEFT JOIN intranet_noticepreference AS wanted ON wanted.user_id = told.recipient_id AND wanted.kind = told.kind
WHERE COALESCE(wanted.channel, told.channel) <> 'none'
  AND NOT (told.until_read AND EXISTS (
      SELECT FROM intranet_notice AS unread
      WHERE unread.recipient_id = told.recipient_id AND unread.kind = told.kind AND unread.read_at IS NULL))
ORDER BY told.ordinal
ON CONFLICT (recipient_id, effect_key) DO NOTHING
RETURNING id, wants_mail
"""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """
    The same thing for several people.  ``data``: names and numbers for the kind's words (kinds.py); ``url``: a path of
    this installation; ``effect_key``: what makes it the same thing, for example ``job:<event id>``.

    ``until_read``: who has not read the last notice of this kind gets no second one; it leads to a list that holds both.
    """

    kind: str
    recipient_ids: tuple[int, ...]
    data: Mapping[str, Any]
    url: str
    effect_key: str
    until_read: bool = False


@transaction.atomic
def notify(*, drafts: Sequence[NoticeDraft], at: datetime) -> int:
    """
    Tell people, each the way that the person chose; told before is not told again.  Returns how many new notices there are.

    :raises KeyError: a kind that is not in kinds.py
    :raises ValueError: a url that leaves this installation
    """
    rows = [row for draft in drafts for row in _rows(draft)]
    if not rows:
        return 0
    for ordinal, row in enumerate(rows):
        row["ordinal"] = ordinal
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, to_json(rows).decode()])
        made = cursor.fetchall()
    # One event for each e-mail: a mail server that refuses one address does not repeat the others.
    bus.publish([NoticeMailRequested(occurred_at=at, notice_id=notice_id) for notice_id, wants_mail in made if wants_mail])
    return len(made)


def mark_read(*, notice_id: int, by: Actor, at: datetime) -> Notice | None:
    """The actor's notice, now read; None if there is no such one of the actor's."""
    notice = policy.visible(by, Notice.objects.filter(pk=notice_id)).first()
    if notice is not None and notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
        notice.read_at = at
    return notice


def mark_all_read(*, up_to_id: int, by: Actor, at: datetime) -> int:
    """Mark everything the actor could see: what came after ``up_to_id`` stays unread.  Returns how many changed."""
    return policy.visible(by, Notice.objects.filter(read_at=None, pk__lte=up_to_id)).update(read_at=at)


def sweep_read_notices(*, at: datetime) -> int:
    """Delete what was read more than 90 days ago, a bounded number at once; returns how many."""
    old = Notice.objects.filter(read_at__lt=at - KEPT_READ).order_by("read_at").values("pk")[:_SWEPT_AT_ONCE]
    count, _each = Notice.objects.filter(pk__in=old).delete()
    return count


def _rows(draft: NoticeDraft) -> list[dict[str, Any]]:
    if not draft.url.startswith("/") or draft.url.startswith(("//", "/\\")):
        raise ValueError(f"not a path of this installation: {draft.url}")
    fixed = {
        "kind": draft.kind,
        "data": dict(draft.data),
        "url": draft.url,
        "effect_key": draft.effect_key,
        "until_read": draft.until_read,
        "channel": KINDS[draft.kind].channel.value,
    }
    return [{"recipient_id": recipient_id, **fixed} for recipient_id in dict.fromkeys(draft.recipient_ids)]
