"""One person's data taken out: a sealed file for seven days, every download noted."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from backoffice.core import audit, durable, policy, sensitive
from backoffice.core.actors import Actor
from backoffice.core.sealing import cipher
from backoffice.privacy import locks
from backoffice.privacy.errors import UnknownExport
from backoffice.privacy.finding import find_matches, identity_of, ids_by_area, subjects_of
from backoffice.privacy.models import DataExport, SubjectRequest

KEPT = timedelta(days=7)
PURPOSE = "privacy.export"


@transaction.atomic
def write_export(*, number: str, job_id: UUID, content: bytes, sections: int, records: int, by: Actor, at: datetime) -> DataExport:
    """Keep the file sealed, under a name that says nothing.  The same job keeps one."""
    earlier = DataExport.objects.filter(job_id=job_id).first()
    if earlier is not None:
        return earlier
    request = locks.lock_request(number, by=by)
    path = f"privacy/{uuid4().hex}"
    durable.write(Path(settings.MEDIA_ROOT) / path, [cipher(PURPOSE).encrypt(content)])
    export = DataExport.objects.create(
        request=request,
        job_id=job_id,
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        sections=sections,
        records=records,
        made_at=at,
        made_by=by.name,
        expires_at=at + KEPT,
    )
    audit.record([audit.Trace(action="privacy.exported", subject=("subject_request", number), at=at, after={"records": records})], by=by)
    _note(request, _("%(number)s put together"), by=by, at=at)
    return export


@transaction.atomic
def note_download(*, export_id: UUID, by: Actor, at: datetime) -> tuple[str, bytes]:
    """
    The file's name and content for who may have it, and the trace of it: privacy desk, or the person after the answer.

    :raises UnknownExport: there is none for this actor, or its time is over
    """
    export = DataExport.objects.select_for_update(of=("self",)).select_related("request").filter(pk=export_id, disposed_at=None).first()
    if export is None or export.expires_at <= at or not _may_have(export, by):
        raise UnknownExport()
    sealed = (Path(settings.MEDIA_ROOT) / export.path).read_bytes()
    DataExport.objects.filter(pk=export.pk).update(downloads=F("downloads") + 1)
    number = export.request.number
    audit.record([audit.Trace(action="privacy.export_downloaded", subject=("subject_request", number), at=at)], by=by)
    if export.request.user_id != by.id or by.kind != "user":
        _note(export.request, _("%(number)s downloaded"), by=by, at=at)
    return f"{number}.zip", cipher(PURPOSE).decrypt(sealed)


@transaction.atomic
def dispose_old_exports(*, at: datetime) -> int:
    """Remove the files whose seven days are over; returns how many."""
    over = list(DataExport.objects.select_for_update(skip_locked=True).filter(disposed_at=None, expires_at__lte=at).order_by("pk")[:500])
    DataExport.objects.filter(pk__in=[export.pk for export in over]).update(disposed_at=at)
    for export in over:
        transaction.on_commit(partial(_remove, export.path))
    return len(over)


def _may_have(export: DataExport, by: Actor) -> bool:
    request = export.request
    if by.may("hr.manage_privacy"):
        return True
    is_own = by.kind == "user" and request.user_id == by.id
    return (
        is_own
        and request.state == SubjectRequest.State.ANSWERED
        and policy.visible(by, SubjectRequest.objects.all()).filter(pk=request.pk).exists()
    )


def _note(request: SubjectRequest, what: str, *, by: Actor, at: datetime) -> None:
    """The whole file of a person of this house was taken out: it stands in the person's own list of looks."""
    if by.kind == "user" and request.user_id == by.id:
        return
    found = ids_by_area(find_matches(identity_of(document=request.document, email=request.email)))
    keys = [key for kind, key in subjects_of(found) if kind == "person"]
    sensitive.note_reads(
        subject_kind="person", subject_keys=keys, group=sensitive.EXPORT, by=by, at=at, item=what % {"number": request.number}
    )


def _remove(path: str) -> None:
    (Path(settings.MEDIA_ROOT) / path).unlink(missing_ok=True)
