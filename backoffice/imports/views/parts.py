"""What the templates of the wizard draw: steps, rows of the history, rows of a file in words."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from backoffice.imports import problems
from backoffice.imports.importer import Importer
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.planning import changes_of, problem_of
from backoffice.imports.registry import importer_of

STEPS = (
    ("file", gettext_lazy("File")),
    ("columns", gettext_lazy("Columns")),
    ("preview", gettext_lazy("Preview")),
    ("confirm", gettext_lazy("Confirmation")),
    ("result", gettext_lazy("Result")),
)
_VALUES_SHOWN = 6


def steps_of(current: str) -> list[dict[str, Any]]:
    """The five steps with the present one marked."""
    names = [name for name, _label in STEPS]
    position = names.index(current)
    states = ["done" if index < position else "current" if index == position else "" for index in range(len(names))]
    return [{"label": label, "state": state} for (_name, label), state in zip(STEPS, states, strict=True)]


def batch_line(batch: ImportBatch) -> dict[str, Any]:
    """A batch as a row of the history."""
    return {"batch": batch, "title": importer_of(batch.importer).title, "url": reverse("import_batch", args=[batch.pk])}


def row_line(row: ImportRow, *, batch: ImportBatch, importer: Importer, actor: Actor) -> dict[str, Any]:
    """A row of the file: what it is about and what happens to it, or why not."""
    changes = changes_of(row.changes)
    return {
        "row": row,
        "key": _shown_key(row, batch, importer, actor),
        "title": row.title or _cell(row, batch, "name"),
        "values": [
            {
                "label": problems.column_label(importer, change.column),
                "before": None if change.before is None else _shown(importer, change.column, change.before, actor),
                "after": _shown(importer, change.column, change.after, actor),
            }
            for change in changes[:_VALUES_SHOWN]
        ],
        "more": max(0, len(changes) - _VALUES_SHOWN),
        "problems": [
            {
                "label": problems.column_label(importer, problem.column),
                "value": _masked(importer, problem.column, problem.value, actor),
                "text": problems.sentence(importer, problem),
            }
            for problem in map(problem_of, row.problems)
        ],
    }


def _shown_key(row: ImportRow, batch: ImportBatch, importer: Importer, actor: Actor) -> str:
    raw = row.key or next(filter(None, (_cell(row, batch, name) for name in importer.key_columns)), "")
    mask = next((column.mask for column in importer.columns if column.name == importer.key_columns[0] and column.mask), "")
    if not mask:
        return raw
    return formats.cpf_cnpj(raw) if policy.may_see(actor, mask) else formats.masked_document(raw) if "@" not in raw else raw


def _cell(row: ImportRow, batch: ImportBatch, name: str) -> str:
    index = batch.mapping.get(name)
    return row.cells[index][:100] if index is not None and index < len(row.cells) else ""


def _shown(importer: Importer, name: str, value: str, actor: Actor) -> str:
    column = importer.column(name)
    if column is None or not value:
        return value
    return _masked(importer, name, value, actor) if column.mask and not policy.may_see(actor, column.mask) else column.show(value)


def _masked(importer: Importer, name: str, value: str, actor: Actor) -> str:
    column = importer.column(name)
    hidden = column is not None and column.mask and not policy.may_see(actor, column.mask)
    return formats.masked_document(value) if hidden else value


def warning_text(warning: Mapping[str, Any]) -> str:
    """What a person should know about the file."""
    if warning["code"] == "mojibake":
        words = ngettext(
            "%(count)d row has spoilt letters (“Ã§” instead of “ç”): line %(lines)s. Save the file anew as CSV UTF-8 or .xlsx.",
            "%(count)d rows have spoilt letters (“Ã§” instead of “ç”): lines %(lines)s. Save the file anew as CSV UTF-8 or .xlsx.",
            warning["count"],
        )
        return words % {"count": warning["count"], "lines": ", ".join(map(str, warning["lines"]))}
    return {
        "merged_cells": _("The sheet has merged cells. Only the first of them holds the value; the others are empty."),
        "formulas": _("The sheet has formulas. Their stored results count."),
    }[warning["code"]]


def file_facts(batch: ImportBatch) -> list[str]:
    """How the file was read, in a few words."""
    if batch.kind == "xlsx":
        facts = ["XLSX", _("sheet %(name)s") % {"name": batch.sheet}]
    else:
        delimiters = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("bar")}
        encodings = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
        facts = [
            "CSV",
            encodings.get(batch.encoding, batch.encoding),
            _("separated by %(what)s") % {"what": delimiters.get(batch.delimiter, batch.delimiter)},
        ]
    count = batch.row_count
    facts.append(ngettext("%(count)s row", "%(count)s rows", count) % {"count": formats.qty(count)})
    return facts
