"""THE READ DOOR of the wizard."""

from collections.abc import Iterator
from uuid import UUID

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.imports.errors import UnknownImport
from backoffice.imports.models import ImportBatch, ImportRow

PAGE = 50


def get_batch(*, batch_id: UUID, actor: Actor) -> ImportBatch:
    """
    The batch.

    :raises UnknownImport: no such batch, or not one of the actor's
    """
    batch: ImportBatch | None = policy.visible(actor, ImportBatch.objects.filter(pk=batch_id)).first()
    if batch is None:
        raise UnknownImport(key=str(batch_id))
    return batch


def list_batches(*, actor: Actor, importer: str = "", limit: int = PAGE, before: str = "") -> list[ImportBatch]:
    """The history that the actor may see, newest first; ``before`` is the number of the last one of the page before."""
    rows = policy.visible(actor, ImportBatch.objects.defer("header", "samples", "warnings", "mapping", "sheets"))
    if importer:
        rows = rows.filter(importer=importer)
    if before:
        rows = rows.filter(number__lt=before)
    return list(rows.order_by("-number")[:limit])


def find_same_file(*, batch: ImportBatch, actor: Actor) -> ImportBatch | None:
    """An earlier batch of the very same file that went in."""
    rows = ImportBatch.objects.filter(sha256=batch.sha256, importer=batch.importer, status=ImportBatch.Status.APPLIED)
    found: ImportBatch | None = policy.visible(actor, rows.exclude(pk=batch.pk)).order_by("-created_at").first()
    return found


def list_rows(*, batch: ImportBatch, verdict: str = "", outcome: str = "", after: int = 0, before: int = 0) -> list[ImportRow]:
    """One page of rows in the order of the file, and one more if there is a next; ``before`` pages backwards."""
    rows = ImportRow.objects.filter(batch=batch)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if outcome:
        rows = rows.filter(outcome=outcome)
    if before:
        return list(reversed(rows.filter(line__lt=before).order_by("-line")[: PAGE + 1]))
    return list(rows.filter(line__gt=after).order_by("line")[: PAGE + 1])


def count_rows(*, batch_id: UUID, outcome: str, verdict: str = "") -> int:
    """How many rows of the batch are in this state (and have this verdict)."""
    rows = ImportRow.objects.filter(batch_id=batch_id, outcome=outcome)
    return (rows.filter(verdict=verdict) if verdict else rows).count()


def iterate_refused(*, batch: ImportBatch) -> Iterator[ImportRow]:
    """Every refused row in the order of the file, a thousand at a time."""
    after = 0
    while rows := list(ImportRow.objects.filter(batch=batch, verdict="refused", line__gt=after).order_by("line")[:1000]):
        yield from rows
        after = rows[-1].line
