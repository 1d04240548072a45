"""Find out what every row would do, set by set; nothing but the preview is written."""

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from backoffice.core.actors import Actor
from backoffice.imports import locks, storage
from backoffice.imports.errors import ImportChanged, UnreadableFile
from backoffice.imports.importer import Context, Importer
from backoffice.imports.limits import CHUNK
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.planning import context_of, plan
from backoffice.imports.reading import SheetRow, read_rows
from backoffice.imports.registry import importer_of
from backoffice.imports.services import rows_sql
from backoffice.imports.services.upload import look_of


def analyse(*, batch_id: UUID, analysis: int, by: Actor, at: datetime, tell: Callable[[int, int], None]) -> ImportBatch:
    """
    Read the file and store the verdict of every row; goes on behind the last stored line if it was killed.

    ``tell`` hears (rows done, rows expected) after each set.  Runs many small transactions: call it outside of one.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises UnreadableFile: the file cannot be read to its end
    """
    batch = _require_analysing(batch_id, analysis, by=by)
    importer = importer_of(batch.importer)
    context = context_of(batch, by=by, at=at)
    last = ImportRow.objects.filter(batch_id=batch_id).order_by("-line").values_list("line", flat=True).first() or 0
    done = ImportRow.objects.filter(batch_id=batch_id).count()
    rows = (row for row in read_rows(storage.absolute(batch.path), look_of(batch)) if row.line > last)
    while chunk := list(islice(rows, CHUNK)):
        _store(batch, analysis, chunk, importer, context)
        done += len(chunk)
        tell(done, max(done, batch.row_count))
    return _finish(batch_id, analysis, by=by)


@transaction.atomic
def refuse_file(*, batch_id: UUID, refusal: UnreadableFile, by: Actor) -> ImportBatch:
    """
    The file could not be read to its end: the batch ends with the reason, its rows go.

    :raises UnknownImport: no such batch, or not one of the actor's
    """
    batch = locks.batch(batch_id, by=by)
    ImportRow.objects.filter(batch=batch).delete()
    batch.status = ImportBatch.Status.REFUSED
    batch.refusal = {"code": refusal.code, "data": refusal.data}
    batch.save(update_fields=["status", "refusal"])
    return batch


@transaction.atomic
def _require_analysing(batch_id: UUID, analysis: int, *, by: Actor) -> ImportBatch:
    batch = locks.batch(batch_id, by=by)
    if batch.status != ImportBatch.Status.ANALYSING or batch.analysis != analysis:
        raise ImportChanged(status=batch.status)
    return batch


@transaction.atomic
def _store(batch: ImportBatch, analysis: int, chunk: list[SheetRow], importer: Importer, context: Context) -> None:
    # A worker that was silent for too long must not write into an analysis that another one has taken over and ended.
    _require_analysing(batch.pk, analysis, by=context.by)
    plans = plan([(row.line, row.cells, row.problem) for row in chunk], importer=importer, mapping=batch.mapping, context=context)
    rows_sql.insert(
        batch.pk,
        [{"line": row.line, "cells": row.cells, "key": each.key} | each.as_json() for row, each in zip(chunk, plans, strict=True)],
    )


@transaction.atomic
def _finish(batch_id: UUID, analysis: int, *, by: Actor) -> ImportBatch:
    batch = _require_analysing(batch_id, analysis, by=by)
    rows_sql.refuse_twins(batch_id, column=importer_of(batch.importer).key_columns[0])
    for name, figure in rows_sql.count(batch_id).items():
        setattr(batch, name, figure)
    batch.status = ImportBatch.Status.PREVIEWED
    batch.save()
    return batch
