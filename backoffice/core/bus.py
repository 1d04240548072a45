"""
Publish facts: store them in the outbox, run the handlers that belong to the same transaction, wake up the rest.

The table of handlers is ``backoffice/wiring.py``; this module learns it at start (``install``).  Handlers take a list
of events of one class, so that a thousand shipments are posted with as many statements as one.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from backoffice.core import outbox
from backoffice.events.base import Event

Handler = Callable[[Sequence[Any]], None]

# A chain of events longer than this is a loop.
MAX_BATCHES_PER_PUBLISH = 100

_in_transaction: dict[type[Event], list[Handler]] = {}
_after_commit: dict[type[Event], list[Handler]] = {}
_state = threading.local()


def install(*, in_transaction: Mapping[type[Event], list[Handler]], after_commit: Mapping[type[Event], list[Handler]]) -> None:
    """Take over the wiring table; called once at start."""
    for target, source in ((_in_transaction, in_transaction), (_after_commit, after_commit)):
        target.clear()
        target.update(source)


def handlers_after_commit(event_type: str) -> tuple[type[Event] | None, dict[str, Handler]]:
    """The event class of that name and its AFTER_COMMIT handlers by name; (None, {}) if nobody listens."""
    for event_class, handlers in _after_commit.items():
        if event_class.__name__ == event_type:
            return event_class, {f"{handler.__module__}.{handler.__name__}": handler for handler in handlers}
    return None, {}


def publish(events: Sequence[Event]) -> None:
    """
    Announce events, all of one class.  Handlers that fail roll the whole transaction back.

    A handler that publishes in turn is queued, not nested, so that the order of effects is the order of facts.

    :raises transaction.TransactionManagementError: called outside a transaction
    :raises RuntimeError: handlers keep publishing to each other
    """
    if not events:
        return
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("publish() needs a transaction: a fact and its cause commit together")
    outbox.store(events, has_listeners=type(events[0]) in _after_commit)
    waiting: deque[Sequence[Event]] | None = getattr(_state, "queue", None)
    if waiting is not None:
        waiting.append(events)
        return
    _state.queue = deque([events])
    try:
        _drain(_state.queue)
    finally:
        _state.queue = None


def _drain(queue: deque[Sequence[Event]]) -> None:
    for _ in range(MAX_BATCHES_PER_PUBLISH):
        if not queue:
            return
        batch = queue.popleft()
        for handler in _in_transaction.get(type(batch[0]), []):
            handler(batch)
    raise RuntimeError(f"more than {MAX_BATCHES_PER_PUBLISH} batches of events from one publish(): a loop")
