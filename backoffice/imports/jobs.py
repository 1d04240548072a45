"""The bodies of the wizard's jobs; ``backoffice/wiring.py`` names them.  Each goes on where a killed worker stopped."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from backoffice.core import clock, policy
from backoffice.core.error_texts import text_of
from backoffice.core.jobs import JobFailed, JobRun
from backoffice.imports import queries, services
from backoffice.imports.errors import ImportChanged, UnreadableFile
from backoffice.imports.models import ImportBatch
from backoffice.imports.registry import importer_of


def analyse_batch(run: JobRun) -> dict[str, Any]:
    """Store the preview.  Result: the figures of the batch."""
    batch = _batch(run)

    def tell(done: int, total: int) -> None:
        run.progress(done, total, _("rows read"))

    try:
        analysis = run.params["analysis"]
        found = services.analyse(batch_id=batch.pk, analysis=analysis, by=run.actor, at=clock.now(), tell=tell)
    except UnreadableFile as refusal:
        services.refuse_file(batch_id=batch.pk, refusal=refusal, by=run.actor)
        raise JobFailed(text_of(refusal)) from refusal
    except ImportChanged:
        # Somebody chose other columns meanwhile (or this analysis has ended already): its preview counts.
        return {"batch": str(batch.pk)}
    return _figures(found)


def apply_batch(run: JobRun) -> dict[str, Any]:
    """Bring the rows in.  Result: the figures of the batch."""
    batch = _batch(run)
    if batch.status == ImportBatch.Status.APPLYING:
        waiting = queries.count_rows(batch_id=batch.pk, outcome="pending")
        _repeat(run, batch, services.apply_next, first=batch.to_apply_count - waiting, total=batch.to_apply_count)
    return _figures(services.finish_application(batch_id=batch.pk, by=run.actor, at=clock.now()))


def undo_batch(run: JobRun) -> dict[str, Any]:
    """Take the rows back.  Result: the figures of the batch."""
    batch = _batch(run)
    if batch.status == ImportBatch.Status.UNDOING:
        left = queries.count_rows(batch_id=batch.pk, outcome="applied")
        _repeat(run, batch, services.undo_next, first=batch.applied_count - left, total=batch.applied_count)
    return _figures(services.finish_undoing(batch_id=batch.pk, by=run.actor, at=clock.now()))


def _repeat(run: JobRun, batch: ImportBatch, step: Callable[..., int], *, first: int, total: int) -> None:
    done = first
    run.progress(done, total)
    while dealt := step(batch_id=batch.pk, by=run.actor, at=clock.now()):
        done += dealt
        run.progress(min(done, total), total)


def _batch(run: JobRun) -> ImportBatch:
    batch = queries.get_batch(batch_id=UUID(run.params["batch"]), actor=run.actor)
    # With the person's present roles: the wizard's own permission is wider than the importer's.
    policy.require(run.actor, importer_of(batch.importer).permission)
    return batch


def _figures(batch: ImportBatch) -> dict[str, Any]:
    names = ("new_count", "changed_count", "same_count", "refused_count", "applied_count", "undone_count", "kept_count")
    return {"batch": str(batch.pk)} | {name: getattr(batch, name) for name in names}
