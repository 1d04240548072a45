"""Workbooks: their values as text, their traps refused before anything is unpacked."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from backoffice.imports.errors import UnreadableFile
from backoffice.imports.reading import Look, kind_of_file, look, read_rows
from tests.imports.builders import workbook

KNOWN = frozenset(("sku", "nome", "preco"))
HEADER = ["SKU", "Nome", "Preço"]


def open_book(tmp_path: Path, raw: bytes, sheet: str = "") -> tuple[Look, list[tuple[int, list[str], str]]]:
    path = tmp_path / "file"
    path.write_bytes(raw)
    found = look(path, kind_of_file(raw[:4096]), known=KNOWN, sheet=sheet)
    return found, [(row.line, row.cells, row.problem) for row in read_rows(path, found)]


def test_values_become_what_a_person_would_type(tmp_path: Path) -> None:
    raw = workbook(
        HEADER,
        ["00123", "Panela", 219.9],
        [7891000315507, datetime(2026, 11, 24), 1234],
        [0.1 + 0.2, True, 1e15],
        [123456789.125, "=1+1", -3.5],
    )

    _found, rows = open_book(tmp_path, raw)

    assert rows == [
        (2, ["00123", "Panela", "219,9"], ""),
        (3, ["7891000315507", "24/11/2026", "1234"], ""),
        (4, ["0,3", "sim", "1000000000000000"], ""),
        (5, ["123456789,125", "=1+1", "-3,5"], ""),
    ]


def test_a_number_shown_with_zeros_keeps_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append([123, "Panela", 1])
    sheet["A2"].number_format = "00000"
    stream = BytesIO()
    book.save(stream)

    _found, rows = open_book(tmp_path, stream.getvalue())

    assert rows == [(2, ["00123", "Panela", "1"], "")]


def test_dates_of_the_1904_calendar_are_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(HEADER)
    book.active.append(["A", datetime(2026, 11, 24), 1])
    stream = BytesIO()
    book.save(stream)

    assert open_book(tmp_path, stream.getvalue())[1] == [(2, ["A", "24/11/2026", "1"], "")]


def test_the_sheet_with_the_known_titles_is_chosen_and_another_can_be(tmp_path: Path) -> None:
    raw = workbook(["Leia-me"], ["texto"], sheet="Capa", more={"Itens": [HEADER, ["A", "x", 1]], "Outros": [["Cor"], ["azul"]]})

    found, rows = open_book(tmp_path, raw)

    assert (found.sheets, found.sheet, rows) == (["Capa", "Itens", "Outros"], "Itens", [(2, ["A", "x", "1"], "")])
    assert open_book(tmp_path, raw, sheet="Outros")[1] == [(2, ["azul"], "")]
    with pytest.raises(UnreadableFile):
        open_book(tmp_path, raw, sheet="Nenhuma")


def test_hidden_sheets_are_not_offered(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["A", "x", 1])
    book.create_sheet("Segredo").sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)

    assert open_book(tmp_path, stream.getvalue())[0].sheets == ["Sheet"]


def test_formulas_count_by_their_stored_result_or_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["A", "x", "=1+1"])
    stream = BytesIO()
    book.save(stream)
    without = stream.getvalue()
    stored = _rewritten(without, lambda name, part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>"))  # fmt: skip  # noqa: E501

    found, rows = open_book(tmp_path, stored)

    assert (rows, [warning["code"] for warning in found.warnings]) == ([(2, ["A", "x", "2"], "")], ["formulas"])
    assert open_book(tmp_path, without)[1] == [(2, ["A", "x", ""], "formula_without_result")]


def test_merged_cells_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (HEADER, ["A", "x", 1], ["", "y", 2]):
        book.active.append(line)
    book.active.merge_cells("A2:A3")
    stream = BytesIO()
    book.save(stream)

    found, rows = open_book(tmp_path, stream.getvalue())

    assert [warning["code"] for warning in found.warnings] == ["merged_cells"]
    assert rows == [(2, ["A", "x", "1"], ""), (3, ["", "y", "2"], "")]


def test_a_million_rows_of_nothing_but_colour_are_read_past(tmp_path: Path) -> None:
    raw = _rewritten(
        workbook(HEADER, ["A", "x", 1]),
        lambda name, part: (
            part.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"/></row></sheetData>') if "sheet1.xml" in name else part
        ),
    )

    assert open_book(tmp_path, raw)[1] == [(2, ["A", "x", "1"], "")]


def _rewritten(raw: bytes, change: Callable[[str, bytes], bytes], **extra: bytes) -> bytes:
    """The workbook with every part changed, and more parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
        for name, content in extra.items():
            new.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def _same(name: str, part: bytes) -> bytes:
    return part


def _with_entities(name: str, part: bytes) -> bytes:
    return part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><worksheet', 1) if "sheet1" in name else part


def _encrypted(raw: bytes) -> bytes:
    broken = bytearray(raw)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        position = -1
        while (position := bytes(broken).find(mark, position + 1)) >= 0:
            broken[position + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    return bytes(broken)


def _link(raw: bytes) -> bytes:
    stream = BytesIO(raw)
    with zipfile.ZipFile(stream, "a") as book:
        entry = zipfile.ZipInfo("xl/link.xml")
        entry.external_attr = 0o120777 << 16
        book.writestr(entry, "/etc/passwd")
    return stream.getvalue()


GOOD = workbook(HEADER, ["A", "x", 1])
TRAPS = {
    "a bomb": (_rewritten(GOOD, _same, xl__media__bomb=b"\x00" * 101 * 1024 * 1024), "bomb"),
    "ten thousand entries": (_rewritten(GOOD, _same, **{f"x{i}": b"" for i in range(300)}), "bomb"),
    "a way out of the folder": (_rewritten(GOOD, _same, **{"..__evil.xml": b""}), "broken"),
    "a link": (_link(GOOD), "broken"),
    "encrypted": (_encrypted(GOOD), "broken"),
    "macros": (_rewritten(GOOD, _same, **{"xl__vbaProject.bin": b"x"}), "macros"),
    "entities": (_rewritten(GOOD, _with_entities), "external_entities"),
    "a sheet in another encoding": (
        _rewritten(GOOD, lambda name, part: part.decode().encode("utf-16") if "sheet1" in name else part),
        "external_entities",
    ),
    "cut off": (GOOD[: len(GOOD) // 2], "broken"),
    "a word document": (_rewritten(GOOD, lambda name, part: part)[:0] or b"", "empty"),
    "some ZIP": (b"", "empty"),
}


def _zip(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, content in parts.items():
            book.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


TRAPS["a word document"] = (_zip(**{"word__document.xml": b"<x/>"}), "other_office")
TRAPS["an OpenDocument sheet"] = (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "other_office")
TRAPS["some ZIP"] = (_zip(**{"leia.txt": b"x"}), "archive")
TRAPS["sheet that is no XML"] = (_rewritten(GOOD, lambda name, part: b"nada" if "sheet1.xml" in name else part), "broken")


@pytest.mark.parametrize(("raw", "reason"), TRAPS.values(), ids=list(TRAPS))
def test_traps_are_refused_with_their_reason(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        open_book(tmp_path, raw)

    assert refusal.value.data["reason"] == reason
