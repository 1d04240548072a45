"""
The work queues of the home page: each is one link to exactly the list that it counts.

A queue is shown to those whose work it is (any of ``workers``), and to whoever reads the audit trail: they watch over
everybody's work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core.actors import Actor

WATCHER = "system.view_audit"
# From worst to calm.
TONES = ("bad", "note", "")


@dataclass(frozen=True, kw_only=True)
class Queue:
    """``count`` is the name under which the counts hold its number; ``tone`` is bad, note or empty; ``notes`` its fact."""

    count: str
    label: str | Promise
    note: str | Promise
    needs: str
    workers: frozenset[str]
    url_name: str
    query: str = ""
    tone: str = ""


QUEUES: list[Queue] = [
    Queue(
        count="late",
        label=pgettext_lazy("queue", "Late"),
        note=_("promised until yesterday"),
        needs="orders.view",
        workers=frozenset({"orders.ship", "orders.place"}),
        url_name="order_board",
        query="?view=late",
        tone="bad",
    ),
    Queue(
        count="payment_problem",
        label=pgettext_lazy("queue", "Payment problem"),
        note=_("refused, short or charged back"),
        needs="orders.view",
        workers=frozenset({"orders.record_payment", "orders.place"}),
        url_name="order_board",
        query="?view=payment_problem",
        tone="bad",
    ),
    Queue(
        count="to_refund",
        label=_("To refund"),
        note=_("money that is not ours"),
        needs="orders.view",
        workers=frozenset({"orders.record_payment"}),
        url_name="order_board",
        query="?view=to_refund",
        tone="note",
    ),
    Queue(
        count="partially_shipped",
        label=pgettext_lazy("queue", "Partially shipped"),
        note=_("the rest is still here"),
        needs="orders.view",
        workers=frozenset({"orders.ship"}),
        url_name="order_board",
        query="?view=partially_shipped",
        tone="note",
    ),
    Queue(
        count="stock_short",
        label=pgettext_lazy("queue", "Out of stock"),
        note=_("nothing left to sell"),
        needs="inventory.view",
        workers=frozenset({"inventory.receive", "inventory.adjust", "catalog.change"}),
        url_name="stock",
        query="?view=short",
        tone="note",
    ),
    Queue(
        count="to_ship",
        label=_("To ship"),
        note=_("paid, waiting for a parcel"),
        needs="orders.view",
        workers=frozenset({"orders.ship"}),
        url_name="order_board",
        query="?view=to_ship",
    ),
    Queue(
        count="to_pay",
        label=pgettext_lazy("queue", "Awaiting payment"),
        note=_("stock is held for them"),
        needs="orders.view",
        workers=frozenset({"orders.place", "orders.record_payment"}),
        url_name="order_board",
        query="?view=to_pay",
    ),
    Queue(
        count="jobs_failed",
        label=_("Failed jobs"),
        note=_("waiting for a decision"),
        needs="system.view_jobs",
        workers=frozenset({"system.view_jobs"}),
        url_name="admin:core_job_changelist",
        query="?status__exact=failed",
        tone="bad",
    ),
]


def of(actor: Actor, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The actor's queues as the page draws them: worst first, the empty ones at the end."""
    cards = []
    for queue in QUEUES:
        if not is_mine(queue, actor) or queue.count not in counts:
            continue
        try:
            url = reverse(queue.url_name)
        except NoReverseMatch:
            continue
        cards.append({"label": queue.label, "count": counts[queue.count], "note": queue.note, "url": url + queue.query, "tone": queue.tone})
    return sorted(cards, key=lambda card: (not card["count"], TONES.index(card["tone"])))


def is_mine(queue: Queue, actor: Actor) -> bool:
    """Whether it is the actor's work, or the actor watches over it, and may open its list."""
    return actor.may(queue.needs) and (bool(queue.workers & actor.grants) or actor.may(WATCHER))


def sources(actor: Actor) -> frozenset[str]:
    """Which counts the actor's queues need, so that nothing is counted for nobody."""
    return frozenset(queue.count for queue in QUEUES if is_mine(queue, actor))
