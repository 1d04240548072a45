"""Background jobs: the row is the promise."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backoffice.core import clock, jobs
from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.errors import NotAllowed
from backoffice.core.jobs import JobFailed, JobKind, JobRun, registry, worker
from backoffice.core.models import Job

pytestmark = pytest.mark.django_db(transaction=True)

runs: list[str] = []


def _count_to_three(run: JobRun) -> dict[str, Any]:
    runs.append(str(run.job_id))
    for step in range(1, 4):
        run.progress(step, 3, f"step {step}")
    run.add_file(name="result.txt", content_type="text/plain", content=b"three")
    return {"counted": 3}


def _break(run: JobRun) -> dict[str, Any]:
    raise RuntimeError("disk on fire")


def _refuse(run: JobRun) -> dict[str, Any]:
    raise JobFailed("there is nothing to report")


@pytest.fixture(autouse=True)
def kinds(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    runs.clear()
    monkeypatch.setattr(
        registry,
        "_kinds",
        {
            "count": JobKind(run=_count_to_three, permission="jobs.view_own"),
            "break": JobKind(run=_break, permission="jobs.view_own", max_attempts=2),
            "refuse": JobKind(run=_refuse, permission="jobs.view_own"),
        },
    )


def _enqueue(kind: str, at: datetime, **kwargs: Any) -> Job:
    return jobs.enqueue(kind=kind, title=kind, params={}, by=SYSTEM, at=at, **kwargs)


def test_a_job_runs_shows_progress_and_keeps_its_file(at: datetime, tmp_path: Path) -> None:
    job = _enqueue("count", at)

    worker.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.result) == ("done", 3, 3, {"counted": 3})
    stored = job.files.get()
    assert (tmp_path / stored.path).read_bytes() == b"three"
    assert not list(tmp_path.rglob("*.part"))


def test_running_a_job_twice_has_the_effect_of_once(at: datetime) -> None:
    job = _enqueue("count", at)

    worker.run(str(job.pk))
    worker.run(str(job.pk))

    assert len(runs) == 1


def test_the_same_unique_key_is_one_active_job(at: datetime) -> None:
    first = _enqueue("count", at, unique_key="2026-10")
    second = _enqueue("count", at, unique_key="2026-10")

    assert first.pk == second.pk
    assert Job.objects.count() == 1


def test_a_job_of_a_dead_worker_is_handed_out_again(at: datetime) -> None:
    job = _enqueue("count", at)
    dead = worker._claim(str(job.pk))
    assert dead is not None
    worker.run(str(job.pk))
    assert runs == [], "a living lease is respected"

    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    assert worker.sweep(at=clock.now()) == 1
    worker.run(str(job.pk))

    job.refresh_from_db()
    assert job.status == "done"
    assert job.attempts == 2


def test_a_worker_that_lost_its_lease_cannot_finish(at: datetime) -> None:
    job = _enqueue("count", at)
    slow = worker._claim(str(job.pk))
    assert slow is not None
    assert slow.lease_token is not None
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    worker.run(str(job.pk))

    late = JobRun(job_id=job.pk, token=slow.lease_token, params={}, actor=SYSTEM, checkpoint=None)
    assert late.finish(status=Job.Status.FAILED, error="too late") is False

    job.refresh_from_db()
    assert job.status == "done"


def test_a_crash_is_tried_again_and_then_told(at: datetime) -> None:
    job = _enqueue("break", at)

    worker.run(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("queued", 1)
    worker.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.attempts, job.error) == ("failed", 2, "RuntimeError: disk on fire")


def test_a_refusal_is_final_at_once(at: datetime) -> None:
    job = _enqueue("refuse", at)

    worker.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.attempts, job.error) == ("failed", 1, "there is nothing to report")


def test_a_cancelled_job_stops_at_its_next_step(at: datetime) -> None:
    job = _enqueue("count", at)
    claimed = worker._claim(str(job.pk))
    assert claimed is not None
    assert claimed.lease_token is not None
    run = JobRun(job_id=job.pk, token=claimed.lease_token, params={}, actor=SYSTEM, checkpoint=None)

    Job.objects.update(cancel_requested=True)

    with pytest.raises(jobs.JobCancelled):
        run.progress(1, 3)


def test_who_may_not_ask_gets_no_job(at: datetime) -> None:
    stranger = Actor(kind="user", id=1, name="Stranger")

    with pytest.raises(NotAllowed):
        jobs.enqueue(kind="count", title="count", params={}, by=stranger, at=at)

    assert Job.objects.count() == 0
