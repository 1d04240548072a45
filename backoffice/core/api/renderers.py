"""JSON out, by orjson; amounts are strings, never floats."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpResponse
from rest_framework.renderers import BaseRenderer


def write_other(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    # Lazy translations are the only other thing that an answer contains.
    return str(value)


def to_bytes(content: Any) -> bytes:
    """
    The bytes of an answer.  Keys are sorted, so that an answer kept by idempotency (as jsonb, which does not keep the
    order) is sent again byte for byte.
    """
    return orjson.dumps(content, default=write_other, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def text_of_moment(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC to the second, or None."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class JSONRenderer(BaseRenderer):
    """Renders whatever still goes through DRF's Response."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None) -> bytes:
        return b"" if data is None else to_bytes(data)


class JSONAnswer(HttpResponse):
    """An answer rendered at once: DRF's Response asks for a renderer, a context and a template engine first."""

    def __init__(self, content: Any, status: int = 200) -> None:
        super().__init__(to_bytes(content), status=status, content_type="application/json")
        self.headers["Cache-Control"] = "no-store"
