"""Orders as the API answers them."""

from collections.abc import Sequence
from datetime import datetime

from backoffice.core.actors import Actor
from orders.queries.rows import OrderList, OrderSummary


def get_order_summary(*, number: str, actor: Actor) -> OrderSummary:
    """
    One order with its lines.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    raise NotImplementedError


def list_orders(
    *,
    actor: Actor,
    external_id: str = "",
    status: str = "",
    updated_since: datetime | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> OrderList:
    """Orders by last change, oldest first, so that a client that asks again misses nothing; ``after`` is the keyset."""
    raise NotImplementedError


def find_numbers(*, actor: Actor, channel_code: str, external_ids: Sequence[str]) -> dict[str, str]:
    """Order numbers by the channel's own id, for those that exist."""
    raise NotImplementedError
