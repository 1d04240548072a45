"""Background jobs: the row in Postgres is the promise (docs/mechanisms/jobs.md)."""

from backoffice.core.jobs.registry import JobKind, install, kind_of, page_of
from backoffice.core.jobs.requests import cancel, enqueue, may_steer, retry
from backoffice.core.jobs.run import JobCancelled, JobFailed, JobRun

__all__ = ["JobCancelled", "JobFailed", "JobKind", "JobRun", "cancel", "enqueue", "install", "kind_of", "may_steer", "page_of", "retry"]
