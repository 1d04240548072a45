"""What the sales area does when something happened; each is one call, idempotent by event id."""

from collections.abc import Sequence

from backoffice.events.orders import OrderPlaced
from orders import mails


def email_order_confirmation(events: Sequence[OrderPlaced]) -> None:
    """After commit: tell buyers that their order arrived, where the channel wants us to."""
    mails.send_confirmations(events)
