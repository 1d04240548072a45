"""Claim a job, run its body, write down how it ended; hand out again what a dead worker left."""

from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from django.db import transaction
from django.db.models import F, Q

from backoffice.core import clock, policy, wakeup
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.errors import BusinessError
from backoffice.core.jobs import files
from backoffice.core.jobs.ending import announce_end
from backoffice.core.jobs.lease import kept_alive
from backoffice.core.jobs.registry import kind_of
from backoffice.core.jobs.run import LEASE, JobCancelled, JobFailed, JobRun, LeaseLost
from backoffice.core.models import Job

# A job that nobody picked up for this long was lost with the broker.
UNCLAIMED = timedelta(seconds=20)

log = structlog.get_logger(__name__)


def run(job_id: str) -> None:
    """Run the job unless another worker has it or it has ended: calling twice has one effect."""
    job = _claim(job_id)
    if job is None:
        return
    kind = kind_of(job.kind)
    actor = Actor.of_user(job.requested_by) if job.requested_by else SYSTEM
    assert job.lease_token is not None, "a claimed job has a token"
    job_run = JobRun(job_id=job.pk, token=job.lease_token, params=job.params, actor=actor, checkpoint=job.checkpoint)
    # Half files of an attempt that was killed; should that worker still live, it has lost its lease and cannot finish.
    files.discard(job_id=job.pk)
    try:
        if actor.kind != "system":
            policy.require(actor, kind.permission)
        with kept_alive(job_run):
            result = kind.run(job_run)
        job_run.finish(status=Job.Status.DONE, result=result, done=F("total"), error="")
    except JobCancelled:
        job_run.finish(status=Job.Status.CANCELLED)
    except LeaseLost:
        log.warning("job_lease_lost", job=str(job.pk), kind=job.kind)
    except (JobFailed, BusinessError) as refusal:
        job_run.finish(status=Job.Status.FAILED, error=str(refusal))
    except Exception as error:
        # A kind's own code may fail in any way; the job, not the worker, bears it.
        log.exception("job_failed", job=str(job.pk), kind=job.kind, attempt=job.attempts)
        _fail_or_requeue(job, job_run, error, max_attempts=kind.max_attempts)


def sweep(*, at: datetime) -> int:
    """Wake workers up for jobs that wait unclaimed or whose worker died; return how many."""
    stuck = Job.objects.filter(
        Q(status=Job.Status.QUEUED, created_at__lt=at - UNCLAIMED) | Q(status=Job.Status.RUNNING, lease_until__lt=at),
    ).order_by("created_at")[:100]
    count = 0
    for job in stuck:
        wakeup.send("backoffice.core.tasks.run_job", queue=kind_of(job.kind).queue, job_id=str(job.pk))
        count += 1
    return count


@transaction.atomic
def _claim(job_id: str) -> Job | None:
    at = clock.now()
    job = Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("requested_by").filter(pk=job_id).first()
    if job is None or not job.is_active or (job.status == Job.Status.RUNNING and job.lease_until and job.lease_until > at):
        return None
    if job.cancel_requested or job.attempts >= kind_of(job.kind).max_attempts:
        # Too many workers died over it: a poison job must not take the next one down as well.
        job.status = Job.Status.CANCELLED if job.cancel_requested else Job.Status.FAILED
        job.error = "" if job.cancel_requested else (job.error or "worker_died")
        job.finished_at = at
        job.save(update_fields=["status", "error", "finished_at"])
        files.discard(job_id=job.pk)
        announce_end(job.pk, at=at)
        return None
    job.status, job.lease_token, job.lease_until = Job.Status.RUNNING, uuid4(), at + LEASE
    job.attempts += 1
    job.started_at = job.started_at or at
    job.save(update_fields=["status", "lease_token", "lease_until", "attempts", "started_at"])
    return job


def _fail_or_requeue(job: Job, job_run: JobRun, error: Exception, *, max_attempts: int) -> None:
    text = f"{type(error).__name__}: {error}"[:2000]
    if job.attempts >= max_attempts:
        job_run.finish(status=Job.Status.FAILED, error=text)
    else:
        # finish() would mark an end; here only the claim is given back, the sweeper hands the job out again.
        Job.objects.filter(pk=job.pk, lease_token=job_run.token).update(
            status=Job.Status.QUEUED, error=text, lease_token=None, lease_until=None, created_at=clock.now()
        )
