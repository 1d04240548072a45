"""Ask for a job, call it off, try it again."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from backoffice.core import policy, wakeup
from backoffice.core.actors import Actor
from backoffice.core.errors import Conflict, NotFound
from backoffice.core.jobs.ending import announce_end
from backoffice.core.jobs.registry import kind_of
from backoffice.core.models import Job

MANAGE = "system.manage_jobs"


class JobNotRetryable(Conflict):
    """Only a failed or cancelled job can be tried again."""

    code = "job_not_retryable"


@transaction.atomic
def enqueue(*, kind: str, title: str, params: dict[str, Any], by: Actor, at: datetime, unique_key: str = "") -> Job:
    """
    Promise the job and wake a worker up after commit.

    With ``unique_key`` an active job of the same kind and key is returned instead of a second one.

    :raises NotAllowed: the actor lacks the kind's permission
    """
    job_kind = kind_of(kind)
    if by.kind != "system":
        policy.require(by, job_kind.permission)
    job = Job(
        kind=kind, title=title, params=params, unique_key=unique_key, created_at=at, requested_by_id=by.id if by.kind == "user" else None
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        return Job.objects.get(kind=kind, unique_key=unique_key, status__in=[Job.Status.QUEUED, Job.Status.RUNNING])
    wakeup.job_after_commit(str(job.pk), queue=job_kind.queue)
    return job


@transaction.atomic
def cancel(*, job_id: str, by: Actor, at: datetime) -> Job:
    """
    Call a job off: at once if it still waits, at its next step if it runs; a finished job stays as it is.

    :raises NotFound: no such job, or the actor does not see it
    :raises NotAllowed: somebody else asked for it, and the actor does not look after jobs
    """
    job = _steered(job_id, by)
    if Job.objects.filter(pk=job.pk, status=Job.Status.QUEUED).update(status=Job.Status.CANCELLED, finished_at=at):
        announce_end(job.pk, at=at)
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING).update(cancel_requested=True)
    job.refresh_from_db()
    return job


@transaction.atomic
def retry(*, job_id: str, by: Actor, at: datetime) -> Job:
    """
    Queue a failed or cancelled job again; it goes on from its checkpoint.

    :raises NotFound: no such job, or the actor does not see it
    :raises NotAllowed: somebody else asked for it, and the actor does not look after jobs
    :raises JobNotRetryable: it waits, runs or is done
    """
    job = _steered(job_id, by)
    changed = Job.objects.filter(pk=job.pk, status__in=[Job.Status.FAILED, Job.Status.CANCELLED]).update(
        status=Job.Status.QUEUED, attempts=0, error="", cancel_requested=False, finished_at=None, created_at=at
    )
    if not changed:
        raise JobNotRetryable(status=job.status)
    wakeup.job_after_commit(str(job.pk), queue=kind_of(job.kind).queue)
    job.refresh_from_db()
    return job


def may_steer(job: Job, actor: Actor) -> bool:
    """Whether the actor may stop the job or try it again: seeing somebody else's (an auditor does) is not enough."""
    return (actor.kind == "user" and job.requested_by_id == actor.id) or actor.may(MANAGE)


def _steered(job_id: str, by: Actor) -> Job:
    job: Job | None = policy.visible(by, Job.objects.filter(pk=job_id)).first()
    if job is None:
        raise NotFound(kind="job", key=str(job_id))
    if not may_steer(job, by):
        policy.require(by, MANAGE)
    return job
