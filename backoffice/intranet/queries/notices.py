"""A person's own notices."""

from dataclasses import dataclass
from datetime import datetime

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.intranet.kinds import KINDS
from backoffice.intranet.models import Notice, NoticePreference

PAGE = 50
# Nobody needs to know how many more than this there are.
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in the words of the present language."""

    id: int
    title: str
    detail: str
    icon: str
    tone: str
    label: str
    created_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """``next_before`` is the keyset of the following page, None on the last one."""

    rows: list[NoticeRow]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the bell needs: how many are unread (at most 100), and the newest of them."""

    count: int
    newest: NoticeRow | None


def count_unread(*, actor: Actor) -> int:
    """How many notices the actor has not read; stops counting at 100."""
    return policy.visible(actor, Notice.objects.filter(read_at=None)).order_by()[: MOST_COUNTED + 1].count()


def get_pulse(*, actor: Actor) -> Pulse:
    """The bell's state, in one statement."""
    unread = list(policy.visible(actor, Notice.objects.filter(read_at=None)).order_by("-id")[: MOST_COUNTED + 1])
    return Pulse(len(unread), _row(unread[0]) if unread else None)


def list_notices(*, actor: Actor, is_unread: bool, before: int | None = None) -> NoticePage:
    """A page of the inbox, newest first."""
    notices = policy.visible(actor, Notice.objects.all())
    if is_unread:
        notices = notices.filter(read_at=None)
    if before is not None:
        notices = notices.filter(pk__lt=before)
    found = list(notices.order_by("-id")[: PAGE + 1])
    return NoticePage([_row(notice) for notice in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else None)


def list_channels(*, actor: Actor) -> dict[str, str]:
    """How the actor hears of each kind that may reach the actor."""
    chosen = dict(NoticePreference.objects.filter(user_id=actor.id).values_list("kind", "channel"))
    return {name: chosen.get(name, kind.channel.value) for name, kind in KINDS.items() if actor.may(kind.permission)}


def _row(notice: Notice) -> NoticeRow:
    kind = KINDS[notice.kind]
    return NoticeRow(
        id=notice.pk,
        title=kind.title(notice.data),
        detail=kind.detail(notice.data),
        icon=kind.icon,
        tone=kind.tone,
        label=str(kind.label),
        created_at=notice.created_at,
        is_read=notice.read_at is not None,
    )
