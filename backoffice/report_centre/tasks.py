"""Celery tasks of the report centre: one service call each, harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task
from django.conf import settings

from backoffice.core import clock
from backoffice.report_centre import services


@shared_task
def run_schedules(**_: Any) -> None:
    """Every minute: start what is due, hand out what is ready."""
    services.start_due(at=clock.now())
    services.hand_out_finished(at=clock.now())


@shared_task
def sweep_report_files(**_: Any) -> int:
    """Once a day: remove the files of reports that were kept long enough."""
    return services.sweep_files(at=clock.now(), kept_days=settings.REPORT_FILES_DAYS)
