"""One order, complete."""

from datetime import date

from backoffice.core.actors import Actor
from orders.queries.rows import OrderDetail


def get_order(*, number: str, actor: Actor, today: date) -> OrderDetail:
    """
    Everything its page shows.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    raise NotImplementedError
