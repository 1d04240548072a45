"""The importers there are; the table is ``backoffice/wiring.py``, learnt at start."""

from collections.abc import Mapping

from backoffice.core.actors import Actor
from backoffice.imports.errors import UnknownImport
from backoffice.imports.importer import Importer

_importers: dict[str, Importer] = {}


def install(importers: Mapping[str, Importer]) -> None:
    """Take over the table; called once at start."""
    _importers.clear()
    _importers.update(importers)


def importer_of(key: str) -> Importer:
    """
    The importer of that name.

    :raises UnknownImport: there is none
    """
    importer = _importers.get(key)
    if importer is None:
        raise UnknownImport(key=key[:40])
    return importer


def all_importers() -> list[Importer]:
    """In the order of the table."""
    return list(_importers.values())


def keys_for(actor: Actor) -> list[str]:
    """The importers that the actor may use: the row scope of the batches."""
    return [key for key, importer in _importers.items() if actor.may(importer.permission)]
