"""Celery tasks of the core: ids in, one call.  All are harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from backoffice.core import clock, relay
from backoffice.core.jobs import worker
from backoffice.core.models import Heartbeat


@shared_task
def run_job(*, job_id: str, **_: Any) -> None:
    worker.run(job_id)


@shared_task
def relay_outbox(**_: Any) -> None:
    relay.deliver_pending(at=clock.now())


@shared_task
def sweep_jobs(**_: Any) -> None:
    worker.sweep(at=clock.now())


@shared_task
def beat_heart(**_: Any) -> None:
    _record_heartbeat()


@worker_ready.connect
def _first_heartbeat(**_: Any) -> None:
    """So that /readyz does not wait for beat's first round."""
    _record_heartbeat()


def _record_heartbeat() -> None:
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})
