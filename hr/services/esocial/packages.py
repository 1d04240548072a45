"""Load an official package of schemas: they are the government's, so they come from its page and not with this program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from hr.errors import SchemaDateTaken, SchemaRefused
from hr.esocial.events import EVENTS
from hr.esocial.packages import fingerprint, schema_in_force
from hr.esocial.schemas import SchemaBroken, compile_schema
from hr.models import EsocialEvent, EsocialSchema, EsocialSchemaFile
from hr.services.esocial.making import check

TYPES = "tipos.xsd"
MOST_FILES, MOST_BYTES = 300, 20_000_000


@dataclass(frozen=True, slots=True)
class LoadedPackage:
    """``events`` are the kinds that it validates; ``checked`` files that wait to be sent were held against it."""

    schema: EsocialSchema
    is_new: bool
    events: tuple[str, ...]
    checked: int = 0


@transaction.atomic
def load_schemas(*, name: str, files: Mapping[str, bytes], valid_from: date, by: Actor, at: datetime) -> LoadedPackage:
    """
    Keep the XSDs of a package from its date on.  The same files again change nothing; others of the same date replace
    them while no event was validated with them.

    :raises SchemaRefused: no tipos.xsd, no event that we make, too big, or a file that is no schema
    :raises SchemaDateTaken: the date has other files that were used
    """
    events = _check(files)
    sha256 = fingerprint(files)
    former = EsocialSchema.objects.select_for_update().filter(valid_from=valid_from).first()
    if former is not None and former.sha256 == sha256:
        return LoadedPackage(former, False, events)
    if former is not None:
        if EsocialEvent.objects.filter(schema=former).exists():
            raise SchemaDateTaken(valid_from=valid_from, name=former.name)
        former.delete()
    schema = EsocialSchema.objects.create(name=name[:60], valid_from=valid_from, sha256=sha256, loaded_at=at)
    EsocialSchemaFile.objects.bulk_create(
        EsocialSchemaFile(schema=schema, name=file, content=content) for file, content in sorted(files.items())
    )
    after = {"valid_from": valid_from.isoformat(), "sha256": sha256, "files": len(files)}
    audit.record([audit.Trace(action="esocial.schemas_loaded", subject=("esocial", "schemas"), at=at, after=after)], by=by)
    return LoadedPackage(schema, True, events, _check_waiting(clock.company_date(at)))


def _check(files: Mapping[str, bytes]) -> tuple[str, ...]:
    if not files:
        raise SchemaRefused(reason="empty", file="")
    if TYPES not in files:
        raise SchemaRefused(reason="no_types", file=TYPES)
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise SchemaRefused(reason="size", file="")
    events = tuple(kind for kind, event in EVENTS.items() if event.schema_file in files)
    if not events:
        raise SchemaRefused(reason="no_events", file="")
    for kind in events:
        try:
            compile_schema(files, EVENTS[kind].schema_file)
        except SchemaBroken as broken:
            raise SchemaRefused(reason="broken", file=str(broken)) from broken
    return events


def _check_waiting(today: date) -> int:
    """Files made before the package came are held against what is in force now."""
    schema = schema_in_force(today)
    waiting = list(EsocialEvent.objects.filter(state__in=[EsocialEvent.State.MADE, EsocialEvent.State.EXPORTED]))
    for event in waiting:
        check(event, schema)
    EsocialEvent.objects.bulk_update(waiting, ["schema", "validity", "problems"], batch_size=500)
    return len(waiting)
