"""Spreadsheet and CSV of a report: typed cells, the same figures, and no text of a record ever becomes a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from backoffice.core.reports.issue import Issue
from backoffice.core.reports.proofs import Proof
from backoffice.core.reports.tables import (
    CHANGE,
    COST,
    DATE,
    DETAIL,
    MONEY,
    PERCENT,
    QUANTITY,
    RESULT,
    SIDE,
    SIGNED,
    TOTAL,
    Column,
    Row,
    Table,
    Value,
)

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
PDF_TYPE = "application/pdf"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MONEY = "#,##0.00;-#,##0.00;0.00"
_FORMATS = {
    MONEY: _MONEY, SIGNED: _MONEY, SIDE: _MONEY, COST: "#,##0.0000", PERCENT: "0.0;-0.0;0.0", CHANGE: "0.0;-0.0;0.0",
    QUANTITY: "#,##0", DATE: "dd/mm/yyyy",
}  # fmt: skip
_WIDTHS = {"text": 44, "code": 18, DATE: 12}
_OUTLINE = {DETAIL: 1}
# What a spreadsheet program would take for a formula at the beginning of a cell of a CSV file.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


@dataclass
class _Book:
    """An open workbook with its formats by look and kind."""

    book: Any
    stream: io.BytesIO

    def __post_init__(self) -> None:
        self._made: dict[tuple[bool, str, int], Any] = {}
        self.title = self._format(bold=True, font_size=14)
        self.soft = self._format(font_color="#4A565C")
        self.head = self._format(bold=True, bottom=1, text_wrap=True)
        self.head_right = self._format(bold=True, bottom=1, align="right", text_wrap=True)
        self.text = self._format()
        self.money = self._format(num_format=_MONEY)

    @classmethod
    def new(cls, issue: Issue) -> "_Book":
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, _OPTIONS)
        book.set_properties({"title": issue.title, "company": issue.firm, "comments": issue.foot})
        return cls(book, stream)

    def style(self, look: str, column: Column, indent: int = 0) -> Any:
        strong = look in (TOTAL, RESULT)
        key = (strong, column.kind, indent)
        if key not in self._made:
            more = {"bold": True, "bottom": 1, "bottom_color": "#93A0A5"} if strong else {}
            number = {"num_format": _FORMATS[column.kind]} if column.kind in _FORMATS else {}
            place = {"indent": indent} if indent else {}
            self._made[key] = self._format(**more, **number, **place)
        return self._made[key]

    def _format(self, **properties: Any) -> Any:
        return self.book.add_format({"font_name": "Arial", "font_size": 10, **properties})


def write_workbook(tables: Sequence[Table], proofs: Sequence[Proof], issue: Issue) -> bytes:
    """The report as XLSX: a sheet for each table, one for the proofs.  Amounts are numbers, balances signed (debit positive)."""
    out = _Book.new(issue)
    for table in tables:
        _write_table(out, table, issue)
    _write_proofs(out, proofs, issue)
    out.book.close()
    return out.stream.getvalue()


def write_csv(table: Table) -> bytes:
    """
    One table as Brazilian Excel opens it: ";", decimal comma, BOM, CRLF.

    A text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(column, value) for column, value in zip(table.columns, row.values, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def _plain(column: Column, value: Value) -> str:
    """A number without thousands separators: what a spreadsheet reads back as the same number."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return _harmless(value)
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _write_table(out: _Book, table: Table, issue: Issue) -> None:
    sheet = out.book.add_worksheet(_sheet_name(out, table.caption))
    top = _head(out, sheet, table, issue)
    for offset, row in enumerate(table.rows, start=top):
        sheet.set_row(offset, None, None, {"level": min(row.level, 7) or _OUTLINE.get(row.look, 0)})
        for index, (column, value) in enumerate(zip(table.columns, row.values, strict=True)):
            _write_cell(out, sheet, offset, index, column, row, value)
    if table.note or table.short:
        sheet.write_string(top + len(table.rows) + 1, 0, " ".join(filter(None, [table.short, table.note])), out.soft)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, _WIDTHS.get(column.kind, 16))
    sheet.freeze_panes(top, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top - 1)


def _write_cell(out: _Book, sheet: Any, line: int, index: int, column: Column, row: Row, value: Value) -> None:
    style = out.style(row.look, column, min(row.level, 7) if index == 0 and not column.is_number else 0)
    if value is None:
        sheet.write_blank(line, index, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(line, index, value, style)
    elif isinstance(value, str):
        sheet.write_string(line, index, value, style)
    else:
        sheet.write_number(line, index, value, style)


def _sheet_name(out: _Book, caption: str) -> str:
    """At most 31 characters, none of those that Excel keeps for itself, no name twice."""
    clean = "".join(char for char in caption if char not in "[]:*?/\\'")[:28] or "1"
    names = {sheet.name for sheet in out.book.worksheets()}
    return clean if clean not in names else f"{clean} {len(names) + 1}"


def _head(out: _Book, sheet: Any, table: Table, issue: Issue) -> int:
    """Firm, title, basis and column titles; returns the row below them."""
    lines = (issue.firm, issue.title, issue.basis, f"{issue.period_state}. {issue.issued}.", issue.foot)
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text, out.title if row == 1 else out.soft)
    for index, column in enumerate(table.columns):
        sheet.write_string(len(lines) + 1, index, column.title, out.head_right if column.is_number else out.head)
    return len(lines) + 2


def _write_proofs(out: _Book, proofs: Sequence[Proof], issue: Issue) -> None:
    sheet = out.book.add_worksheet(_("Proof")[:31])
    for column, text in enumerate([_("Proof"), _("In this report"), _("In the ledger"), _("Difference"), _("Basis")]):
        sheet.write_string(0, column, text, out.head if column in (0, 4) else out.head_right)
    for row, proof in enumerate(proofs, start=1):
        sheet.write_string(row, 0, proof.name, out.text)
        for column, amount in enumerate((proof.in_report, proof.in_ledger, proof.difference), start=1):
            sheet.write_number(row, column, amount, out.money)
        sheet.write_string(row, 4, proof.basis, out.text)
    below = len(proofs) + 2
    facts = ((_("Verification code"), issue.code), (_("Check at"), issue.verify_url), ("SHA-256", issue.sha256))
    for offset, (label, value) in enumerate(facts):
        sheet.write_string(below + offset, 0, label, out.soft)
        sheet.write_string(below + offset, 1, value, out.text)
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 4, 18)
