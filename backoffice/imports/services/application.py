"""Carry out what the preview showed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backoffice.core import jobs
from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from backoffice.imports import locks
from backoffice.imports.errors import ImportChanged, NothingToImport
from backoffice.imports.importer import REFUSED, SAME, Context, Importer, Outcome, PlannedRow, Problem
from backoffice.imports.limits import CHUNK
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.planning import Plan, context_of, plan, problem_json
from backoffice.imports.registry import importer_of
from backoffice.imports.services import rows_sql
from backoffice.imports.services.closing import close

APPLY = "imports.apply"


@transaction.atomic
def start_application(*, batch_id: UUID, analysis: int, by: Actor, at: datetime) -> ImportBatch:
    """
    Promise to bring the new and changed rows in.  Asked a second time it returns the batch as it is.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: another preview than number ``analysis`` is the present one
    :raises NothingToImport: no row would change anything
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status in (ImportBatch.Status.APPLYING, ImportBatch.Status.APPLIED) and batch.analysis == analysis:
        return batch
    if batch.status != ImportBatch.Status.PREVIEWED or batch.analysis != analysis:
        raise ImportChanged(status=batch.status)
    if not batch.to_apply_count:
        raise NothingToImport
    rows_sql.promise(batch.pk)
    title = f"{importer_of(batch.importer).title}: {batch.file_name}"[:160]
    job = jobs.enqueue(kind=APPLY, title=title, params={"batch": str(batch.pk)}, by=by, at=at, unique_key=str(batch.pk))
    batch.status, batch.job_id = ImportBatch.Status.APPLYING, job.pk
    batch.save(update_fields=["status", "job_id"])
    return batch


@transaction.atomic
def apply_next(*, batch_id: UUID, by: Actor, at: datetime) -> int:
    """
    Bring the next set of waiting rows in; return how many were dealt with, 0 at the end.

    Every row is analysed again first.  What would now do something else than the preview said is refused, what is there
    already is left; so nobody's change is overwritten unseen.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: it is not going in
    """
    # The batch first: of two workers that believe to own the job only one deals with a row.
    batch = locks.batch(batch_id, by=by)
    if batch.status != ImportBatch.Status.APPLYING:
        raise ImportChanged(status=batch.status)
    rows = list(ImportRow.objects.filter(batch=batch, outcome=ImportRow.Outcome.PENDING).order_by("line")[:CHUNK])
    if not rows:
        return 0
    importer = importer_of(batch.importer)
    locks.records_of(importer.key)
    context = context_of(batch, by=by, at=at, is_run=True)
    plans = plan([(row.line, row.cells, "") for row in rows], importer=importer, mapping=batch.mapping, context=context)
    stored = dict(zip((row.line for row in rows), plans, strict=True))
    ready = [row for row in rows if _is_unchanged(row, stored[row.line])]
    outcomes = _carry_out([_planned(stored[row.line]) for row in ready], importer, context)
    by_line = dict(zip((row.line for row in ready), outcomes, strict=True))
    rows_sql.update([_result(row, stored[row.line], by_line.get(row.line)) for row in rows])
    return len(rows)


@transaction.atomic
def finish_application(*, batch_id: UUID, by: Actor, at: datetime) -> ImportBatch:
    """
    Write down how the batch ended.

    :raises UnknownImport: no such batch, or not one of the actor's
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status != ImportBatch.Status.APPLYING:
        return batch
    batch.status, batch.applied_at = ImportBatch.Status.APPLIED, at
    return close(batch, action="import.applied", told=("applied", "refused", "same"), by=by, at=at)


def _is_unchanged(row: ImportRow, fresh: Plan) -> bool:
    now = fresh.as_json()
    return fresh.row is not None and now["verdict"] == row.verdict and now["changes"] == row.changes


def _planned(fresh: Plan) -> PlannedRow:
    assert fresh.row is not None, "only rows that could be read are carried out"
    return PlannedRow(fresh.row, fresh.finding)


def _carry_out(rows: Sequence[PlannedRow], importer: Importer, context: Context) -> list[Outcome]:
    """All rows in one go; if a service refuses, one by one, so that a single bad row holds nobody up."""
    if not rows:
        return []
    try:
        with transaction.atomic():
            return importer.apply(rows, context)
    except BusinessError as refusal:
        if len(rows) == 1:
            return [Outcome(problem=Problem(refusal.code, data=_plain(refusal.data)))]
    return [outcome for row in rows for outcome in _carry_out([row], importer, context)]


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """A refusal's data as JSON keeps it."""
    return {name: value if isinstance(value, int | str | list | dict | None) else str(value) for name, value in data.items()}


def _result(row: ImportRow, fresh: Plan, outcome: Outcome | None) -> dict[str, Any]:
    result: dict[str, Any] = {"id": row.pk, "outcome": "none", "verdict": row.verdict, "problems": [], "target": {}}
    if outcome is None and fresh.finding.verdict == SAME:
        return result | {"verdict": SAME}
    if outcome is None:
        problems = fresh.finding.problems or (Problem("changed_since_preview"),)
        return result | {"verdict": REFUSED, "problems": [problem_json(problem) for problem in problems]}
    if outcome.problem:
        return result | {"verdict": REFUSED, "problems": [problem_json(outcome.problem)]}
    return result | {"outcome": "applied", "target": dict(outcome.target)}
