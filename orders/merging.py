"""
Two people change the same record: what can be merged is, what contradicts is asked.  Pure functions.

Each person sends what they typed together with what they had seen before (the base).  A field that only one of the two
touched is no conflict; where both did, somebody has to choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merge:
    """``changes`` are to be written; ``conflicts`` are fields that both changed, differently."""

    changes: dict[str, Any]
    conflicts: list[str]


def merge(*, base: Mapping[str, Any], typed: Mapping[str, Any], present: Mapping[str, Any]) -> Merge:
    """
    What of ``typed`` to write over ``present``, given what the person had seen.

    What the person left as it was stays as somebody else made it; what both typed alike is done already.
    """
    changes: dict[str, Any] = {}
    conflicts: list[str] = []
    for name, value in typed.items():
        if value in (present[name], base[name]):
            continue
        if present[name] == base[name]:
            changes[name] = value
        else:
            conflicts.append(name)
    return Merge(changes, conflicts)
