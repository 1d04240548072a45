"""
Lists by keyset: a cursor names the last row seen, so that page 10,000 costs no more than page 1.

A cursor is signed.  What a client sends back is either ours or refused.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from backoffice.core.api.fields import Refusal, StrictField, StrictInteger
from backoffice.core.api.renderers import to_bytes

MAX_PAGE_SIZE = 200
DEFAULT_PAGE_SIZE = 50
_SIGNATURE_BYTES = 12


class PageSizeField(StrictInteger):
    """``page_size``: 1 to 200, 50 unless told."""

    def __init__(self) -> None:
        super().__init__(minimum=1, maximum=MAX_PAGE_SIZE, default=DEFAULT_PAGE_SIZE)


class CursorField(StrictField):
    """``cursor``: what ``next_cursor`` of the page before said; read as the key values of its last row."""

    def __init__(self, *, of: str) -> None:
        self.of = of
        super().__init__(required=False)

    def read(self, raw: Any) -> list[Any]:
        values = _unpack(self.of, raw)
        if values is None:
            raise Refusal("invalid_cursor")
        return values

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 400}


def pack(of: str, values: Sequence[Any]) -> str:
    """A cursor of the list ``of`` that stands on the row with these key values."""
    payload = to_bytes(list(values))
    return base64.urlsafe_b64encode(_signature(of, payload) + payload).decode().rstrip("=")


def page(request: HttpRequest, *, of: str, results: list[Any], after: Sequence[Any] | None) -> dict[str, Any]:
    """One page of the list ``of``; ``after`` are the key values of its last row if more follow, else None."""
    cursor = following = None
    if after is not None:
        cursor = pack(of, after)
        query = request.GET.copy()
        query["cursor"] = cursor
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"results": results, "next": following, "next_cursor": cursor}


def _unpack(of: str, text: str) -> list[Any] | None:
    if not text.isascii() or len(text) > 400:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not constant_time_compare(signature, _signature(of, payload)):
        return None
    values = orjson.loads(payload)
    return values if isinstance(values, list) else None


def _signature(of: str, payload: bytes) -> bytes:
    return salted_hmac(f"backoffice.cursor.{of}", payload, algorithm="sha256").digest()[:_SIGNATURE_BYTES]
