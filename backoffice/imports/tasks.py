"""Celery tasks of the wizard."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from backoffice.imports import services


@shared_task
def sweep_imports(**_: Any) -> None:
    services.sweep(at=clock.now())
