"""The only parser of the API: UTF-8 JSON, an object at the root, of a size that an order can have."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

from backoffice.core.api.strict_json import MAX_DEPTH, JSONRefused, loads_strict

MAX_BODY_BYTES = 256 * 1024


class BodyTooLarge(APIException):
    status_code = 413
    default_code = "body_too_large"

    def __init__(self) -> None:
        super().__init__(_("The body is larger than %(kib)d KiB. Send less at once.") % {"kib": MAX_BODY_BYTES // 1024})


class LengthRequired(APIException):
    status_code = 411
    default_code = "length_required"

    def __init__(self) -> None:
        super().__init__(_("The request has no Content-Length. Send the whole body with its length."))


class StrictJSONParser(BaseParser):
    """
    Refuses by size before reading, by content encoding and character set before decoding.

    :raises BodyTooLarge: more than 256 KiB announced (413)
    :raises UnsupportedMediaType: compressed, or in another character set than UTF-8 (415)
    :raises ParseError: see ``strict_json`` (400)
    """

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        assert parser_context is not None
        request = parser_context["request"]._request
        refuse_envelope(request.META)
        return read_object(request.body)


def refuse_envelope(meta: Mapping[str, Any]) -> None:
    """
    Judge the body by its headers alone.

    :raises LengthRequired: sent in chunks, which the server hands on as nothing
    """
    if "HTTP_TRANSFER_ENCODING" in meta and not meta.get("CONTENT_LENGTH"):
        raise LengthRequired
    if int(meta.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
        raise BodyTooLarge
    encoding = meta.get("HTTP_CONTENT_ENCODING", "identity").lower()
    if encoding not in ("", "identity"):
        raise UnsupportedMediaType(encoding, detail=_("Compressed bodies are not read. Send plain UTF-8 JSON."))
    content_type = meta.get("CONTENT_TYPE", "").lower()
    if "charset=" in content_type and not content_type.replace('"', "").endswith("charset=utf-8"):
        raise UnsupportedMediaType(content_type, detail=_("JSON is read as UTF-8 only."))


def read_object(raw: bytes) -> dict[str, Any]:
    """
    The JSON object in ``raw``.

    :raises ParseError: anything else, with a sentence that says what
    """
    try:
        value = loads_strict(raw)
    except JSONRefused as refusal:
        raise ParseError(_sentence(refusal.code)) from None
    if not isinstance(value, dict):
        raise ParseError(_("The root of the body must be a JSON object."))
    return value


def _sentence(code: str) -> str:
    return {
        "not_utf8": _("The body is not UTF-8."),
        "malformed": _("The body is not valid JSON."),
        "too_deep": _("The body is nested deeper than %(depth)d levels.") % {"depth": MAX_DEPTH},
        "duplicate_key": _("An object of the body has the same key twice."),
        "not_a_number": _("NaN and Infinity are not JSON. Send a number."),
        "unwritable_character": _("The body contains a NUL character or half a surrogate pair."),
    }[code]
