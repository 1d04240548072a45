"""Effects that a test can count: rows of ``fault_effect``, one per thing that must happen exactly once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from backoffice.core.jobs import JobKind, JobRun
from backoffice.events.orders import OrderPlaced

_NOTE = "INSERT INTO fault_effect (name) SELECT unnest(%s::text[])"


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


JOBS = {"fault.count": JobKind(run=count_once, permission="jobs.view_own")}
