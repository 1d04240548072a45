"""
Which area answers for a kept file.  ``backoffice/wiring.py`` has the table; a purpose that is not in it keeps nothing and
hands nothing out.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile


@dataclass(frozen=True, kw_only=True)
class FilePurpose:
    """
    ``check`` is asked at every use: it raises NotAllowed or NotFound, and notes the look (core.sensitive).
    ``in_use`` says which of these files the area still refers to; the others are thrown away after a day.
    """

    check: Callable[[KeptFile, Actor, datetime], None]
    in_use: Callable[[Set[UUID]], Set[UUID]]


_purposes: dict[str, FilePurpose] = {}


def install(purposes: Mapping[str, FilePurpose]) -> None:
    """Take over the table of the installation; called once at start."""
    _purposes.clear()
    _purposes.update(purposes)


def purpose_of(name: str) -> FilePurpose:
    """:raises ValueError: no area answers for this purpose (backoffice/wiring.py)"""
    if name not in _purposes:
        raise ValueError(f"no area answers for files of purpose {name!r}: see FILE_PURPOSES in backoffice/wiring.py")
    return _purposes[name]


def names() -> list[str]:
    """Every purpose of the table."""
    return list(_purposes)
