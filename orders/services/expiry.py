"""Let unpaid orders expire."""

from datetime import datetime

from backoffice.core.actors import Actor
from orders.services.results import ExpiredOrder


def expire_unpaid(*, at: datetime, by: Actor, limit: int = 500) -> list[ExpiredOrder]:
    raise NotImplementedError
