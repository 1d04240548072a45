"""
What every act on an order shares: one at a time, on the version that the person saw, and a refusal that explains.

A form carries the version of the order it was drawn from.  Two requests with the same version (a double click, two
people) wait for each other; the second one finds another version and changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backoffice.core import audit, clock, locks
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest
from orders import queries
from orders.errors import StaleOrder
from orders.queries import TimelineEntry

# Within this time the same act by the same person is a second click, not a second wish.
_SAME_CLICK = timedelta(seconds=30)
REFUSED = "order.act_refused"


@contextmanager
def one_at_a_time(*, number: str, version: int, actor: Actor) -> Iterator[None]:
    """
    Run the body alone among the panel's acts on this order, in one transaction.

    :raises StaleOrder: the order is not as it was when the form was drawn
    """
    with transaction.atomic():
        # Without the lock two requests of a double click would both read the old version and ship twice.
        locks.advisory_lock("order_page", number)
        current = queries.get_order_summary(number=number, actor=actor).version
        if current != version:
            raise StaleOrder(order=number, version=version, current=current)
        yield


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed the order last, and whether it was this very act."""

    entry: TimelineEntry | None
    is_same_click: bool


def last_change(*, number: str, actor: Actor, actions: tuple[str, ...]) -> Change:
    """The newest line of the order's story that is no refusal."""
    entries = [entry for entry in queries.list_timeline(number=number, actor=actor, limit=5) if entry.action != REFUSED]
    entry = entries[0] if entries else None
    mine = entry is not None and entry.actor_name == actor.name and entry.action in actions and timezone.now() - entry.at < _SAME_CLICK
    return Change(entry, mine)


def stale_text(change: Change) -> str:
    """Who was faster, and that nothing was lost."""
    if change.entry is None:
        return _("Nothing was changed: somebody changed the order while you were looking. Check it and decide again.")
    told = {"who": change.entry.actor_name, "what": change.entry.text, "when": formats.recent_when(change.entry.at)}
    return _("Nothing was changed: %(who)s %(what)s (%(when)s) while you were looking. Check the order and decide again.") % told


def explain_refusal(request: StaffRequest, *, number: str, name: str, label: str, error: BusinessError) -> None:
    """The alert under the header, and a line in the order's story: a refused attempt is part of it."""
    now = clock.now()
    text = text_of(error)
    messages.error(request, _("%(act)s was refused at %(time)s. %(reason)s") % {"act": label, "time": formats.clock(now), "reason": text})
    trace = audit.Trace(action=REFUSED, subject=("order", number), at=now, after={"act": name, "code": error.code, "text": text})
    audit.record([trace], by=request.actor)
