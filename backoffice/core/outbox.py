"""The outbox's writing side: events stored with their cause (docs/mechanisms/events.md)."""

from collections.abc import Sequence

from backoffice.core import wakeup
from backoffice.core.codec import to_json
from backoffice.core.models import OutboxMessage
from backoffice.core.prepared import Statement
from backoffice.events.base import Event

_INSERT = Statement(
    "core_outbox_insert",
    """
INSERT INTO core_outboxmessage (event_id, event_type, payload, occurred_at, status, handled, attempts, next_attempt_at, last_error)
SELECT (payload ->> 'event_id')::uuid, %s::text, payload, (payload ->> 'occurred_at')::timestamptz, %s::text, '[]', 0, now(), ''
FROM jsonb_array_elements(%s::jsonb) AS payload
""",
)


def store(events: Sequence[Event], *, has_listeners: bool) -> None:
    """
    Keep the events, all of one class, in one statement; ask for their delivery once the transaction has committed.

    An event that nobody listens to after commit, and history that an import tells, is stored as done: the outbox is
    also the log of what happened.
    """
    is_wanted = has_listeners and not all(event.is_history for event in events)
    status = OutboxMessage.Status.PENDING if is_wanted else OutboxMessage.Status.DONE
    _INSERT.run_later([type(events[0]).__name__, status.value, to_json(list(events)).decode()])
    if is_wanted:
        wakeup.outbox_after_commit()
