"""F2, F3: the worker is killed in the middle of a report and of a reconciliation.  Each is done once, and whole."""

import hashlib
import re
from contextlib import ExitStack
from typing import Any

import pytest

from tests.faults import gates
from tests.faults.installation import Installation
from tests.faults.processes import kill, wait_until
from tests.faults.storefront import Storefront

REPORT, RECONCILIATION = "finance.income_statement", "inventory.reconcile_stock"
DIFFERENCES = """
SELECT variant_id, location_id, kind, expected::text, found::text FROM inventory_stockdifference d
JOIN inventory_stockreconciliation r ON r.id = d.reconciliation_id WHERE r.job_id = %s ORDER BY 1, 2, 3
"""
# Spoils the figures of goods that nobody buys, on both sides of every border between two ranges; and mends them again.
SPOIL = """
UPDATE inventory_stocklevel AS level SET on_hand = on_hand + %s
FROM inventory_variant AS variant WHERE variant.id = level.variant_id AND variant.sku LIKE 'PARADO-%%00'
"""
# What says how a reconciliation ended, whichever job it was.
FIGURES = ("variants", "levels", "moves", "differences")


def sell_something(storefront: Storefront) -> None:
    """So that the report has a figure: an order paid and shipped."""
    number = storefront.insist("for-the-report").body["number"]
    paid = {
        "event_id": "for-the-report",
        "type": "captured",
        "amount": "31.90",
        "method": "pix",
        "occurred_at": "2026-01-05T10:00:00-03:00",
        "provider": "psp",
    }
    assert storefront.send("POST", f"orders/{number}/payments/", paid).status in (200, 201)
    assert storefront.send("POST", f"orders/{number}/shipments/", {}, key="ship-for-the-report").status == 201


def files_on_disk(installation: Installation, job_id: str) -> dict[str, str]:
    """path -> sha256 of everything that lies in the job's folder."""
    folder = installation.state.media / "jobs" / job_id
    return {str(path.relative_to(installation.state.media)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def parts_on_disk(installation: Installation) -> list[str]:
    return [path.name for path in installation.state.media.rglob("*.part")]


def assert_report_is_whole(installation: Installation, job_id: str) -> None:
    rows = installation.sql("SELECT path, sha256, name FROM core_jobfile WHERE job_id = %s", job_id)
    assert sorted(name.rpartition(".")[2] for *_, name in rows) == ["pdf", "xlsx"]
    assert files_on_disk(installation, job_id) == {path: digest for path, digest, _ in rows}, "what lies there is what the rows name"


def reconcile_undisturbed(installation: Installation) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    [job_id] = installation.enqueue(RECONCILIATION)
    installation.wait_done([job_id])
    return installation.job(job_id)["result"], installation.sql(DIFFERENCES, job_id)


@pytest.fixture
def spoiled_figures(installation: Installation) -> Any:
    installation.sql(SPOIL, 1)
    yield
    installation.sql(SPOIL, -1)


@pytest.mark.usefixtures("spoiled_figures")
def test_reports_and_a_reconciliation_outlive_their_workers(installation: Installation, storefront: Storefront) -> None:
    sell_something(storefront)
    undisturbed, differences = reconcile_undisturbed(installation)
    assert undisturbed["differences"] > 0, "there must be something to find"

    with ExitStack() as stack:
        half_written = stack.enter_context(gates.shut(installation.database_url, "file written, not renamed"))
        between_ranges = stack.enter_context(gates.shut(installation.database_url, "checkpoint about to be saved"))
        [first] = installation.enqueue(REPORT, period="2026")
        [reconciliation] = installation.enqueue(RECONCILIATION)
        child = half_written.wait_for_someone().process
        assert between_ranges.wait_for_someone().process in installation.pool()
        assert len(parts_on_disk(installation)) == 1

        # One process of the pool, in the middle of writing the PDF.
        kill(child)
        half_written.open()

        # The whole worker: one process between two ranges of the reconciliation, one with a file that no row names yet.
        named_by_nobody = stack.enter_context(gates.shut(installation.database_url, "file renamed, not referenced"))
        [second] = installation.enqueue(REPORT, period="2026")
        named_by_nobody.wait_for_someone()
        assert len(files_on_disk(installation, second)) == 1
        installation.kill("worker")
        between_ranges.open()
        named_by_nobody.open()

    jobs = [first, second, reconciliation]
    assert [installation.job(job_id)["status"] for job_id in jobs] == ["running"] * 3
    installation.start("worker")
    seconds = installation.wait_done(jobs, seconds=120)

    print(f"all three done {seconds:.1f} s after the worker was back")
    assert [installation.job(job_id)["attempts"] for job_id in jobs] == [2, 2, 2]
    assert parts_on_disk(installation) == []
    assert_report_is_whole(installation, first)
    assert_report_is_whole(installation, second)
    result = installation.job(reconciliation)["result"]
    assert {name: result[name] for name in FIGURES} == {name: undisturbed[name] for name in FIGURES}
    assert installation.sql(DIFFERENCES, reconciliation) == differences
    assert installation.value("SELECT count(*) FROM inventory_stockreconciliation WHERE job_id = %s", reconciliation) == 1


def test_a_job_that_is_done_but_not_acknowledged_is_not_done_twice(installation: Installation) -> None:
    with gates.shut(installation.database_url, "job done, not acknowledged") as gate:
        [job_id] = installation.enqueue("fault.count")
        held = gate.wait_for_someone()
        assert installation.job(job_id)["status"] == "done"
        said = installation.log("worker").stat().st_size

        kill(held.process)
        gate.open()

    again = re.compile(rb"run_job\[[0-9a-f-]+\] succeeded")
    wait_until(lambda: again.search(installation.log("worker").read_bytes()[said:]), seconds=30, what="Celery handing the task out again")
    wait_until(lambda: len(installation.pool()) == 2, seconds=20, what="a new process in the pool")
    assert installation.value("SELECT count(*) FROM fault_effect WHERE name = %s", f"job {job_id}") == 1
    assert installation.job(job_id)["attempts"] == 1
