"""Celery tasks of the privacy desk; harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from backoffice.privacy import services


@shared_task
def watch_privacy(**_: Any) -> None:
    """Once an hour: tell what ends soon, remove files whose time is over."""
    services.alert_due_requests(at=clock.now())
    services.dispose_old_exports(at=clock.now())
