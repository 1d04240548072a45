"""
Wake a worker up.  The broker never carries a promise: if it is away, the sweeper finds the row within a minute.

So nothing here may fail a caller whose transaction has already committed.
"""

import os
import time
from functools import cache, partial
from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from kombu import pools

log = structlog.get_logger(__name__)

# A request whose order is committed may be waiting for this, so the broker has little time to answer, and one chance: its own
# retries pause for seconds.  Worker and beat have other connections, with patience.
_PUBLISHER_OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 1.0, "max_retries": 0}
_POOL_SECONDS = 1.0

# After a failure the broker is left alone for this long: one request waits for its time-outs, not every one.
PAUSE_AFTER_FAILURE_SECONDS = 3.0
_paused_until = 0.0

# One wake-up a second serves any number of events: a relay run empties the whole outbox.
_OUTBOX_EVERY_SECONDS = 1.0
_last_outbox_wakeup = 0.0


def send(task: str, *, queue: str = "default", **kwargs: object) -> None:
    """Ask for a Celery task by name; say in the log, and nowhere else, that the broker is away."""
    global _paused_until
    if time.monotonic() < _paused_until:
        log.info("broker_left_alone", task=task)
        return
    try:
        with _producers(os.getpid()).acquire(block=True, timeout=_POOL_SECONDS) as producer:
            current_app.send_task(task, kwargs=kwargs, queue=queue, retry=False, producer=producer)
    except Exception as error:
        # celery, kombu, redis, the network: none may fail what is committed; the sweep finds what waits.
        _paused_until = time.monotonic() + PAUSE_AFTER_FAILURE_SECONDS
        log.warning("broker_away", task=task, error=f"{type(error).__name__}: {error}")


@cache
def _producers(process: int) -> Any:
    """The pool of this process: a connection must not be shared with the process that forked us."""
    return pools.producers[current_app.connection_for_write(transport_options=_PUBLISHER_OPTIONS)]


def job_after_commit(job_id: str, *, queue: str) -> None:
    """Hand the job to a worker once the transaction that made it has committed."""
    transaction.on_commit(partial(send, "backoffice.core.tasks.run_job", queue=queue, job_id=job_id))


def outbox_after_commit() -> None:
    """Have the outbox delivered once the present transaction has committed."""
    transaction.on_commit(_wake_outbox)


def _wake_outbox() -> None:
    global _last_outbox_wakeup
    if time.monotonic() - _last_outbox_wakeup >= _OUTBOX_EVERY_SECONDS:
        _last_outbox_wakeup = time.monotonic()
        send("backoffice.core.tasks.relay_outbox", queue="outbox")
