"""
Compare every level, reserved sum and stock value with the rows they are made from (docs/mechanisms/stock.md).

It reads, reports and proposes; nothing is corrected here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db import connection, transaction

from backoffice.core import audit, bus
from backoffice.core.actors import Actor
from backoffice.events.inventory import StockDifferencesFound
from inventory.models import StockReconciliation, Variant
from inventory.services.reconciliation_sql import COMPARE, WRITE_DIFFERENCES

# Small enough to show progress and to lose little with a dead worker, large enough that the statements do not count.
VARIANTS_PER_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class ChunkDone:
    """How far a reconciliation is: the last variant compared and the sums so far."""

    reconciliation_id: int
    after_variant_id: int
    variants: int
    differences: int
    is_last: bool


@transaction.atomic
def start_reconciliation(*, job_id: UUID, by: Actor, at: datetime) -> int:
    """The reconciliation of this job, new or the one a dead worker left; return its id."""
    reconciliation, _created = StockReconciliation.objects.get_or_create(
        job_id=job_id,
        defaults={"requested_by_kind": by.kind, "requested_by_id": by.id, "requested_by_name": by.name, "started_at": at},
    )
    return reconciliation.pk


def count_variants() -> int:
    """How many variants a reconciliation compares: the length of its progress bar."""
    return Variant.objects.count()


@transaction.atomic
def reconcile_chunk(*, reconciliation_id: int, after_variant_id: int, keep: Callable[[ChunkDone], None]) -> ChunkDone:
    """
    Compare the next range of variants and write the differences.

    ``keep`` stores the checkpoint: it runs in the same transaction, so a range is compared once whatever dies.
    """
    ids = Variant.objects.filter(pk__gt=after_variant_id).order_by("pk").values_list("pk", flat=True)[:VARIANTS_PER_CHUNK]
    variants = list(ids)
    # The last range is open at its end: figures of variants that came meanwhile belong to somebody too.
    is_last = len(variants) < VARIANTS_PER_CHUNK
    last = 2**63 - 1 if is_last else variants[-1]
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, {"after": after_variant_id, "last": last})
        levels, moves, found = cursor.fetchone()
        differences = orjson.loads(found)
        if differences:
            cursor.execute(WRITE_DIFFERENCES, [reconciliation_id, found])
    reconciliation = StockReconciliation.objects.select_for_update().get(pk=reconciliation_id)
    reconciliation.variant_count += len(variants)
    reconciliation.level_count += levels
    reconciliation.move_count += moves
    reconciliation.difference_count += len(differences)
    reconciliation.save(update_fields=["variant_count", "level_count", "move_count", "difference_count"])
    done = ChunkDone(
        reconciliation_id,
        variants[-1] if variants else after_variant_id,
        reconciliation.variant_count,
        reconciliation.difference_count,
        is_last,
    )
    keep(done)
    return done


@transaction.atomic
def finish_reconciliation(*, reconciliation_id: int, by: Actor, at: datetime) -> StockReconciliation:
    """Close the reconciliation and leave a trace of what it found."""
    reconciliation = StockReconciliation.objects.select_for_update().get(pk=reconciliation_id)
    if reconciliation.status == StockReconciliation.Status.RUNNING:
        reconciliation.status, reconciliation.finished_at = StockReconciliation.Status.DONE, at
        reconciliation.save(update_fields=["status", "finished_at"])
        facts = {
            "variants": reconciliation.variant_count,
            "moves": reconciliation.move_count,
            "differences": reconciliation.difference_count,
        }
        subject = ("stock_reconciliation", str(reconciliation.pk))
        audit.record([audit.Trace(action="stock.reconciled", subject=subject, at=at, after=facts)], by=by)
        if reconciliation.difference_count:
            bus.publish([_differences_found(reconciliation, at)])
    return reconciliation


def _differences_found(reconciliation: StockReconciliation, at: datetime) -> StockDifferencesFound:
    return StockDifferencesFound(
        occurred_at=at,
        job_id=str(reconciliation.job_id),
        requested_by_kind=reconciliation.requested_by_kind,
        requested_by_id=reconciliation.requested_by_id,
        differences=reconciliation.difference_count,
    )
