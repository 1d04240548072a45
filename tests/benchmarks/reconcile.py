"""
Stock reconciliation beside the bare GROUP BY over the same moves, in the same run, on the same server.

The whole job runs (lease, progress, checkpoints, comparison of levels, reservations and values, differences written);
the raw limit is one statement that only adds the moves up by SKU and place.  The rows live in a schema of their own
that is dropped at the end.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from uuid import uuid4

from django.db import connection

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from backoffice.core.jobs import JobRun
from backoffice.core.models import Job
from inventory.jobs import reconcile_stock
from tests.benchmarks.rows import BenchRow

SCHEMA = "bench_reconcile"
MOVES, SKUS, PLACES, ROUNDS = 1_000_000, 10_000, 4, 5
TARGET = 1.5
_TABLES = (
    "inventory_product",
    "inventory_variant",
    "inventory_location",
    "inventory_stockmove",
    "inventory_stocklevel",
    "inventory_stockvalue",
    "inventory_reservation",
    "inventory_stockreconciliation",
    "inventory_stockdifference",
    "core_job",
    "core_auditentry",
)

# A receipt of 200 in every place, then issues of 2 and every fifth time a transfer of 1 to the next place; the moves
# of one SKU are spread over the whole table, as in life.
_FILL = """
INSERT INTO inventory_product (id, name, brand, category, ncm) OVERRIDING SYSTEM VALUE VALUES (1, 'p', '', '', '');
INSERT INTO inventory_variant (id, product_id, sku, ean, name) OVERRIDING SYSTEM VALUE
    SELECT n, 1, 'B' || n, '', '' FROM generate_series(1, {skus}) AS n;
INSERT INTO inventory_location (id, code, name, kind, warehouse_id) OVERRIDING SYSTEM VALUE
    SELECT n, 'W' || n, 'w', 'warehouse', n FROM generate_series(1, {places}) AS n;
INSERT INTO inventory_location (id, code, name, kind) OVERRIDING SYSTEM VALUE
    VALUES (101, 'S', 's', 'supplier'), (102, 'C', 'c', 'customer');
INSERT INTO inventory_stockmove
        (variant_id, source_id, destination_id, quantity, value, moved_at, reference_kind, reference, document, reason, actor_name)
    SELECT variant, CASE WHEN step = 0 THEN 101 ELSE place + 1 END,
        CASE WHEN step = 0 THEN place + 1 WHEN step %% 5 = 0 THEN (place + 1) %% {places} + 1 ELSE 102 END,
        CASE WHEN step = 0 THEN 200 WHEN step %% 5 = 0 THEN 1 ELSE 2 END,
        CASE WHEN step = 0 THEN 2000 WHEN step %% 5 = 0 THEN 0 ELSE 20 END,
        now(), CASE WHEN step = 0 THEN 'purchase' WHEN step %% 5 = 0 THEN 'transfer' ELSE 'order' END, '10482', '10482-1', '', 'Retaguarda'
    FROM generate_series(0, {moves} - 1) AS n,
        LATERAL (
            SELECT (n::bigint * 7919) %% {skus} + 1 AS variant, n / {skus} %% {places} AS place, n / ({skus} * {places}) AS step
        ) AS at;
INSERT INTO inventory_stocklevel (variant_id, location_id, on_hand)
    SELECT variant_id, place, sum(pieces) FROM (
        SELECT variant_id, destination_id AS place, quantity AS pieces FROM inventory_stockmove
        UNION ALL SELECT variant_id, source_id, -quantity FROM inventory_stockmove) AS ends
    WHERE place <= {places} GROUP BY 1, 2;
INSERT INTO inventory_stockvalue (variant_id, quantity, value)
    SELECT variant_id, sum(on_hand), sum(on_hand) * 10 FROM inventory_stocklevel GROUP BY 1;
INSERT INTO inventory_reservation (reference, variant_id, location_id, quantity, created_at)
    SELECT 'R' || id, variant_id, location_id, 1, now() FROM inventory_stocklevel WHERE id %% 10 = 0;
UPDATE inventory_stocklevel SET reserved = 1 WHERE id %% 10 = 0;
"""

_BARE = """
SELECT count(*) FROM (
    SELECT variant_id, place, sum(pieces) FROM (
        SELECT variant_id, destination_id AS place, quantity AS pieces FROM inventory_stockmove
        UNION ALL SELECT variant_id, source_id, -quantity FROM inventory_stockmove) AS ends
    GROUP BY variant_id, place) AS sums
"""


def run(*, scale: float = 1.0) -> list[BenchRow]:
    """Measure at ``scale`` times a million moves and ten thousand SKUs; medians of alternating rounds."""
    moves, skus = int(MOVES * scale), max(int(SKUS * scale), 1)
    with _scratch_tables(moves, skus):
        bare, whole = [], []
        for _ in range(ROUNDS):
            bare.append(_seconds(_bare))
            whole.append(_seconds(_whole_job))
        _corrupt()
        found = _whole_job()["differences"]
    raw, value = statistics.median(bare), statistics.median(whole)
    ratio = value / raw
    name = f"Reconcile {moves:,} moves, {skus:,} SKUs, {PLACES} places"
    return [
        BenchRow(
            name=name, value=value, unit="s", raw=raw, ratio=ratio, target=f"<= {TARGET} of the bare GROUP BY", passed=ratio <= TARGET
        ),
        BenchRow(name="Corrupted figures found", value=found, unit="differences", target="3 of 3", passed=found == 3),
    ]


@contextmanager
def _scratch_tables(moves: int, skus: int) -> Iterator[None]:
    copies = "".join(f"CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL);" for table in _TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}; {copies} SET search_path = {SCHEMA}, public")
        try:
            cursor.execute(_FILL.format(moves=moves, skus=skus, places=PLACES).replace("%%", "%"))
            for table in _TABLES:
                _vacuum(table)
            yield
        finally:
            cursor.execute(f"SET search_path = public; DROP SCHEMA {SCHEMA} CASCADE")


def _vacuum(table: str) -> None:
    """What autovacuum does in a running shop: statistics, and pages known to be visible to all (a second try if another session looked)."""
    with connection.cursor() as cursor:
        for _ in range(5):
            cursor.execute(f"VACUUM ANALYZE {SCHEMA}.{table}")
            cursor.execute("SELECT relpages = relallvisible FROM pg_class WHERE oid = %s::regclass", [f"{SCHEMA}.{table}"])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.2)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE)
        cursor.fetchone()


def _whole_job() -> dict[str, int]:
    job = Job.objects.create(
        kind="inventory.reconcile_stock", title="bench", created_at=clock.now(), status=Job.Status.RUNNING, lease_token=uuid4()
    )
    assert job.lease_token is not None
    return reconcile_stock(JobRun(job_id=job.pk, token=job.lease_token, params={}, actor=SYSTEM, checkpoint=None))


def _corrupt() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_stocklevel SET on_hand = on_hand + 1 WHERE id = 7")
        cursor.execute("UPDATE inventory_stocklevel SET reserved = reserved + 1 WHERE id = 8")
        cursor.execute("UPDATE inventory_stockvalue SET value = value + 0.01 WHERE variant_id = 5")


if __name__ == "__main__":
    json.dump([asdict(row) for row in run()], sys.stdout, indent=1)
