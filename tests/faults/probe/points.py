"""
Named points between two lines of Python, where the database's triggers cannot reach.

Whoever comes to a point passes a gate in the database.  A test that holds the gate shut knows exactly where the
process stands when it kills it.
"""

import os
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from celery.signals import task_postrun
from django.db import connections

from backoffice.core import durable
from backoffice.core.jobs import files
from tests.faults.gates import PASS, numbers

_original_fsync = os.fsync
_original_store = files.store


def pass_gate(name: str) -> None:
    """Wait while the gate is shut; on a connection of its own, so that no lock is kept for the caller's transaction."""
    connection = connections.create_connection("default")
    try:
        with connection.cursor() as cursor:
            cursor.execute(PASS, [numbers[name]])
    finally:
        connection.close()


def install() -> None:
    """Put the points: before a file's rename, between the rename and the row that names the file, and before Celery's acknowledgement."""

    def fsync(descriptor: int) -> None:
        _original_fsync(descriptor)
        pass_gate("file written, not renamed")

    def store(*, job_id: UUID, **words: Any) -> Any:
        row = _original_store(job_id=job_id, **words)
        pass_gate("file renamed, not referenced")
        return row

    def after_task(task: Any = None, **_: Any) -> None:
        if task.name == "backoffice.core.tasks.run_job":
            pass_gate("job done, not acknowledged")

    task_postrun.connect(after_task, weak=False)
    durable.os = SimpleNamespace(fsync=fsync)  # type: ignore[attr-defined]
    files.store = store
