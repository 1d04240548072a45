"""
The Olist import: every order with its whole life, beside what Postgres needs to write the same rows again.

The raw limit copies each written table into an empty one with the same columns, CHECKs and indexes, by INSERT .. SELECT:
no Python, no rule, no lock, no reading of a file.
"""

import re
import time

from tests.benchmarks.rows import BenchRow
from tests.olist.scratch import Scratch, scratch_database
from tests.scenarios.test_olist import DATA, MAX_MEMORY_MB, TABLES

ORDERS = 22_870
MAX_SECONDS = 240.0

# Generated columns are computed again, as they were at first.
_COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_name = %s AND is_generated = 'NEVER'
"""


def run(*, scale: float = 1.0) -> list[BenchRow]:
    """
    Import the first ``scale`` of the orders in a database of its own and measure.

    :raises FileNotFoundError: the data set is not beside the clone
    """
    if not DATA.is_dir():
        raise FileNotFoundError(f"the Olist data set is not at {DATA}")
    count = max(1, round(ORDERS * min(scale, 1.0)))
    with scratch_database() as scratch:
        began = time.monotonic()
        printed = scratch.run("import_olist", "--skip-checks", "--no-color", "--limit", str(count), str(DATA))
        seconds = time.monotonic() - began
        raw = _copy_seconds(scratch)
    [peak] = re.findall(r" (\d+) MB", printed)
    return [
        BenchRow(
            name=f"import of {count:,} orders, tie-out included",
            value=seconds,
            unit="s",
            raw=raw,
            ratio=seconds / raw,
            target=f"<= {MAX_SECONDS:.0f} s",
            passed=seconds <= MAX_SECONDS,
        ),
        BenchRow(name="orders with full life cycle", value=count / seconds, unit="orders/s", raw=count / raw, ratio=raw / seconds),
        BenchRow(
            name="peak memory of the import", value=float(peak), unit="MB", target=f"< {MAX_MEMORY_MB} MB", passed=int(peak) < MAX_MEMORY_MB
        ),
    ]


def _copy_seconds(scratch: Scratch) -> float:
    """How long Postgres takes to write the imported rows once more, each table in a transaction."""
    total = 0.0
    for table in TABLES:
        scratch.query(f"CREATE TABLE raw_{table} (LIKE {table} INCLUDING ALL)")
        [(columns,)] = scratch.query(_COLUMNS, table)
        began = time.monotonic()
        scratch.query(f"INSERT INTO raw_{table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {table}")
        total += time.monotonic() - began
    return total
