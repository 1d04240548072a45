"""Files of jobs: what a dead or failed attempt left does not stay."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backoffice.core import clock, jobs
from backoffice.core.actors import SYSTEM
from backoffice.core.jobs import JobFailed, JobKind, JobRun, files, registry, worker
from backoffice.core.models import Job, JobFile

pytestmark = pytest.mark.django_db(transaction=True)


def _write(run: JobRun) -> dict[str, Any]:
    run.add_file(name="result.txt", content_type="text/plain", content=b"whole")
    if run.params.get("refuses"):
        raise JobFailed("no figures")
    return {}


@pytest.fixture(autouse=True)
def kinds(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(registry, "_kinds", {"write": JobKind(run=_write, permission="jobs.view_own")})


def _enqueue(at: datetime, **params: Any) -> Job:
    return jobs.enqueue(kind="write", title="write", params=params, by=SYSTEM, at=at)


def _on_disk(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_next_attempt_removes_what_a_killed_one_left(at: datetime, tmp_path: Path) -> None:
    job = _enqueue(at)
    assert worker._claim(str(job.pk)) is not None
    left = files.store(job_id=job.pk, name="result.txt", content_type="text/plain", content=b"whole")
    (tmp_path / left.path).with_suffix(".part").write_bytes(b"ha")
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))

    worker.run(str(job.pk))

    assert _on_disk(tmp_path) == [JobFile.objects.get().path]


def test_a_failed_job_leaves_no_file(at: datetime, tmp_path: Path) -> None:
    job = _enqueue(at, refuses=True)

    worker.run(str(job.pk))

    job.refresh_from_db()
    assert job.status == "failed"
    assert _on_disk(tmp_path) == []


def test_a_job_that_kills_its_workers_leaves_no_file(at: datetime, tmp_path: Path) -> None:
    job = _enqueue(at)
    assert worker._claim(str(job.pk)) is not None
    files.store(job_id=job.pk, name="result.txt", content_type="text/plain", content=b"whole")
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1), attempts=3)

    worker.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "worker_died")
    assert _on_disk(tmp_path) == []


def test_a_worker_that_lost_its_lease_removes_nothing(at: datetime, tmp_path: Path) -> None:
    job = _enqueue(at)
    slow = worker._claim(str(job.pk))
    assert slow is not None
    assert slow.lease_token is not None
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    worker.run(str(job.pk))

    late = JobRun(job_id=job.pk, token=slow.lease_token, params={}, actor=SYSTEM, checkpoint=None)
    assert late.finish(status=Job.Status.FAILED, error="too late") is False

    assert _on_disk(tmp_path) == [JobFile.objects.get().path]
