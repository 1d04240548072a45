"""Celery tasks of the report centre: one service call each, harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from backoffice.report_centre import services


@shared_task
def run_schedules(**_: Any) -> None:
    """Every minute: start what is due, hand out what is ready."""
    services.start_due(at=clock.now())
    services.hand_out_finished(at=clock.now())
