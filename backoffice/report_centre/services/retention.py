"""Files of reports are kept for their time; figures, code and the files' hashes stay, so that a paper can be checked for ever."""

from datetime import datetime, timedelta

from backoffice.core.jobs import files
from backoffice.core.models import Job
from backoffice.core.reports import known_kinds


def sweep_files(*, at: datetime, kept_days: int) -> int:
    """Remove what lies on the disk of reports that ended more than ``kept_days`` days ago; return of how many."""
    kinds = [kind.name for kind in known_kinds()]
    ended = Job.objects.filter(kind__in=kinds, finished_at__lte=at - timedelta(days=kept_days)).order_by("finished_at")
    swept = 0
    for job_id in ended.values_list("pk", flat=True).iterator():
        # Most are gone since long: looking is cheap, and a folder that was left behind while nothing ran is found as well.
        if files.folder_of(job_id).exists():
            files.discard(job_id=job_id)
            swept += 1
    return swept
