"""Files that jobs made are kept for their time; the job and the files' hashes stay."""

from datetime import datetime, timedelta

from backoffice.core.jobs import files
from backoffice.core.jobs.registry import known_kinds
from backoffice.core.models import Job


def sweep_files(*, at: datetime) -> int:
    """
    Remove what lies on the disk of jobs that ended more than their kind's ``files_days`` ago; return of how many.

    Lists and papers name people: nobody finds them there years later (LGPD art. 16).
    """
    swept = 0
    for name, kind in known_kinds().items():
        ended = Job.objects.filter(kind=name, finished_at__lte=at - timedelta(days=kind.files_days)).order_by("finished_at")
        for job_id in ended.values_list("pk", flat=True).iterator():
            # Most are gone since long: looking is cheap, and a folder that was left behind while nothing ran is found as well.
            if files.folder_of(job_id).exists():
                files.discard(job_id=job_id)
                swept += 1
    return swept
