"""Celery tasks of the ledger."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from finance import services


@shared_task
def fold_balances(**_: Any) -> None:
    at = clock.now()
    services.open_months(at=at)
    services.fold_balances(at=at)
