"""Announce that a job has come to its end, in the transaction that ended it."""

from datetime import datetime
from uuid import UUID

from backoffice.core import bus
from backoffice.core.models import Job
from backoffice.events.jobs import JobFinished


def announce_end(job_id: UUID, *, at: datetime) -> None:
    """Publish how the job ended; ``refused`` is what its result counts under that name (docs/mechanisms/jobs.md)."""
    job = Job.objects.select_related("requested_by").get(pk=job_id)
    asked = job.requested_by
    refused = (job.result or {}).get("refused", 0) if job.status == Job.Status.DONE else 0
    bus.publish(
        [
            JobFinished(
                occurred_at=at,
                job_id=str(job.pk),
                kind=job.kind,
                title=job.title,
                status=job.status,
                requested_by_id=asked.pk if asked else 0,
                requested_by_name=(asked.get_full_name() or asked.get_username()) if asked else "",
                refused=refused if isinstance(refused, int) else 0,
            )
        ]
    )
