"""Issue a report: keep its figures, their position and their hash under a code that paper can carry."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.codec import to_json
from backoffice.core.reports.canonical import canonical_json, hash_of
from backoffice.report_centre.models import ReportSnapshot

# Without letters and digits that are taken for each other.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@transaction.atomic
def issue_report(
    *, kind: str, title: str, params: dict[str, Any], as_of_seq: int, content: Any, job_id: UUID | None, by: Actor, at: datetime
) -> ReportSnapshot:
    """
    Keep the report and return its snapshot; a job that runs again gets the snapshot it made before.

    ``content`` is the report's frozen dataclass.
    """
    if job_id is not None:
        earlier = ReportSnapshot.objects.filter(job_id=job_id).first()
        if earlier is not None:
            return earlier
    canonical = canonical_json(orjson.loads(to_json(content)))
    snapshot = ReportSnapshot.objects.create(
        code=_new_code(),
        kind=kind,
        title=title[:160],
        params=params,
        as_of_seq=as_of_seq,
        content=orjson.loads(canonical),
        sha256=hash_of(canonical),
        job_id=job_id,
        created_by_name=by.name,
        created_at=at,
    )
    after = {"title": snapshot.title, "position": as_of_seq, "sha256": snapshot.sha256}
    audit.record([Trace(action="report.issued", subject=("report", snapshot.code), at=at, after=after)], by=by)
    return snapshot


def _new_code() -> str:
    """RG-7F3K-92QD-XM4T: 60 bits nobody can guess."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"RG-{letters[:4]}-{letters[4:8]}-{letters[8:]}"
