"""Spreadsheets: typed cells, the same figures, and no text of a record ever becomes a formula."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from finance.reports.issue import Issue, IssuedBalance, IssuedStatement
from finance.reports.presentation import list_heads
from finance.reports.proofs import Proof
from finance.reports.statement_rows import LINE, RESULT, SUBTOTAL

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MONEY = "#,##0.00;-#,##0.00;0.00"
_PERCENT = "0.0;-0.0;0.0"


@dataclass
class _Book:
    """An open workbook with its formats by name."""

    book: Any
    stream: io.BytesIO

    def __post_init__(self) -> None:
        def make(**properties: Any) -> Any:
            return self.book.add_format({"font_name": "Arial", "font_size": 10, **properties})

        line = {"bottom": 1, "bottom_color": "#93A0A5"}
        self.title = make(bold=True, font_size=14)
        self.soft = make(font_color="#4A565C")
        self.head = make(bold=True, bottom=1)
        self.head_right = make(bold=True, bottom=1, align="right")
        self.text = make()
        self.detail = make(indent=1)
        self.strong = make(bold=True, **line)
        self.money = make(num_format=_MONEY)
        self.strong_money = make(bold=True, num_format=_MONEY, **line)
        self.percent = make(num_format=_PERCENT)
        self.strong_percent = make(bold=True, num_format=_PERCENT, **line)

    @classmethod
    def new(cls, issue: Issue) -> "_Book":
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, _OPTIONS)
        book.set_properties({"title": issue.title, "company": issue.firm, "comments": issue.foot})
        return cls(book, stream)

    def close(self) -> bytes:
        self.book.close()
        return self.stream.getvalue()


def write_income_statement(issued: IssuedStatement, issue: Issue) -> bytes:
    """The DRE as XLSX: one sheet with the statement, one with its proofs."""
    statement = issued.statement
    out = _Book.new(issue)
    sheet = out.book.add_worksheet(_("Income statement")[:31])
    heads = [_("Amounts in %(currency)s") % {"currency": statement.currency}, *list_heads(statement)]
    top = _head(out, sheet, issue, heads)
    compared = statement.compared
    for offset, row in enumerate(statement.rows):
        strong = row.kind in (SUBTOTAL, RESULT) or row.code == "gross_revenue"
        text, money, percent = (out.strong, out.strong_money, out.strong_percent) if strong else (out.text, out.money, out.percent)
        sheet.set_row(top + offset, None, None, {"level": 1 if row.kind == LINE else 0})
        sheet.write_string(top + offset, 0, row.label, out.detail if row.kind == LINE else text)
        column = 1
        for index, amount in enumerate(row.amounts):
            sheet.write_number(top + offset, column, amount, money)
            column += 1
            if index == statement.current:
                column = _number(sheet, top + offset, column, row.share, percent)
            if index == compared:
                column = _number(sheet, top + offset, column, row.change, percent)
    _finish(sheet, first_width=40, columns=len(heads) - 1, top=top)
    _write_proofs(out, issued.proofs, issue)
    return out.close()


def write_trial_balance(issued: IssuedBalance, issue: Issue) -> bytes:
    """The trial balance as XLSX; balances are signed, debit positive."""
    out = _Book.new(issue)
    sheet = out.book.add_worksheet(_("Trial balance")[:31])
    top = _head(out, sheet, issue, [_("Code"), _("Account"), _("Opening balance"), _("Debit"), _("Credit"), _("Closing balance")])
    for offset, row in enumerate([*issued.balance.rows, issued.balance.totals]):
        text, money = (out.strong, out.strong_money) if row.is_group else (out.text, out.money)
        sheet.set_row(top + offset, None, None, {"level": min(max(row.level - 1, 0), 7)})
        sheet.write_string(top + offset, 0, row.code, text)
        sheet.write_string(top + offset, 1, row.name, text)
        for column, amount in enumerate((row.opening, row.debit, row.credit, row.closing), start=2):
            sheet.write_number(top + offset, column, amount, money)
    sheet.set_column(1, 1, 48)
    _finish(sheet, first_width=14, columns=4, top=top, first_column=2)
    _write_proofs(out, issued.proofs, issue)
    return out.close()


def _head(out: _Book, sheet: Any, issue: Issue, heads: Sequence[str]) -> int:
    """Firm, title, basis and column titles; returns the row below them."""
    lines = (issue.firm, issue.title, issue.basis, f"{issue.period_state}. {issue.issued}.", issue.foot)
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text, out.title if row == 1 else out.soft)
    for column, text in enumerate(heads):
        sheet.write_string(len(lines) + 1, column, text, out.head if column == 0 else out.head_right)
    return len(lines) + 2


def _number(sheet: Any, row: int, column: int, value: Decimal | None, style: Any) -> int:
    """A figure, or an empty cell of the same style where there is none; returns the next column."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, value, style)
    return column + 1


def _finish(sheet: Any, *, first_width: int, columns: int, top: int, first_column: int = 1) -> None:
    sheet.set_column(0, 0, first_width)
    sheet.set_column(first_column, first_column + columns - 1, 16)
    sheet.freeze_panes(top, first_column)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top - 1)


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
