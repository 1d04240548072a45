"""The command: what it prints, what it refuses, how it ends."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from tests.olist.dataset import ORDERS


def _run(*words: object) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("import_olist", *map(str, words), stdout=out, no_color=True)
    return out.getvalue()


def test_it_states_the_assumptions_and_prints_the_tie_out(db: None, folder: Path) -> None:
    text = _run(folder)

    assert "60 % of the average price" in text
    assert f"{len(ORDERS)} orders imported" in text
    assert " ok" in text
    assert "differs" not in text
    assert "Peak memory of the import:" in text


def test_odd_rows_go_to_a_file_if_asked(db: None, folder: Path, tmp_path: Path) -> None:
    _run(folder, "--odd-rows", tmp_path / "odd.csv")

    rows = list(csv.DictReader((tmp_path / "odd.csv").open()))
    assert {row["order_id"] for row in rows if row["kind"] == "no_payment"} == {f"{'19':0>32}"}
    assert all(row["number"] for row in rows)


def test_it_ends_with_an_error_when_a_line_does_not_hold(db: None, folder: Path) -> None:
    _run(folder)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_stocklevel SET on_hand = on_hand + 1 WHERE id = (SELECT max(id) FROM inventory_stocklevel)")

    with pytest.raises(CommandError, match="2 lines of the tie-out do not hold"):
        _run(folder)


def test_a_folder_without_the_files_is_refused_before_anything_is_written(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="olist_customers_dataset"):
        _run(tmp_path)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inventory_variant")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5"])
def test_a_limit_that_is_no_number_of_orders_is_refused(db: None, folder: Path, limit: str) -> None:
    with pytest.raises(CommandError, match="limit"):
        _run(folder, f"--limit={limit}")


def test_a_row_that_cannot_be_stops_the_run_before_the_first_order(db: None, folder: Path) -> None:
    file = folder / "olist_order_items_dataset.csv"
    file.write_text(file.read_text().replace("89.99", "free"))

    with pytest.raises(CommandError, match=r"line \d+, column price: found “free”"):
        _run(folder)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM orders_order")
        assert cursor.fetchone() == (0,)
