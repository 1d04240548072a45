"""The two kinds of file as one: a header, rows with line numbers, and what a person should know about the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from backoffice.imports.errors import UnreadableFile
from backoffice.imports.limits import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS, MAX_ROWS_BEFORE_HEADER
from backoffice.imports.reading import text, workbook
from backoffice.imports.reading.headers import normalise_header
from backoffice.imports.reading.kinds import XLSX

SAMPLES = 3
_LINES_NAMED = 10
# What an export puts before a text that a spreadsheet would run as a formula (and what we take off again).
_DEFUSED = ("'=", "'+", "'-", "'@", "'\t", "'\r")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``line`` as the spreadsheet numbers it; ``problem`` (code, data) if the row cannot be trusted as a whole."""

    line: int
    cells: list[str]
    problem: str = ""


@dataclass(slots=True)
class Look:
    """What is known of a file after a first look: enough to match columns and to read the rows later."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheets: list[str] = field(default_factory=list)
    sheet: str = ""
    header_line: int = 1
    header: list[str] = field(default_factory=list)
    samples: list[list[str]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    row_estimate: int = 0


# How many rows at the top are looked at: the header is among the first of them, the samples behind it.
_HEAD = MAX_ROWS_BEFORE_HEADER + SAMPLES


def look(path: Path, kind: str, *, known: frozenset[str], sheet: str = "") -> Look:
    """
    Open the file, choose sheet, encoding and delimiter, find the header and three rows.

    ``known`` are the normalised header texts that the importer understands: they decide between candidates.

    :raises UnreadableFile: it cannot be read, has no header, or has no row below it
    """
    found, first = _look_at_workbook(path, known, sheet) if kind == XLSX else _look_at_text(path, known)
    candidates = first[:MAX_ROWS_BEFORE_HEADER]
    if not candidates:
        raise UnreadableFile(reason="no_header")
    line, cells, _problem = max(candidates, key=lambda row: (_known_count(row[1], known), -row[0]))
    found.header_line, found.header = line, _tidy_header(cells)
    if not found.header:
        raise UnreadableFile(reason="no_header")
    found.samples = [row.cells for row in islice(_data_rows(first, found), SAMPLES)]
    if not found.samples:
        raise UnreadableFile(reason="header_only", header="; ".join(found.header)[:200])
    if kind != XLSX:
        _read_through(path, found)
    return found


def read_rows(path: Path, look: Look) -> Iterator[SheetRow]:
    """
    The rows below the header that hold anything, each as wide as the header.

    :raises UnreadableFile: more than MAX_ROWS rows
    """
    return _data_rows(_records(path, look), look)


def _data_rows(records: Iterable[workbook.Record], look: Look) -> Iterator[SheetRow]:
    width = len(look.header)
    count = 0
    for line, cells, problem in records:
        if line <= look.header_line:
            continue
        tidy = [_tidy_cell(cell) for cell in cells]
        if not any(tidy):
            continue
        count += 1
        if count > MAX_ROWS:
            raise UnreadableFile(reason="too_many_rows")
        if not problem:
            problem = _row_problem(tidy, width)
        shown = ["" if cell == workbook.NO_RESULT else cell[:MAX_CELL_LENGTH].replace("\x00", "\ufffd") for cell in tidy[:width]]
        yield SheetRow(line, shown + [""] * (width - len(shown)), problem)


def _row_problem(cells: Sequence[str], width: int) -> str:
    if any(cells[width:]):
        return "too_many_cells"
    if any("\x00" in cell for cell in cells):
        return "null_character"
    if any(len(cell) > MAX_CELL_LENGTH for cell in cells):
        return "cell_too_long"
    return "formula_without_result" if workbook.NO_RESULT in cells else ""


def _records(path: Path, look: Look) -> Iterator[workbook.Record]:
    if look.kind == XLSX:
        return workbook.records(path, look.sheet, has_formulas=any(warning["code"] == "formulas" for warning in look.warnings))
    lines, _named = text.split_lines(text.decode(path.read_bytes())[0])
    return text.records(lines, look.delimiter, len(look.header))


def _look_at_text(path: Path, known: frozenset[str]) -> tuple[Look, list[workbook.Record]]:
    words, encoding = text.decode(path.read_bytes())
    lines, named = text.split_lines(words)
    delimiter = named or _sniff(lines[:40], known)
    rows = (row for row in text.records(lines, delimiter) if any(cell.strip() for cell in row[1]))
    return Look(kind="csv", encoding=encoding, delimiter=delimiter), list(islice(rows, _HEAD))


def _sniff(lines: list[str], known: frozenset[str]) -> str:
    """The delimiter that yields the most known headers; else the one that splits most rows alike."""

    def score(delimiter: str) -> tuple[int, int, int]:
        rows = [cells for _line, cells, _problem in text.records(lines, delimiter) if any(cell.strip() for cell in cells)]
        best = max((_known_count(cells, known) for cells in rows[:MAX_ROWS_BEFORE_HEADER]), default=0)
        widths = [len(cells) for cells in rows]
        usual = max(set(widths), key=widths.count, default=1)
        return best, widths.count(usual) if usual > 1 else 0, usual

    return max(text.DELIMITERS, key=score)


def _look_at_workbook(path: Path, known: frozenset[str], sheet: str) -> tuple[Look, list[workbook.Record]]:
    warnings = workbook.require_harmless(path)
    sheets = workbook.heads(path, _HEAD)
    if sheet and sheet not in sheets:
        raise UnreadableFile(reason="no_such_sheet", sheet=sheet[:80])

    def score(name: str) -> int:
        return max((_known_count(cells, known) for _line, cells, _problem in sheets[name][1][:MAX_ROWS_BEFORE_HEADER]), default=0)

    # The first of equals: max() keeps it.
    chosen = sheet or max(sheets, key=score)
    claimed, first = sheets[chosen]
    return Look(kind=XLSX, sheets=list(sheets), sheet=chosen, warnings=warnings, row_estimate=min(claimed, MAX_ROWS)), first


def _known_count(cells: Sequence[str], known: frozenset[str]) -> int:
    return sum(1 for cell in cells[:MAX_COLUMNS] if any(form in known for form in normalise_header(cell)))


def _tidy_header(cells: Sequence[str]) -> list[str]:
    """Header texts without the empty columns at the end."""
    names = [" ".join(_tidy_cell(cell).replace("\x00", "").split())[:120] for cell in cells[:MAX_COLUMNS]]
    while names and not names[-1]:
        names.pop()
    return names


def _tidy_cell(cell: str) -> str:
    """The text of a cell: outer spaces off, the apostrophe of a defused formula off."""
    clean = cell.strip().strip("\ufeff")
    return clean[1:] if clean.startswith(_DEFUSED) else clean


def _read_through(path: Path, look: Look) -> None:
    """Count the rows, and name those whose letters were spoilt before they came here: told, never repaired silently."""
    spoilt = []
    for row in read_rows(path, look):
        look.row_estimate += 1
        if any(text.MOJIBAKE.search(cell) for cell in row.cells):
            spoilt.append(row.line)
    if spoilt:
        look.warnings.append({"code": "mojibake", "lines": spoilt[:_LINES_NAMED], "count": len(spoilt)})
