"""What happened to one order, told in words."""

from backoffice.core.actors import Actor
from orders.queries.rows import TimelineEntry


def list_timeline(*, number: str, actor: Actor, limit: int = 200) -> list[TimelineEntry]:
    """
    The order's audit trail, newest first.

    :raises UnknownOrder: it does not exist, or the actor may not know of it
    """
    raise NotImplementedError
