"""A worker may die at any moment, two may believe to own the job: every row has one effect."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.core.actors import Actor
from backoffice.core.jobs import worker
from backoffice.core.models import Job, User
from backoffice.imports import limits, services
from backoffice.imports.errors import ImportChanged, UndoTooLate
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.services import analysis, application, undoing
from backoffice.imports.services import upload as uploading
from inventory.models import StockMove, Variant
from tests.imports.builders import NOW, analyse, apply, preview, run_jobs, undo, upload
from tests.inventory.builders import make_variant, make_warehouse

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 25


class Killed(BaseException):
    """As if the process were gone: nothing catches it."""


@pytest.fixture(autouse=True)
def small_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (analysis, application, undoing):
        monkeypatch.setattr(module, "CHUNK", 10)


def _file() -> str:
    return "SKU;Nome\n" + "".join(f"A-{number:02d};Panela {number}\n" for number in range(ROWS))


def _die_after(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, calls: int) -> None:
    """The function works ``calls`` times, then the process dies before the next one has done anything."""
    real, seen = getattr(module, name), []

    def dying(*args: Any, **kwargs: Any) -> Any:
        if len(seen) == calls:
            raise Killed
        seen.append(1)
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


def _hand_out_again() -> None:
    """What the sweeper does once the dead worker's lease has run out."""
    Job.objects.filter(status=Job.Status.RUNNING).update(lease_until=NOW - timedelta(days=9999))
    for pk in Job.objects.filter(status=Job.Status.RUNNING).values_list("pk", flat=True):
        worker.run(str(pk))


def test_an_analysis_goes_on_where_it_was_killed(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = upload("produtos", _file(), by=clerk)
    _die_after(monkeypatch, analysis, "plan", 2)

    with pytest.raises(Killed):
        analyse(batch, by=clerk)

    assert ImportRow.objects.filter(batch=batch).count() == 20
    kept = set(ImportRow.objects.values_list("pk", flat=True))
    monkeypatch.undo()
    _hand_out_again()

    batch.refresh_from_db()
    assert (batch.status, batch.row_count, batch.new_count) == ("previewed", ROWS, ROWS)
    assert kept < set(ImportRow.objects.values_list("pk", flat=True)), "what was read is not read again"


@pytest.mark.parametrize("moment", ["before the set", "after its effects, before its rows say so"])
def test_a_run_goes_on_where_it_was_killed(clerk: Actor, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    batch = preview("produtos", _file(), by=clerk)
    target = (application, "plan") if moment == "before the set" else (application.rows_sql, "update")
    _die_after(monkeypatch, *target, 1)

    with pytest.raises(Killed):
        apply(batch, by=clerk)

    assert Variant.objects.count() == ImportRow.objects.filter(outcome="applied").count() == 10
    monkeypatch.undo()
    _hand_out_again()

    batch.refresh_from_db()
    assert (batch.status, batch.applied_count, Variant.objects.count()) == ("applied", ROWS, ROWS)


def test_stock_never_comes_twice(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    make_warehouse()
    for number in range(ROWS):
        make_variant(f"A-{number:02d}")
    batch = preview("estoque-inicial", "SKU;Quantidade;Custo\n" + "".join(f"A-{n:02d};5;2,00\n" for n in range(ROWS)), by=clerk)
    _die_after(monkeypatch, application.rows_sql, "update", 2)

    with pytest.raises(Killed):
        apply(batch, by=clerk)
    monkeypatch.undo()
    _hand_out_again()

    assert StockMove.objects.count() == ROWS

    batch.refresh_from_db()
    for module in (analysis, application, undoing):
        monkeypatch.setattr(module, "CHUNK", 10)
    _die_after(monkeypatch, undoing.rows_sql, "update", 1)
    with pytest.raises(Killed):
        undo(batch, by=clerk)
    monkeypatch.undo()
    _hand_out_again()

    batch.refresh_from_db()
    assert (batch.status, batch.undone_count, StockMove.objects.count()) == ("undone", ROWS, 2 * ROWS)


def test_a_worker_that_comes_back_late_changes_nothing(clerk: Actor) -> None:
    batch = preview("produtos", _file(), by=clerk)
    apply(batch, by=clerk)

    with pytest.raises(ImportChanged):
        services.apply_next(batch_id=batch.pk, by=clerk, at=NOW)

    assert Variant.objects.count() == ROWS


def test_a_run_whose_person_lost_the_permission_stops(clerk: Actor) -> None:
    batch = preview("produtos", _file(), by=clerk)
    services.start_application(batch_id=batch.pk, analysis=1, by=clerk, at=NOW)
    User.objects.get(pk=clerk.id).groups.clear()

    run_jobs()

    assert Job.objects.get(kind="imports.apply").status == "failed"
    assert Variant.objects.count() == 0


def test_old_files_and_rows_go_and_the_history_stays(clerk: Actor, files: Any) -> None:
    done = apply(preview("produtos", _file(), by=clerk), by=clerk)
    waiting = preview("precos", "SKU;Preço\nA-01;10\n", by=clerk)
    later = NOW + limits.RETENTION + timedelta(minutes=1)

    assert services.sweep(at=NOW + limits.RETENTION - timedelta(minutes=1)) == 0
    assert services.sweep(at=later) == 2
    assert services.sweep(at=later) == 0

    assert ImportRow.objects.count() == 0
    assert [path for path in files.rglob("*") if path.is_file()] == []
    waiting.refresh_from_db()
    assert waiting.status == "discarded"
    assert ImportBatch.objects.get(pk=done.pk).applied_count == ROWS
    with pytest.raises(UndoTooLate):
        services.start_undoing(batch_id=done.pk, by=clerk, at=later)


def test_an_upload_that_fails_leaves_no_file(clerk: Actor, files: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _die_after(monkeypatch, uploading, "describe", 0)

    with pytest.raises(Killed):
        upload("produtos", _file(), by=clerk)

    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert ImportBatch.objects.count() == 0
