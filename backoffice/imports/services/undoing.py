"""Take back what a batch brought in, row by row, where nothing depends on it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from backoffice.core import jobs
from backoffice.core.actors import Actor
from backoffice.imports import locks
from backoffice.imports.errors import ImportChanged, UndoTooLate
from backoffice.imports.importer import Context, DoneRow, Importer, Problem
from backoffice.imports.limits import CHUNK, RETENTION
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.planning import changes_of, context_of, problem_json
from backoffice.imports.registry import importer_of
from backoffice.imports.services import rows_sql
from backoffice.imports.services.closing import close

UNDO = "imports.undo"


@transaction.atomic
def start_undoing(*, batch_id: UUID, by: Actor, at: datetime) -> ImportBatch:
    """
    Promise to undo the batch.  Asked a second time it returns the batch as it is.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: it has not gone in (yet)
    :raises UndoTooLate: file and rows are gone
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status in (ImportBatch.Status.UNDOING, ImportBatch.Status.UNDONE):
        return batch
    if batch.status != ImportBatch.Status.APPLIED:
        raise ImportChanged(status=batch.status)
    if batch.swept_at:
        raise UndoTooLate(days=RETENTION.days)
    title = f"{importer_of(batch.importer).title}: {batch.file_name}"[:160]
    job = jobs.enqueue(kind=UNDO, title=title, params={"batch": str(batch.pk)}, by=by, at=at, unique_key=str(batch.pk))
    batch.status, batch.job_id = ImportBatch.Status.UNDOING, job.pk
    batch.save(update_fields=["status", "job_id"])
    return batch


@transaction.atomic
def undo_next(*, batch_id: UUID, by: Actor, at: datetime) -> int:
    """
    Undo the next set of rows, the last ones first; return how many were dealt with, 0 at the end.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: it is not being undone
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status != ImportBatch.Status.UNDOING:
        raise ImportChanged(status=batch.status)
    rows = list(ImportRow.objects.filter(batch=batch, outcome=ImportRow.Outcome.APPLIED).order_by("-line")[:CHUNK])
    if not rows:
        return 0
    importer = importer_of(batch.importer)
    locks.records_of(importer.key)
    problems = _undo(importer, [_done(row) for row in rows], context_of(batch, by=by, at=at, is_run=True))
    rows_sql.update(
        [
            {
                "id": row.pk,
                "outcome": "kept" if row.line in problems else "undone",
                "verdict": row.verdict,
                "problems": [problem_json(problems[row.line])] if row.line in problems else [],
                "target": row.target,
            }
            for row in rows
        ]
    )
    return len(rows)


def _undo(importer: Importer, rows: list[DoneRow], context: Context) -> dict[int, Problem]:
    """Undo what nothing stands in the way of; what stays, by line."""
    blocked = {row.line: problem for row, problem in zip(rows, importer.blocked(rows, context), strict=True) if problem}
    free = [row for row in rows if row.line not in blocked]
    return blocked | dict(importer.undo(free, context)) if free else blocked


@transaction.atomic
def finish_undoing(*, batch_id: UUID, by: Actor, at: datetime) -> ImportBatch:
    """
    Write down how the undoing ended.

    :raises UnknownImport: no such batch, or not one of the actor's
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status != ImportBatch.Status.UNDOING:
        return batch
    batch.status, batch.undone_at = ImportBatch.Status.UNDONE, at
    return close(batch, action="import.undone", told=("undone", "kept"), by=by, at=at)


def list_blocked(*, batch: ImportBatch, by: Actor, at: datetime, limit: int) -> list[tuple[str, Problem]]:
    """Verdict and reason of those of the last ``limit`` rows that would be kept if the batch were undone now; writes nothing."""
    importer, blocked = importer_of(batch.importer), list[tuple[str, Problem]]()
    context = context_of(batch, by=by, at=at)
    rows = list(ImportRow.objects.filter(batch=batch, outcome=ImportRow.Outcome.APPLIED).order_by("-line")[:limit])
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        answers = importer.blocked([_done(row) for row in part], context)
        blocked += [(row.verdict, problem) for row, problem in zip(part, answers, strict=True) if problem]
    return blocked


def _done(row: ImportRow) -> DoneRow:
    return DoneRow(line=row.line, verdict=row.verdict, target=row.target, changes=changes_of(row.changes))
