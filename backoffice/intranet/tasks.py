"""Celery tasks of the conversation; harmless when run twice."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from backoffice.intranet import services


@shared_task
def sweep_read_notices(**_: Any) -> None:
    services.sweep_read_notices(at=clock.now())
