"""Read jobs for screens and the API."""

from typing import Any

from django.db.models import Count, Q

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.models import Job, JobFile


def get_job(*, job_id: str, actor: Actor) -> Job:
    """
    The job with its files.

    :raises NotFound: no such job, or not one of the actor's
    """
    job: Job | None = policy.visible(actor, Job.objects.filter(pk=job_id).prefetch_related("files")).first()
    if job is None:
        raise NotFound(kind="job", key=str(job_id))
    return job


def get_file(*, file_id: int, actor: Actor) -> JobFile:
    """
    A result file whose job the actor may see.

    :raises NotFound: no such file, or not one of the actor's
    """
    job_file = JobFile.objects.select_related("job").filter(pk=file_id).first()
    if job_file is None or job_file.job.status != Job.Status.DONE:
        raise NotFound(kind="file", key=str(file_id))
    get_job(job_id=str(job_file.job_id), actor=actor)
    return job_file


def list_recent_jobs(*, actor: Actor, limit: int = 20, **filters: Any) -> list[Job]:
    """The actor's latest jobs, newest first, with their files."""
    return list(policy.visible(actor, Job.objects.filter(**filters).prefetch_related("files")).order_by("-created_at")[:limit])


def count_jobs(*, actor: Actor, **conditions: Q) -> dict[str, int]:
    """How many of the jobs that the actor may see fulfil each condition; one statement."""
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    found: dict[str, int] = policy.visible(actor, Job.objects.all()).aggregate(**counts)
    return found
