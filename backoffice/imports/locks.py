"""The only locks of the wizard: the batch, and the importer whose records are being written."""

from uuid import UUID

from backoffice.core import locks
from backoffice.core.actors import Actor
from backoffice.core.locks import require_transaction
from backoffice.core.policy import visible
from backoffice.imports.errors import UnknownImport
from backoffice.imports.models import ImportBatch


def batch(batch_id: UUID, *, by: Actor) -> ImportBatch:
    """
    The batch, locked.

    :raises UnknownImport: no such batch, or not one of the actor's
    """
    require_transaction()
    rows = ImportBatch.objects.select_for_update().filter(pk=batch_id)
    found: ImportBatch | None = (rows if by.kind == "system" else visible(by, rows)).first()
    if found is None:
        raise UnknownImport(key=str(batch_id))
    return found


def records_of(importer_key: str) -> None:
    """Two runs of one kind of file wait for each other, set by set: neither sees half of what the other does."""
    locks.advisory_lock("imports", importer_key)
