"""Celery tasks of the people area; harmless when run twice."""

from typing import Any

from celery import shared_task

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from hr import services
from hr.portal import throttle


@shared_task
def run_daily_leave(**_: Any) -> None:
    """Every hour: who began to work today has a year of acquisition, and a machine that slept loses no day."""
    services.run_daily_leave(at=clock.now())


@shared_task
def run_admissions(**_: Any) -> None:
    """Every hour: what is due on a day is written with the day, and done once."""
    at = clock.now()
    services.refresh_open_stages(by=SYSTEM, at=at)
    services.remind_candidates(by=SYSTEM, at=at)
    services.admit_due(by=SYSTEM, at=at)
    services.warn_hr(at=at)


@shared_task
def tell_refusals(**_: Any) -> None:
    """Every two minutes: a round of verdicts is told once."""
    services.tell_refusals(by=SYSTEM, at=clock.now())


@shared_task
def warn_of_expiry(**_: Any) -> int:
    """Four times a day: papers that run out; each step is told once."""
    return services.warn_of_expiry(at=clock.now())


@shared_task
def warn_esocial(**_: Any) -> None:
    """Every hour: each warning goes out once a day."""
    services.warn_esocial(at=clock.now())


@shared_task
def forget_portal_attempts(**_: Any) -> None:
    """Once a day: wrong links and dates are counted for minutes and kept for days."""
    throttle.forget_old_attempts(at=clock.now())
