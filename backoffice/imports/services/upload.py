"""A file comes in: kept, looked at, and its columns matched."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction

from backoffice.core import audit, numbering, policy
from backoffice.core.actors import Actor
from backoffice.imports import matching, storage
from backoffice.imports.importer import Importer
from backoffice.imports.models import ImportBatch
from backoffice.imports.reading import Look, kind_of_file, look
from backoffice.imports.registry import importer_of

_HEAD = 4096


@transaction.atomic
def take_upload(*, importer_key: str, file_name: str, chunks: Iterable[bytes], by: Actor, at: datetime) -> ImportBatch:
    """
    Keep the file and say what is in it; columns are matched as far as their headers are known.

    :raises UnknownImport: no such importer
    :raises NotAllowed: the actor lacks its permission
    :raises UnreadableFile: it is no table that can be read; nothing is kept
    """
    importer = importer_of(importer_key)
    policy.require(by, importer.permission)
    kept = storage.keep(chunks, suffix="table")
    try:
        path = storage.absolute(kept.path)
        with path.open("rb") as stream:
            kind = kind_of_file(stream.read(_HEAD))
        found = look(path, kind, known=matching.known_headers(importer))
        batch = ImportBatch(
            number=f"IMP-{numbering.take_gapless('import'):06d}",
            importer=importer.key,
            file_name=_safe_name(file_name),
            path=kept.path,
            sha256=kept.sha256,
            size_bytes=kept.size_bytes,
            created_by_id=by.id,
            created_by_name=by.name,
            created_at=at,
        )
        describe(batch, found, importer)
        batch.save(force_insert=True)
    except BaseException:
        # Whatever ended it, a stop of the process too: without its batch nobody would find the file again.
        storage.remove(kept.path)
        raise
    facts = {"importer": importer.key, "file": batch.file_name, "bytes": kept.size_bytes, "sha256": kept.sha256}
    audit.record([audit.Trace(action="import.uploaded", subject=("import", batch.number), at=at, after=facts)], by=by)
    return batch


def describe(batch: ImportBatch, found: Look, importer: Importer) -> None:
    """Write what the look found into the batch, with a proposal for its columns and choices."""
    batch.kind, batch.encoding, batch.delimiter = found.kind, found.encoding, found.delimiter
    batch.sheets, batch.sheet = found.sheets, found.sheet
    batch.header_line, batch.header, batch.samples = found.header_line, found.header, found.samples
    batch.warnings, batch.row_count = found.warnings, found.row_estimate
    batch.mapping = matching.match_columns(found.header, importer)
    offered = {option.name: [value for value, _label in option.choices()] for option in importer.options}
    batch.options = {name: values[0] for name, values in offered.items() if len(values) == 1}


def look_of(batch: ImportBatch) -> Look:
    """How to read the batch's file, as the look found it."""
    return Look(
        kind=batch.kind,
        encoding=batch.encoding,
        delimiter=batch.delimiter,
        sheets=batch.sheets,
        sheet=batch.sheet,
        header_line=batch.header_line,
        header=batch.header,
        samples=batch.samples,
        warnings=batch.warnings,
    )


def _safe_name(name: str) -> str:
    """The last part of the name, printable; it is shown and never used as a path."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    return "".join(char for char in plain if char.isprintable())[:160] or "tabela"
