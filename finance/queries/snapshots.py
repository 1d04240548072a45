"""Read issued reports."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backoffice.core.models import JobFile
from finance.canonical import canonical_json, hash_of, in_groups
from finance.errors import ReportNotFound
from finance.models import ReportSnapshot


@dataclass(frozen=True, slots=True)
class IssuedReport:
    """What anybody who holds the code may know.  ``is_intact``: the kept figures still have the printed hash."""

    code: str
    title: str
    issued_at: datetime
    position: int
    sha256: str
    is_intact: bool
    files: tuple[tuple[str, str], ...]


def get_issued_report(*, code: str) -> IssuedReport:
    """
    The report of this verification code, with the names and hashes of its files.

    :raises ReportNotFound: no report carries it
    """
    snapshot = find_snapshot(code=code)
    files = JobFile.objects.filter(job_id=snapshot.job_id).order_by("name").values_list("name", "sha256") if snapshot.job_id else ()
    return IssuedReport(
        code=snapshot.code,
        title=snapshot.title,
        issued_at=snapshot.created_at,
        position=snapshot.as_of_seq,
        sha256=in_groups(snapshot.sha256),
        is_intact=hash_of(canonical_json(snapshot.content)) == snapshot.sha256,
        files=tuple((name, in_groups(sha256)) for name, sha256 in files),
    )


def find_snapshot(*, code: str = "", job_id: UUID | str | None = None) -> ReportSnapshot:
    """
    The snapshot by its code or by its job.

    :raises ReportNotFound: there is none
    """
    wanted = (
        ReportSnapshot.objects.filter(job_id=job_id)
        if job_id
        else ReportSnapshot.objects.filter(code=code.strip().upper() if code.isprintable() else "")
    )
    snapshot = wanted.first()
    if snapshot is None:
        raise ReportNotFound(code=code)
    return snapshot
