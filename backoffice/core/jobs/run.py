"""What the body of a job sees: its parameters, its progress, its files."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.jobs import files
from backoffice.core.jobs.ending import announce_end
from backoffice.core.models import Job, JobFile

# A worker renews its lease every third of this; a job whose worker died is handed out again after it.
LEASE = timedelta(seconds=30)


class JobCancelled(Exception):
    """Somebody called the job off."""


class JobFailed(Exception):
    """The job cannot succeed however often it is tried; the text is for the person who asked."""


class LeaseLost(Exception):
    """Another worker took the job over (this one was silent for too long): stop, its work counts."""


@dataclass
class JobRun:
    """
    One attempt at a job.  Every change of the row is guarded by the lease token.

    ``checkpoint`` is the last one stored: a body resumes from it.
    """

    job_id: UUID
    token: UUID
    params: dict[str, Any]
    actor: Actor
    checkpoint: dict[str, Any] | None
    _files: list[JobFile] = field(default_factory=list)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """
        Show how far the work is and renew the lease.

        :raises JobCancelled: somebody called the job off
        :raises LeaseLost: the job belongs to another worker now
        """
        self._update(done=done, total=total, message=message[:300])
        if Job.objects.values_list("cancel_requested", flat=True).get(pk=self.job_id):
            raise JobCancelled

    def save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Remember how far the effects are; call it in the transaction of the effects."""
        self.checkpoint = checkpoint
        self._update(checkpoint=checkpoint)

    def add_file(self, *, name: str, content_type: str, content: bytes) -> JobFile:
        """Store a result file; it becomes visible when the job is done."""
        job_file = files.store(job_id=self.job_id, name=name, content_type=content_type, content=content)
        self._files.append(job_file)
        return job_file

    def add_path(self, *, name: str, content_type: str, source: Path) -> JobFile:
        """The same for a result that lies in a file of the body's own."""
        job_file = files.adopt(job_id=self.job_id, name=name, content_type=content_type, source=source)
        self._files.append(job_file)
        return job_file

    def finish(self, **changes: Any) -> bool:
        """Write the end state; files stay only if the job is done.  False if the lease was lost, and then nothing is written."""
        at = clock.now()
        with transaction.atomic():
            renewed = Job.objects.filter(pk=self.job_id, lease_token=self.token).update(
                finished_at=at, lease_token=None, lease_until=None, **changes
            )
            if not renewed:
                return False
            if changes.get("status") == Job.Status.DONE:
                JobFile.objects.filter(job_id=self.job_id).delete()
                JobFile.objects.bulk_create(self._files)
            else:
                files.discard(job_id=self.job_id)
            announce_end(self.job_id, at=at)
        return True

    def _update(self, **changes: Any) -> None:
        changed = Job.objects.filter(pk=self.job_id, lease_token=self.token).update(lease_until=clock.now() + LEASE, **changes)
        if not changed:
            raise LeaseLost
