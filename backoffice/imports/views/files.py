"""Files to take away: the model to fill in, and the rows that were refused."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import TypeVar
from uuid import UUID

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backoffice.core import policy
from backoffice.core.views import StaffRequest, staff_view
from backoffice.imports import problems, queries
from backoffice.imports.importer import Importer
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.planning import problem_of
from backoffice.imports.registry import importer_of

Answer = TypeVar("Answer", bound=HttpResponseBase)

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_view(permission="imports.use")
def import_model_csv(request: StaffRequest, importer: str) -> HttpResponse:
    """The header and two or three rows as Brazilian Excel opens them."""
    chosen = _permitted(request, importer)
    columns = [column for column in chosen.columns if column.in_model]
    rows = [[str(column.label) for column in columns]] + [[row.get(column.name, "") for column in columns] for row in chosen.samples]
    return _attachment(HttpResponse("".join(_csv_lines(rows)), content_type="text/csv; charset=utf-8"), f"modelo-{chosen.key}.csv")


@staff_view(permission="imports.use")
def import_model_xlsx(request: StaffRequest, importer: str) -> HttpResponse:
    """The same as a workbook: codes are text, so that Excel leaves their zeros alone, and a second sheet explains the columns."""
    chosen = _permitted(request, importer)
    content = _model_workbook(chosen)
    return _attachment(HttpResponse(content, content_type=_XLSX), f"modelo-{chosen.key}.xlsx")


@staff_view(permission="imports.use")
def import_refused(request: StaffRequest, batch_id: UUID) -> HttpResponseBase:
    """The refused rows as they were, each with its line and its reasons: mend them and send the file again."""
    batch = queries.get_batch(batch_id=batch_id, actor=request.actor)
    lines = _csv_lines(_refused_rows(batch, importer_of(batch.importer)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return _attachment(response, f"{batch.number}-{pgettext('import rows', 'refused')}.csv")


def _permitted(request: StaffRequest, key: str) -> Importer:
    importer = importer_of(key)
    policy.require(request.actor, importer.permission)
    return importer


def _refused_rows(batch: ImportBatch, importer: Importer) -> Iterator[list[str]]:
    yield [*batch.header, _("Line in the file"), _("Reason of the refusal")]
    for row in queries.iterate_refused(batch=batch):
        yield [*row.cells, str(row.line), _reasons(row, importer)]


def _reasons(row: ImportRow, importer: Importer) -> str:
    words = []
    for problem in map(problem_of, row.problems):
        label = problems.column_label(importer, problem.column)
        words.append(f"{label}: {problems.sentence(importer, problem)}" if label else problems.sentence(importer, problem))
    return " ".join(words)


def _csv_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Semicolons, BOM, CRLF; texts that a spreadsheet would run get an apostrophe, which our own reader takes off again."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield _BOM
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _model_workbook(importer: Importer) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, as_text, wrapped = book.add_format({"bold": True}), book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(str(importer.title)[:31])
    columns = [column for column in importer.columns if column.in_model]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, 34 if column.name == "name" else 18, as_text if column.is_code else None)
        sheet.write_string(0, index, str(column.label), bold)
        for line, row in enumerate(importer.samples, 1):
            sheet.write_string(line, index, row.get(column.name, ""), as_text)
    sheet.freeze_panes(1, 0)
    guide = book.add_worksheet(_("How to fill in"))
    guide.set_column(0, 0, 24)
    guide.set_column(1, 1, 16)
    guide.set_column(2, 2, 80, wrapped)
    guide.write_row(0, 0, [_("Column"), _("Needed?"), _("What goes there")], bold)
    for line, column in enumerate(columns, 1):
        needed = _("yes") if column.required else _("no")
        guide.write_row(line, 0, [str(column.label), needed, str(column.help)])
    book.close()
    return stream.getvalue()


def _attachment(response: Answer, name: str) -> Answer:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
