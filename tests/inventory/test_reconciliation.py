"""Reconciliation finds every corrupted figure, survives a kill, and corrects nothing by itself."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.jobs import JobCancelled, JobRun
from backoffice.core.jobs.run import LeaseLost
from backoffice.core.models import AuditEntry, Job
from inventory import services
from inventory.errors import CorrectionImpossible, CorrectionNotAllowed, UnknownDifference
from inventory.jobs import reconcile_stock
from inventory.models import Location, Reservation, StockDifference, StockLevel, StockReconciliation, StockValue, Variant
from inventory.services import TransferLine, reconciliation
from tests.inventory.builders import NOW, everything, issue, level, make_variant, reserve, stock, worth

pytestmark = pytest.mark.django_db

PAULO = Actor(kind="user", id=7, name="Paulo Tavares")
MARINA = Actor(kind="user", id=8, name="Marina Dias")


def start_job() -> JobRun:
    job = Job.objects.create(kind="inventory.reconcile_stock", title="t", created_at=NOW, status="running", lease_token=uuid4())
    assert job.lease_token is not None
    return JobRun(job_id=job.pk, token=job.lease_token, params={}, actor=PAULO, checkpoint=None)


def run_sql(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def found() -> list[tuple[Any, ...]]:
    return list(StockDifference.objects.order_by("id").values_list("kind", "variant__sku", "location__code", "expected", "found"))


@pytest.fixture
def busy_stock(pan: Variant, lid: Variant, front: Location, back: Location) -> None:
    """Receipts, a transfer, an issue and a pending reservation: every figure right."""
    stock(pan, front, 10, "3.333333")
    stock(lid, back, 4, "5.00")
    services.transfer(lines=[TransferLine(pan.pk, front.pk, back.pk, 3)], reference="T-1", by=SYSTEM, at=NOW)
    reserve("10001", front.warehouse, (pan, 4), (lid, 1))
    issue("10001", (pan, 2))


def test_right_figures_have_no_differences(busy_stock: None) -> None:
    run = start_job()

    result = reconcile_stock(run)

    kept = StockReconciliation.objects.get()
    assert result == {"reconciliation": kept.pk, "variants": 2, "levels": 3, "moves": 4, "differences": 0}
    assert (kept.status, kept.job_id, kept.requested_by_name, kept.level_count, kept.move_count) == (
        "done",
        run.job_id,
        "Paulo Tavares",
        3,
        4,
    )
    assert found() == []
    assert AuditEntry.objects.get(action="stock.reconciled").after == {"variants": 2, "moves": 4, "differences": 0}


@pytest.mark.parametrize(
    ("corruption", "difference"),
    [
        ("UPDATE inventory_stocklevel SET on_hand = 9 WHERE on_hand = 5", ("on_hand", "PAN-24", "A-01", 5, 9)),
        ("UPDATE inventory_stocklevel SET reserved = 0 WHERE on_hand = 5", ("reserved", "PAN-24", "A-01", 2, 0)),
        ("UPDATE inventory_reservation SET quantity = 3 WHERE status = 'pending' AND quantity = 2", ("reserved", "PAN-24", "A-01", 3, 2)),
        ("DELETE FROM inventory_reservation WHERE status = 'pending' AND quantity = 1", ("reserved", "LID-24", "B-01", 0, 1)),
        (
            "UPDATE inventory_stockvalue SET value = value + 0.01 WHERE quantity = 8",
            ("value", "PAN-24", None, Decimal("26.66"), Decimal("26.67")),
        ),
        ("UPDATE inventory_stockvalue SET quantity = 9 WHERE quantity = 8", ("value_quantity", "PAN-24", None, 8, 9)),
        ("DELETE FROM inventory_stockvalue WHERE quantity = 4", ("value", "LID-24", None, Decimal("20.00"), 0)),
    ],
)
def test_each_kind_of_corruption_is_found(corruption: str, difference: tuple[Any, ...], busy_stock: None) -> None:
    run_sql(corruption)
    before = everything()

    reconcile_stock(start_job())

    assert difference in found()
    assert len(found()) == (2 if corruption.startswith("DELETE FROM inventory_stockvalue") else 1)
    assert everything() == before, "nothing is corrected silently"


def test_a_level_without_moves_and_moves_without_level_are_found(pan: Variant, lid: Variant, front: Location, back: Location) -> None:
    stock(pan, front, 5)
    run_sql("DELETE FROM inventory_stocklevel")
    StockLevel.objects.create(variant=lid, location=back, on_hand=2)

    reconcile_stock(start_job())

    assert found() == [("on_hand", "PAN-24", "A-01", 5, 0), ("on_hand", "LID-24", "B-01", 0, 2)]
    assert StockDifference.objects.first().evidence == {"rows": 1}  # type: ignore[union-attr]


def test_a_move_slipped_in_by_hand_is_found(busy_stock: None, pan: Variant, front: Location) -> None:
    run_sql(
        "INSERT INTO inventory_stockmove (variant_id, source_id, destination_id, quantity, value, moved_at, reference_kind, reference,"
        " document, reason, actor_name) SELECT %s, id, %s, 7, 70, now(), 'purchase', '', '', '', ''"
        " FROM inventory_location WHERE kind = 'supplier'",
        pan.pk,
        front.pk,
    )

    reconcile_stock(start_job())

    assert [(kind, expected, stored) for kind, _, _, expected, stored in found()] == [
        ("on_hand", 12, 5),
        ("value", Decimal("96.66"), Decimal("26.66")),
        ("value_quantity", 15, 8),
    ]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciliation, "VARIANTS_PER_CHUNK", 2)


def corrupt_seven(front: Location) -> None:
    for number in range(7):
        stock(make_variant(f"V{number}"), front, 5)
    run_sql("UPDATE inventory_stocklevel SET on_hand = 6")


def test_progress_shows_the_variants_compared(small_chunks: None, front: Location) -> None:
    corrupt_seven(front)
    run = start_job()

    reconcile_stock(run)

    job = Job.objects.get(pk=run.job_id)
    assert (job.done, job.total) == (7, 7)
    assert job.message.startswith("7 ")
    assert StockDifference.objects.count() == 7


@pytest.mark.parametrize("dies_after", [1, 2, 3])
def test_a_killed_reconciliation_goes_on_where_it_was(
    dies_after: int, small_chunks: None, front: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrupt_seven(front)
    run = start_job()
    _die_in_chunk(dies_after + 1, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        reconcile_stock(run)
    assert StockDifference.objects.count() == 2 * dies_after
    monkeypatch.undo()
    monkeypatch.setattr(reconciliation, "VARIANTS_PER_CHUNK", 2)

    checkpoint = Job.objects.get(pk=run.job_id).checkpoint
    result = reconcile_stock(JobRun(job_id=run.job_id, token=run.token, params={}, actor=PAULO, checkpoint=checkpoint))

    assert result["differences"] == 7
    assert (result["variants"], result["levels"], result["moves"]) == (7, 7, 7)
    assert StockDifference.objects.values("variant").distinct().count() == StockDifference.objects.count() == 7
    assert StockReconciliation.objects.count() == 1


def _die_in_chunk(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes in the middle of that chunk, after its statement and before its commit."""
    whole = JobRun.save_checkpoint
    calls: list[int] = []

    def save_checkpoint(self: JobRun, checkpoint: dict[str, Any]) -> None:
        calls.append(1)
        if len(calls) == number:
            raise KeyboardInterrupt
        whole(self, checkpoint)

    monkeypatch.setattr(JobRun, "save_checkpoint", save_checkpoint)


def test_a_worker_that_lost_its_lease_writes_no_more(small_chunks: None, front: Location) -> None:
    corrupt_seven(front)
    run = start_job()
    Job.objects.update(lease_token=uuid4())

    with pytest.raises(LeaseLost):
        reconcile_stock(run)

    assert StockDifference.objects.count() == 0


def test_a_cancelled_reconciliation_stops_after_its_chunk(small_chunks: None, front: Location) -> None:
    corrupt_seven(front)
    run = start_job()
    Job.objects.update(cancel_requested=True)

    with pytest.raises(JobCancelled):
        reconcile_stock(run)

    assert StockDifference.objects.count() == 2


def test_the_number_of_statements_depends_on_the_chunks_only(front: Location, django_assert_num_queries: Any) -> None:
    def compare() -> None:
        run = start_job()
        reconciliation_id = reconciliation.start_reconciliation(job_id=run.job_id, by=PAULO, at=NOW)
        # savepoint, variants, comparison, counters read and written, checkpoint, release
        with django_assert_num_queries(7):
            reconciliation.reconcile_chunk(
                reconciliation_id=reconciliation_id, after_variant_id=0, keep=lambda done: run.save_checkpoint({"is_last": done.is_last})
            )

    stock(make_variant("V0"), front, 1)
    compare()
    for number in range(1, 100):
        stock(make_variant(f"V{number}"), front, 1)
    compare()


def differences() -> list[int]:
    return list(StockDifference.objects.order_by("id").values_list("pk", flat=True))


def approve(by: Actor = MARINA, at: datetime = NOW) -> list[StockDifference]:
    return services.approve_corrections(difference_ids=differences(), by=by, at=at)


@pytest.mark.parametrize(
    ("corruption", "seen"),
    [
        ("UPDATE inventory_stocklevel SET on_hand = 9 WHERE on_hand = 5", lambda pan, front: level(pan, front) == (5, 2)),
        ("UPDATE inventory_stocklevel SET reserved = 0 WHERE on_hand = 5", lambda pan, front: level(pan, front) == (5, 2)),
        (
            "UPDATE inventory_stockvalue SET value = 1, quantity = 9 WHERE quantity = 8",
            lambda pan, front: worth(pan) == (8, Decimal("26.66")),
        ),
    ],
)
def test_an_approved_correction_rebuilds_the_figure_from_its_rows(
    corruption: str, seen: Callable[[Variant, Location], bool], busy_stock: None, pan: Variant, front: Location
) -> None:
    run_sql(corruption)
    reconcile_stock(start_job())

    approve()

    assert seen(pan, front)
    assert set(StockDifference.objects.values_list("status", "decided_by_name", "decided_at")) == {("corrected", "Marina Dias", NOW)}
    reconcile_stock(start_job())
    assert StockDifference.objects.filter(status="proposed").count() == 0
    trace = AuditEntry.objects.filter(action="stock.corrected").first()
    assert trace is not None
    assert (trace.subject_kind, trace.subject_key, trace.actor_name) == ("variant", "PAN-24", "Marina Dias")
    assert trace.before["figure"] != trace.after["figure"]


def test_a_correction_takes_the_rows_as_they_are_now(busy_stock: None, pan: Variant, front: Location) -> None:
    run_sql("UPDATE inventory_stocklevel SET on_hand = 9 WHERE on_hand = 5")
    reconcile_stock(start_job())
    stock(pan, front, 10)

    approve()

    assert level(pan, front) == (15, 2)


def test_who_asked_does_not_approve(busy_stock: None, pan: Variant, front: Location) -> None:
    run_sql("UPDATE inventory_stocklevel SET on_hand = 9 WHERE on_hand = 5")
    reconcile_stock(start_job())

    with pytest.raises(CorrectionNotAllowed) as refusal:
        approve(by=PAULO)

    assert refusal.value.data == {"requested_by": "Paulo Tavares"}
    assert level(pan, front) == (9, 2)
    assert StockDifference.objects.get().status == "proposed"


def test_a_figure_that_cannot_be_is_not_rebuilt(busy_stock: None, pan: Variant, front: Location) -> None:
    run_sql("UPDATE inventory_stocklevel SET on_hand = 9, reserved = 8 WHERE on_hand = 5")
    Reservation.objects.filter(variant=pan, status="pending").update(quantity=8)
    reconcile_stock(start_job())

    with pytest.raises(CorrectionImpossible) as refusal:
        approve()

    assert (refusal.value.data["reason"], refusal.value.data["sku"], refusal.value.data["location"]) == ("oversold", "PAN-24", "A-01")
    assert level(pan, front) == (9, 8)


def test_what_is_decided_stays_decided(busy_stock: None, pan: Variant, front: Location) -> None:
    run_sql("UPDATE inventory_stocklevel SET on_hand = 9 WHERE on_hand = 5")
    reconcile_stock(start_job())
    services.dismiss_differences(difference_ids=differences(), reason="contagem marcada", by=MARINA, at=NOW)

    with pytest.raises(CorrectionImpossible) as refusal:
        approve()

    assert refusal.value.data["reason"] == "decided"
    assert level(pan, front) == (9, 2)
    assert StockDifference.objects.get().status == "dismissed"
    assert AuditEntry.objects.get(action="stock.difference_dismissed").after == {"reason": "contagem marcada", "kind": "on_hand"}


def test_an_unknown_difference_is_refused() -> None:
    with pytest.raises(UnknownDifference):
        services.approve_corrections(difference_ids=[0], by=MARINA, at=NOW)


def test_a_missing_value_row_is_made_again(busy_stock: None, lid: Variant) -> None:
    StockValue.objects.filter(variant=lid).delete()
    reconcile_stock(start_job())

    approve()

    assert worth(lid) == (4, Decimal("20.00"))
