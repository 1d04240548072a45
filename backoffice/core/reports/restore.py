"""A report's stored JSON back into its frozen dataclasses, for the preview of what was issued."""

import dataclasses
import types
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def restore(kind: type[T], value: Any) -> T:
    """
    Rebuild ``kind`` from what ``to_json`` wrote; keys it does not know any more are left out.

    :raises TypeError: the stored report lacks something that ``kind`` needs
    """
    return _read(kind, value)  # type: ignore[no-any-return]


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(hint, types.UnionType):
        return _read(next(arg for arg in get_args(hint) if arg is not type(None)), value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_read(inner[0], item) for item in value)
        return tuple(_read(each, item) for each, item in zip(inner, value, strict=True))
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(
            **{field.name: _read(hints[field.name], value[field.name]) for field in dataclasses.fields(hint) if field.name in value}
        )  # type: ignore[operator]
    if hint is Decimal:
        return Decimal(value)
    return date.fromisoformat(value) if hint is date else value
