"""Celery tasks of the core: ids in, one call.  All are harmless when run twice or at the same time."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from backoffice.core import clock, files, relay
from backoffice.core.actors import SYSTEM
from backoffice.core.jobs import retention, worker
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
def sweep_job_files(**_: Any) -> int:
    """Once a day: what jobs made and was kept for its time."""
    return retention.sweep_files(at=clock.now())


@shared_task
def beat_heart(**_: Any) -> None:
    _record_heartbeat()


@shared_task
def scan_pending_files(**_: Any) -> int:
    """Every minute: what came while the scanner was away."""
    return files.scan_pending(by=SYSTEM, at=clock.now())


@shared_task
def sweep_kept_files(**_: Any) -> int:
    """Once a day: uploads that were given up, files that belong to nothing."""
    return files.sweep_uploads(at=clock.now()) + files.sweep_files(by=SYSTEM, at=clock.now())


@worker_ready.connect
def _first_heartbeat(**_: Any) -> None:
    """So that /readyz does not wait for beat's first round."""
    _record_heartbeat()


def _record_heartbeat() -> None:
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})
