"""Keep a job's lease alive while its body is busy in one long step (a PDF being laid out)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, close_old_connections, connection

from backoffice.core import clock
from backoffice.core.jobs.run import LEASE, JobRun
from backoffice.core.models import Job


@contextmanager
def kept_alive(run: JobRun) -> Iterator[None]:
    """Renew the lease from a thread of its own until the body ends; the thread dies with the process, so does the lease."""
    finished = threading.Event()

    def renew() -> None:
        while not finished.wait(LEASE.total_seconds() / 3):
            try:
                Job.objects.filter(pk=run.job_id, lease_token=run.token).update(lease_until=clock.now() + LEASE)
            except Error:
                # The database is away for a moment: the body will notice by itself, the next beat tries again.
                close_old_connections()
        connection.close()

    thread = threading.Thread(target=renew, name=f"lease-{run.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join(timeout=5)
