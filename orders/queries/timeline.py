"""What happened to one order, told in words."""

from typing import Any

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from orders import timeline
from orders.queries.listing import find_order
from orders.queries.rows import TimelineEntry


def list_timeline(*, number: str, actor: Actor, limit: int = 200) -> list[TimelineEntry]:
    """
    The order's audit trail, newest first: the trail is the story, nothing is kept twice.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    order = find_order(number, actor)
    entries = AuditEntry.objects.filter(subject_kind="order", subject_key=order.number).order_by("-id")
    return [_telling(entry, entry.after or {}) for entry in entries[:limit]]


def _telling(entry: AuditEntry, data: dict[str, Any]) -> TimelineEntry:
    happened, detail = timeline.lateness_of(entry.action, data, entry.at), timeline.detail_of(entry.action, data)
    return TimelineEntry(
        id=entry.pk,
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_name=entry.actor_name,
        action=entry.action,
        icon=timeline.icon_of(entry.action),
        text=timeline.text_of(entry.action, data),
        detail=", ".join(filter(None, [happened, detail])),
    )
