"""Say which column is which, and have the file analysed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.core import jobs
from backoffice.core.actors import Actor
from backoffice.imports import locks, matching, storage
from backoffice.imports.errors import ColumnsMissing, ColumnTwice, ImportChanged, OptionMissing
from backoffice.imports.importer import Importer
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.imports.reading import look
from backoffice.imports.registry import importer_of
from backoffice.imports.services.upload import describe

ANALYSE = "imports.analyse"
# Until rows have gone in, the columns may be chosen anew.
_OPEN = (ImportBatch.Status.UPLOADED, ImportBatch.Status.PREVIEWED)


@transaction.atomic
def choose_columns(*, batch_id: UUID, mapping: Mapping[str, int], options: Mapping[str, str], by: Actor, at: datetime) -> ImportBatch:
    """
    Keep the columns and choices and promise the analysis; an earlier preview is forgotten.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: rows have gone in already, or it is being analysed
    :raises ColumnsMissing: a required column has none of the file
    :raises ColumnTwice: one column of the file stands for two
    :raises OptionMissing: a choice was not made
    """
    batch = locks.batch(batch_id, by=by)
    importer = importer_of(batch.importer)
    if batch.status not in _OPEN:
        raise ImportChanged(status=batch.status)
    batch.mapping = _require_columns(mapping, importer, batch)
    batch.options = _require_options(options, importer)
    ImportRow.objects.filter(batch=batch).delete()
    batch.status = ImportBatch.Status.ANALYSING
    batch.analysis += 1
    batch.refusal = None
    # Not the name of the run that may follow: both end with a notice, and one of them asks for a decision.
    title = (_("Preview of %(what)s: %(file)s") % {"what": importer.title, "file": batch.file_name})[:160]
    # An analysis that was replaced may still be queued; the number in the key keeps the two apart.
    params = {"batch": str(batch.pk), "analysis": batch.analysis}
    job = jobs.enqueue(kind=ANALYSE, title=title, params=params, by=by, at=at, unique_key=f"{batch.pk}:{batch.analysis}")
    batch.job_id = job.pk
    batch.save()
    return batch


@transaction.atomic
def choose_sheet(*, batch_id: UUID, sheet: str, by: Actor) -> ImportBatch:
    """
    Read another sheet of the workbook; its columns are matched anew.

    :raises UnknownImport: no such batch, or not one of the actor's
    :raises ImportChanged: rows have gone in already
    :raises UnreadableFile: no such sheet, or one without rows
    """
    batch = locks.batch(batch_id, by=by)
    if batch.status not in _OPEN:
        raise ImportChanged(status=batch.status)
    importer = importer_of(batch.importer)
    found = look(storage.absolute(batch.path), batch.kind, known=matching.known_headers(importer), sheet=sheet)
    describe(batch, found, importer)
    ImportRow.objects.filter(batch=batch).delete()
    batch.status = ImportBatch.Status.UPLOADED
    batch.save()
    return batch


def _require_columns(mapping: Mapping[str, int], importer: Importer, batch: ImportBatch) -> dict[str, int]:
    chosen = {column.name: mapping[column.name] for column in importer.columns if 0 <= mapping.get(column.name, -1) < len(batch.header)}
    missing = [str(column.label) for column in importer.columns if column.required and column.name not in chosen]
    if missing:
        raise ColumnsMissing(columns=missing)
    for index in set(chosen.values()):
        names = [str(column.label) for column in importer.columns if chosen.get(column.name) == index]
        if len(names) > 1:
            raise ColumnTwice(header=batch.header[index], columns=names)
    return chosen


def _require_options(options: Mapping[str, str], importer: Importer) -> dict[str, str]:
    chosen = {}
    for option in importer.options:
        value = options.get(option.name, "")
        if value not in {offered for offered, _label in option.choices()}:
            raise OptionMissing(option=str(option.label))
        chosen[option.name] = value
    return chosen
