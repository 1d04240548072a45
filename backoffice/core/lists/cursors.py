"""Where a page begins, as opaque text for the URL."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import orjson


def encode_cursor(values: Sequence[Any]) -> str:
    """Values of the sort keys -> opaque text for the URL."""
    return base64.urlsafe_b64encode(orjson.dumps([str(value) for value in values])).decode().rstrip("=")


def decode_cursor(text: str, *, length: int) -> list[str] | None:
    """The sort keys of a cursor, or None for anything that we did not write."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return None
    if not isinstance(values, list) or len(values) != length or not all(isinstance(value, str) for value in values):
        return None
    return values
