"""Celery tasks of accounts; harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task

from backoffice.accounts import tidying
from backoffice.core import clock


@shared_task
def forget_old_sign_ins(**_: Any) -> None:
    tidying.forget_old_sign_ins(at=clock.now())
