"""Background jobs of the stock area; ``backoffice/wiring.py`` names them."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.jobs import JobRun
from inventory.services import reconciliation
from inventory.services.reconciliation import ChunkDone


def reconcile_stock(run: JobRun) -> dict[str, Any]:
    """
    Recompute every level, reserved sum and value from its rows; goes on from its checkpoint after a kill.

    Result: the id of the reconciliation, how much was compared, how many differences.
    """
    checkpoint = run.checkpoint or {"after_variant": 0}
    reconciliation_id = reconciliation.start_reconciliation(job_id=run.job_id, by=run.actor, at=clock.now())
    total = max(reconciliation.count_variants(), 1)

    def keep(done: ChunkDone) -> None:
        run.save_checkpoint({"after_variant": done.after_variant_id, "is_last": done.is_last})

    while not checkpoint.get("is_last"):
        done = reconciliation.reconcile_chunk(reconciliation_id=reconciliation_id, after_variant_id=checkpoint["after_variant"], keep=keep)
        checkpoint = run.checkpoint or checkpoint
        run.progress(min(done.variants, total), total, _("%(count)d differences so far") % {"count": done.differences})

    found = reconciliation.finish_reconciliation(reconciliation_id=reconciliation_id, by=run.actor, at=clock.now())
    return {
        "reconciliation": found.pk,
        "variants": found.variant_count,
        "levels": found.level_count,
        "moves": found.move_count,
        "differences": found.difference_count,
    }
