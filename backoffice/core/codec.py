"""Events to JSON and back: dataclasses of primitives, Decimal, date, datetime, UUID."""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

import orjson

T = TypeVar("T")

_READERS: dict[type, Callable[[Any], Any]] = {Decimal: Decimal, UUID: UUID, datetime: datetime.fromisoformat, date: date.fromisoformat}


def _write_other(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong into JSON")


def to_json(value: Any) -> bytes:
    """
    JSON bytes of a dataclass, dict or list; Decimal becomes a string, never a float.

    :raises TypeError: a value of another type is inside
    """
    return orjson.dumps(value, default=_write_other, option=orjson.OPT_NON_STR_KEYS)


def from_payload(cls: type[T], payload: dict[str, Any]) -> T:
    """The event of class ``cls`` that ``to_json`` wrote; keys it does not know (of a newer version) are ignored."""
    hints = get_type_hints(cls)
    known = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    values = {name: _READERS.get(hints[name], lambda raw: raw)(value) for name, value in payload.items() if name in known}
    return cls(**values)
