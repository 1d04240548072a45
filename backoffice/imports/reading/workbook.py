"""
Workbooks (.xlsx): judged as a ZIP before anything is unpacked, then read by openpyxl row by row.

Values become the text that a Brazilian would type: numbers with a decimal comma, dates dd/mm/yyyy.  Formulas count by
their stored result; macros, links to other files and entities are refused or never looked at.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zlib import error as ZlibError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from backoffice.imports.errors import UnreadableFile
from backoffice.imports.limits import MAX_COLUMNS, MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO, MAX_ZIP_ENTRIES

# Stands for a formula whose result nobody stored; no text of a person begins like this.
NO_RESULT = "\u0001formula"
_EXCEL_ROWS = 1_048_576
# (line, cells, problem of the whole row)
Record = tuple[int, list[str], str]
_MACROS = ("vbaproject.bin", "macrosheets/", "activex/")
_OTHER_OFFICE = ("word/document.xml", "ppt/presentation.xml", "content.xml", "mimetype")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# NotImplementedError: zipfile's word for a compression that it cannot undo.
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, ZlibError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, NotImplementedError, RuntimeError, OSError, OverflowError,
)  # fmt: skip


def require_harmless(path: Path) -> list[dict[str, Any]]:
    """
    Judge the file before anything of it is unpacked into memory; return what a person should know (merged cells, formulas).

    :raises UnreadableFile: no workbook, a bomb, macros, entities, broken
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _require_harmless(archive)
            return _scan(archive)
    except _BROKEN as error:
        raise UnreadableFile(reason="broken") from error


def heads(path: Path, count: int) -> dict[str, tuple[int, list[Record]]]:
    """
    The visible sheets, each with the number of rows that it claims and its first ``count`` rows that hold anything.

    The workbook is opened once for all of them: its texts are read whole each time.

    :raises UnreadableFile: it cannot be read, or has no visible sheet
    """
    with _opened(path) as book:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise UnreadableFile(reason="broken")
        found = {}
        for sheet in visible:
            claimed = int(sheet.max_row or 0)
            found[sheet.title] = claimed, list(islice((row for row in _rows(sheet, None) if any(row[1])), count))
        return found


def records(path: Path, sheet: str, *, has_formulas: bool = False) -> Iterator[Record]:
    """
    Every row of the sheet; with formulas, those without a stored result become NO_RESULT.

    :raises UnreadableFile: the sheet cannot be read
    """
    with _opened(path) as values:
        if not has_formulas:
            yield from _rows(values[sheet], None)
            return
        with _opened(path, results=False) as formulas:
            yield from _rows(values[sheet], formulas[sheet])


@contextmanager
def _opened(path: Path, *, results: bool = True) -> Iterator[Any]:
    """The workbook, read row by row; ``results`` of formulas or the formulas themselves."""
    try:
        # As a stream: openpyxl judges a path by its suffix, we have judged the contents.
        with path.open("rb") as stream:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=results, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except _BROKEN as error:
        raise UnreadableFile(reason="broken") from error


def _rows(sheet: Any, formulas: Any) -> Iterator[Record]:
    # A sheet may lie about its size; the numbers of its rows and cells do not.  Without a width, openpyxl makes nothing of
    # rows that are not there: a million of them cost a second instead of minutes.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_EXCEL_ROWS)
    if formulas is None:
        for number, row in enumerate(rows, 1):
            yield number, [_text(cell) for cell in row[:MAX_COLUMNS]], ""
        return
    formulas.reset_dimensions()
    for number, (row, sources) in enumerate(zip(rows, formulas.iter_rows(max_row=_EXCEL_ROWS), strict=True), 1):
        cells = [_text(cell) for cell in row[:MAX_COLUMNS]]
        for index, source in enumerate(sources[: len(cells)]):
            if source.data_type == "f" and not cells[index]:
                cells[index] = NO_RESULT
        yield number, cells, ""


def _require_harmless(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if any(name in _OTHER_OFFICE for name in names) and not any(name.startswith("xl/") for name in names):
        raise UnreadableFile(reason="other_office")
    if len(entries) > MAX_ZIP_ENTRIES:
        raise UnreadableFile(reason="bomb")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES or any(entry.file_size > MAX_UNPACKED_RATIO * max(entry.compress_size, 1024) for entry in entries):
        raise UnreadableFile(reason="bomb")
    for entry in entries:
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if is_link or entry.flag_bits & 1 or ".." in entry.filename.split("/") or entry.filename.startswith(("/", "\\")):
            raise UnreadableFile(reason="broken")
    if any(part in name for name in names for part in _MACROS):
        raise UnreadableFile(reason="macros")
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(reason="archive")


def _scan(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """Read every part once as bytes: refuse document types (entities), notice merged cells and formulas."""
    merged = formulas = False
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        tail = b""
        with archive.open(entry) as part:
            while block := part.read(1 << 18):
                window = tail + block
                # Office writes UTF-8; any other encoding could hide what is looked for here.
                if _DOCTYPE.search(window) or (not tail and window[:2] in (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")):
                    raise UnreadableFile(reason="external_entities")
                if entry.filename.startswith("xl/worksheets/"):
                    merged = merged or b"<mergeCell " in window
                    formulas = formulas or b"<f>" in window or b"<f " in window
                tail = block[-16:]
    return [{"code": code} for code, there in (("merged_cells", merged), ("formulas", formulas)) if there]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, int | float):
        return _number(value, getattr(cell, "number_format", "") or "")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time(0) else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _number(value: int | float, number_format: str) -> str:
    """With a decimal comma and Excel's own 15 digits; a format of zeros ("00000") is how people keep leading ones."""
    if isinstance(value, int) or value.is_integer():
        digits = f"{int(value)}"
        return digits.zfill(len(number_format)) if number_format and set(number_format) == {"0"} else digits
    plain = f"{value:.15g}"
    if "e" in plain:
        plain = f"{value:.20f}".rstrip("0")
    return plain.replace(".", ",")
