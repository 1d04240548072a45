"""What happened to one order, told in words."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from backoffice.core.templatetags import formats
from orders import timeline
from orders.models import Order
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


def list_customer_story(*, customer_id: int, actor: Actor, limit: int = 200) -> list[TimelineEntry]:
    """Changes of the customer's data and the orders that the actor may know of, newest first, in two statements."""
    changes = AuditEntry.objects.filter(subject_kind="customer", subject_key=str(customer_id)).order_by("-id")[:limit]
    entries = [_telling(entry, entry.after or {}) for entry in changes]
    orders = policy.visible(actor, Order.objects.filter(customer_id=customer_id)).select_related("channel").order_by("-placed_at")
    entries += [
        TimelineEntry(
            id=order.pk,
            at=order.placed_at,
            actor_kind="api",
            actor_name=order.channel.name,
            action="order.placed",
            icon="storefront",
            text=_("brought the order %(number)s") % {"number": order.number},
            detail=formats.brl(order.total),
        )
        for order in orders[:limit]
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]


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
