"""Celery tasks of the sales area: one service call each, harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from orders import services

BATCH = 500
# A backlog longer than this is left for the next minute, so that the worker also does other things.
MAX_BATCHES = 20


@shared_task
def expire_unpaid_orders(**_: Any) -> int:
    """Give back the stock of orders whose time ran out; one transaction per batch."""
    expired = 0
    for _batch in range(MAX_BATCHES):
        found = services.expire_unpaid(at=clock.now(), by=SYSTEM, limit=BATCH)
        expired += len(found)
        if len(found) < BATCH:
            break
    return expired
