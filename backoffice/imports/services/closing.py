"""Write down how a run over the rows of a batch ended."""

from datetime import datetime

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.imports.models import ImportBatch
from backoffice.imports.services import rows_sql


def close(batch: ImportBatch, *, action: str, told: tuple[str, ...], by: Actor, at: datetime) -> ImportBatch:
    """
    The locked batch with the figures of its rows, saved; ``told`` are those that the trace of ``action`` names.

    Its state and the moment of it are set by the caller.
    """
    for name, figure in rows_sql.count(batch.pk).items():
        setattr(batch, name, figure)
    batch.save()
    facts = {"importer": batch.importer} | {name: getattr(batch, f"{name}_count") for name in told}
    audit.record([audit.Trace(action=action, subject=("import", batch.number), at=at, after=facts)], by=by)
    return batch
