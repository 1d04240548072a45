"""The official packages in our tables: which one is in force on a day, and what it says of a file."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from lxml import etree

from hr.esocial.events import EVENTS
from hr.esocial.schemas import Verdict, compile_schema, validate
from hr.models import EsocialSchema, EsocialSchemaFile


def schema_in_force(day: date) -> EsocialSchema | None:
    """The newest package that counts on that day; None while none was loaded that begins so early."""
    return EsocialSchema.objects.filter(valid_from__lte=day).order_by("-valid_from").first()


def check_file(schema: EsocialSchema, kind: str, content: bytes) -> Verdict | None:
    """What the package says of a file of ours; None if the package has no schema of that event."""
    rules = _rules(schema.pk, schema.sha256, EVENTS[kind].schema_file)
    return validate(rules, content) if rules is not None else None


def fingerprint(files: Mapping[str, bytes]) -> str:
    """The same files give the same, whatever their order."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\x00{len(files[name])}\x00".encode())
        digest.update(files[name])
    return digest.hexdigest()


# Compiled once per process: a package never changes, its fingerprint is part of the key.
@lru_cache(maxsize=len(EVENTS) * 3)
def _rules(schema_id: int, sha256: str, name: str) -> etree.XMLSchema | None:
    files = {row.name: bytes(row.content) for row in EsocialSchemaFile.objects.filter(schema_id=schema_id)}
    return compile_schema(files, name) if name in files else None
