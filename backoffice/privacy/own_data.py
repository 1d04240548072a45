"""What the shared tables and the privacy desk itself hold of people."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backoffice.core.actors import Actor
from backoffice.privacy.datamap import CLEAR, MARKS, NAME, Area, Copy, Identity, Match, Table, Use
from backoffice.privacy.models import DataExport, SubjectRequest

TRACES = Use(
    purpose=_("Proof of who did what, when; delivery of messages and jobs exactly once"),
    legal_base=_("Legitimate interest and regular exercise of rights (LGPD art. 7 VI and IX)"),
    retention=_("Traces as long as the books; what identifies a person is taken out on request"),
)
RIGHTS = Use(
    purpose=_("Answering the requests of data subjects and proving it"),
    legal_base=_("Legal obligation (LGPD arts. 18, 19 and 6 X)"),
    retention=_("Five years after the answer"),
)
# What people typed about somebody, by the keys under which traces and events keep it.
_TYPED = ("reason", "note", "text", "excerpt")


def _traces_about(subjects: Collection[tuple[str, str]]) -> Q:
    wanted = Q()
    for kind in {kind for kind, _key in subjects}:
        wanted |= Q(subject_kind=kind, subject_key__in=[key for each, key in subjects if each == kind])
    return wanted


def _events_about(subjects: Collection[tuple[str, str]]) -> Q:
    orders = [key for kind, key in subjects if kind == "order"]
    return Q(payload__order_number__in=orders) if orders else Q()


SHARED = Area(
    code="core",
    label=_("Traces and messages"),
    copies=(
        Copy(
            model="core.AuditEntry",
            title=_("Audit trail"),
            use=TRACES,
            columns={"before": MARKS, "after": MARKS},
            plain=("actor_kind", "actor_name", "action", "subject_kind", "subject_key", "request_id", "ip"),
            about=_traces_about,
            free_keys=_TYPED,
        ),
        Copy(
            model="core.OutboxMessage",
            title=_("Messages between areas"),
            use=TRACES,
            columns={"payload": MARKS, "last_error": MARKS},
            plain=("event_type", "status", "handled"),
            about=_events_about,
            free_keys=_TYPED,
        ),
        Copy(
            model="core.IdempotencyKey",
            title=_("Answers kept for repeated requests"),
            use=TRACES,
            columns={"response": MARKS},
            plain=("key", "operation", "body_hash"),
        ),
        Copy(
            model="core.Job",
            title=_("Jobs"),
            use=TRACES,
            columns={"title": MARKS, "params": MARKS, "message": MARKS, "checkpoint": MARKS, "result": MARKS, "error": MARKS},
            plain=("kind", "status", "unique_key"),
        ),
        Copy(
            model="core.BulkRun",
            title=_("Acts on many rows"),
            use=TRACES,
            columns={"selection": MARKS, "params": MARKS},
            plain=("list_code", "action"),
        ),
        Copy(
            model="core.BulkRow",
            title=_("Acts on many rows: the rows"),
            use=TRACES,
            columns={"detail": MARKS},
            plain=("key", "verdict", "code"),
        ),
        Copy(model="core.SavedView", title=_("Saved views"), use=TRACES, columns={"name": MARKS, "query": MARKS}, plain=("list_code",)),
    ),
    not_personal={
        "core.ApiClient": "keys of shops",
        "core.Company": "the company itself",
        "core.Heartbeat": "liveness",
        "core.JobFile": "names of files, which carry numbers only; the content goes after its time",
        "core.KeptFile": "its name is sealed and goes with the content; the area that refers to it answers for it",
        "core.NumberSequence": "counters",
        "core.SensitiveRead": "keys of people and names of readers; insert-only, it is the people's own proof",
        "core.Upload": "swept after a day; its name is sealed",
        "core.UploadPart": "swept after a day, sealed",
        "setup.StepDecision": "steps of the first run",
        "sessions.Session": "ends by itself within two weeks",
        "admin.LogEntry": "never written: the audit trail is the one record",
        "django_celery_beat.SolarSchedule": "times",
        "django_celery_beat.IntervalSchedule": "times",
        "django_celery_beat.CrontabSchedule": "times",
        "django_celery_beat.ClockedSchedule": "times",
        "django_celery_beat.PeriodicTask": "times",
        "django_celery_beat.PeriodicTasks": "times",
    },
)


def _find(identity: Identity) -> Sequence[Match]:
    """Who asked is sealed, so it is compared here; requests are few, and open ones are still to be answered."""
    return [
        Match(area="privacy", pk=row.pk, name=row.name, detail=row.number, url=reverse("privacy_request", args=[row.number]))
        for row in SubjectRequest.objects.exclude(state=SubjectRequest.State.OPEN).order_by("pk")
        if (identity.document and row.document == identity.document) or (identity.email and row.email == identity.email)
    ]


def _marks(ids: Collection[int]) -> list[str]:
    rows = SubjectRequest.objects.filter(pk__in=ids)
    return [text for row in rows for text in (row.name, row.document, row.email)]


def _finish(ids: Collection[int], by: Actor, at: datetime) -> None:
    """What was taken out for these people before is removed at the next sweep."""
    DataExport.objects.filter(request_id__in=ids, disposed_at=None, expires_at__gt=at).update(expires_at=at)


REQUESTS = Area(
    code="privacy",
    label=_("Privacy requests"),
    tables=(
        Table(
            model="privacy.SubjectRequest",
            owner="pk",
            title=_("Requests about personal data"),
            use=RIGHTS,
            personal={"name": NAME, "document": CLEAR, "email": CLEAR, "details": CLEAR, "answer": CLEAR},
            told=("number", "kind", "state", "received_on", "due_on", "closed_at"),
            plain=("channel", "received_by", "identity_how", "identity_by", "closed_by"),
        ),
    ),
    find=_find,
    marks=_marks,
    finish=_finish,
    not_personal={
        "privacy.PrivacyRules": "the company's own rules",
        "privacy.DataExport": "numbers, times and a hash",
        "privacy.Erasure": "tables, fields and counts, never a value",
        "privacy.Survey": "tables, fields and counts, never a value",
    },
)
