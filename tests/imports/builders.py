"""Imports in words: a file, its preview, its run."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.contrib.auth.models import Group

from backoffice.core.actors import Actor
from backoffice.core.jobs import worker
from backoffice.core.models import Job, User
from backoffice.imports import services
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.registry import importer_of

NOW = datetime(2026, 11, 24, 13, 42, tzinfo=UTC)


def a_person(*roles: str, name: str = "renata") -> Actor:
    user, _made = User.objects.get_or_create(username=name, defaults={"first_name": name.title()})
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return Actor.of_user(user)


def upload(importer: str, content: bytes | str, *, by: Actor, name: str = "tabela.csv") -> ImportBatch:
    raw = content.encode() if isinstance(content, str) else content
    return services.take_upload(importer_key=importer, file_name=name, chunks=[raw], by=by, at=NOW)


def run_jobs() -> None:
    """What the workers would do."""
    while waiting := list(Job.objects.filter(status=Job.Status.QUEUED).values_list("pk", flat=True)):
        for pk in waiting:
            worker.run(str(pk))


def preview(importer: str, content: bytes | str, *, by: Actor, **options: str) -> ImportBatch:
    """Upload, take the columns as they were matched, analyse."""
    batch = upload(importer, content, by=by)
    return analyse(batch, by=by, **options)


def analyse(batch: ImportBatch, *, by: Actor, **options: str) -> ImportBatch:
    chosen = {option.name: option.choices()[0][0] for option in importer_of(batch.importer).options} | batch.options | options
    services.choose_columns(batch_id=batch.pk, mapping=batch.mapping, options=chosen, by=by, at=NOW)
    run_jobs()
    batch.refresh_from_db()
    return batch


def apply(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    services.start_application(batch_id=batch.pk, analysis=batch.analysis, by=by, at=NOW)
    run_jobs()
    batch.refresh_from_db()
    return batch


def bring_in(importer: str, content: bytes | str, *, by: Actor, **options: str) -> ImportBatch:
    return apply(preview(importer, content, by=by, **options), by=by)


def undo(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    services.start_undoing(batch_id=batch.pk, by=by, at=NOW)
    run_jobs()
    batch.refresh_from_db()
    return batch


def verdicts(batch: ImportBatch) -> dict[int, str]:
    return dict(batch.rows.order_by("line").values_list("line", "verdict"))


def problems(batch: ImportBatch) -> list[tuple[int, str, str]]:
    """(line, column, code) of every problem."""
    rows = ImportRow.objects.filter(batch=batch).order_by("line")
    return [(row.line, problem["column"], problem["code"]) for row in rows for problem in row.problems]


def changes(batch: ImportBatch, line: int) -> dict[str, tuple[str | None, str]]:
    return {column: (before, after) for column, before, after in batch.rows.get(line=line).changes}


def workbook(*rows: list[Any], sheet: str = "Plan1", more: dict[str, list[list[Any]]] | None = None) -> bytes:
    """A workbook as Excel would save it."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, lines in {sheet: list(rows), **(more or {})}.items():
        page = book.add_worksheet(name)
        for number, line in enumerate(lines):
            for index, value in enumerate(line):
                if isinstance(value, datetime):
                    page.write_datetime(number, index, value.replace(tzinfo=None), day)
                else:
                    page.write(number, index, value)
    book.close()
    return stream.getvalue()
