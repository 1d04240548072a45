"""The outbox's delivering side: run the AFTER_COMMIT handlers, at least once, one transaction per message."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from backoffice.core import bus
from backoffice.core.codec import from_payload
from backoffice.core.models import OutboxMessage

MAX_ATTEMPTS = 8
MAX_MESSAGES_PER_RUN = 500

log = structlog.get_logger(__name__)


def deliver_pending(*, at: datetime) -> int:
    """Deliver what is due and return how many messages were tried.  Several relays may run at once: rows are skipped, not shared."""
    tried = 0
    while tried < MAX_MESSAGES_PER_RUN and _deliver_next(at=at):
        tried += 1
    return tried


def send_again(*, message_id: int, at: datetime) -> None:
    """Put a parked message back into the queue; handlers that already ran are not run again."""
    OutboxMessage.objects.filter(pk=message_id, status=OutboxMessage.Status.PARKED).update(
        status=OutboxMessage.Status.PENDING, attempts=0, next_attempt_at=at
    )


@transaction.atomic
def _deliver_next(*, at: datetime) -> bool:
    due = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING, next_attempt_at__lte=at)
    message = due.order_by("next_attempt_at", "id").select_for_update(skip_locked=True).first()
    if message is None:
        return False
    event_class, handlers = bus.handlers_after_commit(message.event_type)
    waiting = {name: handler for name, handler in handlers.items() if name not in message.handled}
    try:
        for name, handler in waiting.items():
            assert event_class is not None
            # A savepoint each: a handler that fails leaves no half effect and does not undo its neighbours.
            with transaction.atomic():
                handler([from_payload(event_class, message.payload)])
            message.handled.append(name)
        message.status = OutboxMessage.Status.DONE
        message.last_error = ""
    except Exception as error:
        # A handler may fail in any way; the message waits for its next attempt with the reason.
        message.attempts += 1
        message.last_error = f"{type(error).__name__}: {error}"[:2000]
        message.next_attempt_at = at + timedelta(seconds=min(2**message.attempts, 900))
        if message.attempts >= MAX_ATTEMPTS:
            message.status = OutboxMessage.Status.PARKED
        log.warning("outbox_delivery_failed", event_type=message.event_type, attempts=message.attempts, error=message.last_error)
    message.save(update_fields=["status", "handled", "attempts", "next_attempt_at", "last_error"])
    return True
