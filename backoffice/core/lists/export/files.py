"""Write rows of figures and texts as CSV (as a Brazilian Excel reads it) or XLSX, in bounded memory."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backoffice.core.lists.export.guard import defuse

# An XLSX sheet ends here; the rows go on in the next one.
SHEET_ROWS = 1_048_576
_WIDTHS = ((datetime, 18), (date, 12), (int, 10), (Decimal, 14))
_TEXT_WIDTH = 24
_FIRST_EXCEL_YEAR = 1900

Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` takes path, title, column titles and rows, and returns how many rows it wrote."""

    suffix: str
    label: str
    content_type: str
    write: Callable[[Path, str, Sequence[str], Rows], int]


def _write_csv(path: Path, title: str, heads: Sequence[str], rows: Rows) -> int:
    """``;``, UTF-8 with its mark, CRLF, decimal comma, 24/11/2026 14:05: what opens by a double click in pt-BR."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow([defuse(head) for head in heads])
        for count, row in enumerate(rows, 1):  # noqa: B007  (the last number is the count)
            writer.writerow([csv_text(cell_value(cell)) for cell in row])
    return count


def _write_xlsx(path: Path, title: str, heads: Sequence[str], rows: Rows) -> int:
    """Typed cells; each row goes to disk before the next one is read."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        formats = _Formats(book)
        for number, sheet_rows in enumerate(_sheets(rows), 1):
            sheet = book.add_worksheet(_sheet_name(title, number))
            sheet.freeze_panes(1, 1)
            for line, row in enumerate(sheet_rows):
                if line == 0:
                    _write_head(sheet, heads, row, formats)
                for column, cell in enumerate(row):
                    _write_cell(sheet, line + 1, column, cell_value(cell), formats)
                count += 1
            if not count:
                _write_head(sheet, heads, [""] * len(heads), formats)
    return count


def _sheets(rows: Rows) -> Iterator[Iterator[Sequence[Any]]]:
    """The rows in stretches that fit a sheet; at least one stretch, so that an empty list is an empty sheet."""
    source = iter(rows)
    ahead = next(source, None)
    if ahead is None:
        yield iter(())
    while ahead is not None:

        def stretch() -> Iterator[Sequence[Any]]:
            nonlocal ahead
            for _number in range(SHEET_ROWS - 1):
                if ahead is None:
                    return
                yield ahead
                ahead = next(source, None)

        yield stretch()


class _Formats:
    """The looks of a workbook's cells."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.exact = book.add_format({"num_format": "#,##0.00####"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})


def _write_head(sheet: Any, heads: Sequence[str], first: Sequence[Any], formats: _Formats) -> None:
    for column, (head, cell) in enumerate(zip(heads, first, strict=True)):
        value = cell_value(cell)
        width = next((width for kind, width in _WIDTHS if isinstance(value, kind)), _TEXT_WIDTH)
        sheet.set_column(column, column, max(width, min(len(head) + 2, 40)))
        sheet.write_string(0, column, defuse(head), formats.head)


def _write_cell(sheet: Any, line: int, column: int, value: Any, formats: _Formats) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(line, column, value, formats.moment)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, formats.day)
    elif isinstance(value, int):
        sheet.write_number(line, column, value, formats.whole)
    elif isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        sheet.write_number(line, column, value, formats.exact if isinstance(exponent, int) and exponent < -2 else formats.money)
    elif value:
        sheet.write_string(line, column, defuse(value))


def cell_value(value: Any) -> Any:
    """What a column exports as one of: text, int, Decimal, date, naive datetime in the company's zone; "" for what is missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        return local if local.year >= _FIRST_EXCEL_YEAR else f"{local:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return value if value.year >= _FIRST_EXCEL_YEAR else f"{value:%d/%m/%Y}"
    if isinstance(value, int | Decimal):
        return value
    return strip_tags(value) if isinstance(value, SafeString) else str(value)


def csv_text(value: Any) -> str:
    """A cell of the CSV; numbers with a comma and without thousands, so that they are read as numbers."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value) if isinstance(value, int) else defuse(value)


def _sheet_name(title: str, number: int) -> str:
    """A name that Excel accepts: 31 characters, none of []:*?/\\ ."""
    clean = "".join(" " if char in "[]:*?/\\'" else char for char in title).strip()[:26] or "Lista"
    return clean if number == 1 else f"{clean} {number}"


CSV = Format("csv", "CSV", "text/csv; charset=utf-8", _write_csv)
XLSX = Format("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx)
FORMATS = {each.suffix: each for each in (CSV, XLSX)}


def write_file(path: Path, kind: Format, *, title: str, heads: Sequence[str], rows: Rows) -> int:
    """Write the rows and return how many they were."""
    return kind.write(path, title, heads, rows)
