"""Read issued reports: by code, by job, the history a person may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.models import Job, JobFile
from backoffice.core.reports import kind_of, known_kinds
from backoffice.core.reports.canonical import canonical_json, hash_of, in_groups
from backoffice.report_centre.errors import ReportNotFound
from backoffice.report_centre.models import Delivery, LastChoice, ReportSnapshot, ScheduleRun


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

    def name_of(self, digest: str) -> str:
        """Which of its files has this SHA-256 (64 digits, any grouping): its name; "=" for the figures' own hash; "" for none."""
        clean = "".join(digest.split()).lower()
        if clean == "".join(self.sha256.split()):
            return "="
        return next((name for name, sha256 in self.files if "".join(sha256.split()) == clean), "")


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


def get_report_job(*, job_id: UUID | str, actor: Actor) -> Job:
    """
    The job of a report that the actor may read: asked for by the actor (or open to overseers), or sent to the actor by a schedule.

    :raises ReportNotFound: there is none, or not for the actor
    """
    kinds = [kind.name for kind in known_kinds()]
    job = Job.objects.filter(pk=job_id, kind__in=kinds).select_related("requested_by").prefetch_related("files").first()
    if job is None or not kind_of(job.kind).may_read(actor):
        raise ReportNotFound(job=str(job_id))
    was_sent = Q(run__job_id=job.pk, user_id=actor.id) & ~Q(status=Delivery.Status.LEFT_OUT)
    if not policy.visible(actor, Job.objects.filter(pk=job.pk)).exists() and not Delivery.objects.filter(was_sent).exists():
        raise ReportNotFound(job=str(job_id))
    return job


def list_history(*, actor: Actor, kind: str = "", limit: int = 20) -> list[Job]:
    """The latest reports the actor asked for or was sent, newest first, with their files' size as ``size_bytes``."""
    kinds = [each.name for each in known_kinds() if each.may_read(actor) and kind in ("", each.name)]
    sent = ScheduleRun.objects.filter(deliveries__user_id=actor.id, deliveries__status=Delivery.Status.SENT, job_id__isnull=False)
    own = policy.visible(actor, Job.objects.filter(kind__in=kinds)).values("pk")
    wanted = Job.objects.filter(Q(pk__in=own) | Q(pk__in=sent.values("job_id")), kind__in=kinds)
    found = wanted.annotate(size_bytes=Sum("files__size_bytes")).select_related("requested_by").order_by("-created_at")
    return list(found[:limit])


def get_last_choices(*, actor: Actor) -> dict[str, LastChoice]:
    """What the actor asked for last time, by report."""
    return {choice.kind: choice for choice in LastChoice.objects.filter(user_id=actor.id)}
