"""Files and rows do not stay for ever."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backoffice.core.actors import SYSTEM, Actor
from backoffice.imports import locks, storage
from backoffice.imports.errors import ImportChanged
from backoffice.imports.limits import RETENTION
from backoffice.imports.models import ImportBatch, ImportRow

_UNTOUCHED = (ImportBatch.Status.UPLOADED, ImportBatch.Status.ANALYSING, ImportBatch.Status.PREVIEWED)
_MOVING = (ImportBatch.Status.APPLYING, ImportBatch.Status.UNDOING)


@transaction.atomic
def discard(*, batch_id: UUID, by: Actor, at: datetime) -> ImportBatch:
    """
    Give a batch up before anything went in: file and rows are deleted.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: rows have gone in: undo it instead
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status == ImportBatch.Status.DISCARDED:
        return batch
    if batch.status not in _UNTOUCHED:
        raise ImportChanged(status=batch.status)
    batch.status = ImportBatch.Status.DISCARDED
    _empty(batch, at=at)
    return batch


def sweep(*, at: datetime, limit: int = 100) -> int:
    """Delete files and rows of batches older than limits.RETENTION; return how many batches."""
    ids = list(
        ImportBatch.objects.filter(swept_at__isnull=True, created_at__lt=at - RETENTION)
        .exclude(status__in=_MOVING)
        .order_by("created_at")
        .values_list("pk", flat=True)[:limit]
    )
    for batch_id in ids:
        _sweep_one(batch_id, at=at)
    return len(ids)


@transaction.atomic
def _sweep_one(batch_id: UUID, *, at: datetime) -> None:
    batch = locks.batch(batch_id, by=SYSTEM)
    if batch.status in _UNTOUCHED:
        batch.status = ImportBatch.Status.DISCARDED
    _empty(batch, at=at)


def _empty(batch: ImportBatch, *, at: datetime) -> None:
    ImportRow.objects.filter(batch=batch).delete()
    path, batch.path, batch.swept_at, batch.samples = batch.path, "", at, []
    batch.save(update_fields=["status", "path", "swept_at", "samples"])
    # After commit: a rollback must not leave a row whose file is gone.
    transaction.on_commit(lambda: storage.remove(path))
