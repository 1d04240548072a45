"""Record what payment providers report."""

from collections.abc import Sequence
from datetime import datetime

from backoffice.core.actors import Actor
from orders.services.drafts import PaymentEventDraft
from orders.services.results import RecordedPayment


def record_payment_event(*, event: PaymentEventDraft, by: Actor, at: datetime) -> RecordedPayment:
    """Record one event; see ``record_payment_events``."""
    return record_payment_events(events=[event], by=by, at=at)[0]


def record_payment_events(*, events: Sequence[PaymentEventDraft], by: Actor, at: datetime) -> list[RecordedPayment]:
    raise NotImplementedError
