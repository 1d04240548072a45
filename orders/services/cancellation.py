"""Cancel orders that have not shipped."""

from collections.abc import Sequence
from datetime import datetime

from backoffice.core.actors import Actor
from orders.services.drafts import CancellationDraft
from orders.services.results import CancelledOrder, Effect


def cancel_order(*, draft: CancellationDraft, by: Actor, at: datetime) -> CancelledOrder:
    """Cancel one order; see ``cancel_orders``."""
    return cancel_orders(drafts=[draft], by=by, at=at)[0]


def cancel_orders(*, drafts: Sequence[CancellationDraft], by: Actor, at: datetime) -> list[CancelledOrder]:
    raise NotImplementedError


def preview_cancellation(*, order_number: str, actor: Actor) -> list[Effect]:
    raise NotImplementedError
