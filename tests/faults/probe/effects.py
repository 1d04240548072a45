"""Effects that a test can count: rows of ``fault_effect``, one per thing that must happen exactly once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from backoffice.core.jobs import JobKind, JobRun
from backoffice.events.orders import OrderPlaced

_NOTE = "INSERT INTO fault_effect (name) SELECT unnest(%s::text[])"

FILE_CONTENT = b"%PDF-fault " * 50_000


def _note(*names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [list(names)])


def note_orders(events: Sequence[OrderPlaced]) -> None:
    """An AFTER_COMMIT handler that is *not* idempotent by itself, so that a second delivery would show."""
    _note(*(f"placed {event.order_number}" for event in events))


def count_once(run: JobRun) -> dict[str, Any]:
    """A job with one effect that is not idempotent by itself, so that a second run would show."""
    run.progress(1, 2)
    _note(f"job {run.job_id}")
    return {"counted": 1}


def write_file(run: JobRun) -> dict[str, Any]:
    """A report in small: two steps and a file."""
    _note(f"begun {run.job_id}")
    run.progress(1, 2)
    run.add_file(name="report.pdf", content_type="application/pdf", content=FILE_CONTENT)
    return {"bytes": len(FILE_CONTENT)}


def walk_in_steps(run: JobRun) -> dict[str, Any]:
    """Twenty steps, each with its effect and its checkpoint in one transaction, as long work does it."""
    done = (run.checkpoint or {"done": 0})["done"]
    for step in range(done + 1, 21):
        with transaction.atomic():
            _note(f"step {step} {run.job_id}")
            run.save_checkpoint({"done": step})
        run.progress(step, 20)
    return {"steps": 20}


JOBS = {
    "fault.count": JobKind(run=count_once, permission="jobs.view_own"),
    "fault.file": JobKind(run=write_file, permission="jobs.view_own", queue="reports"),
    "fault.steps": JobKind(run=walk_in_steps, permission="jobs.view_own", queue="reconciliation"),
}
