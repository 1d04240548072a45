"""
Business errors: a code and data.  Words for people are built at the edge (core.error_texts, translated).

The three children decide the HTTP status and the tone of the panel's refusal.  Anything that is not a
BusinessError is a bug and is left to crash.
"""

from typing import Any, ClassVar


class BusinessError(Exception):
    """A foreseen refusal.  ``code`` is stable and machine-readable, ``data`` says what is missing or in the way."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(f"{self.code}: {data}" if data else self.code)


class NotAllowed(BusinessError):
    """The actor may not do this (HTTP 403)."""

    code = "not_allowed"
    status = 403


class NotFound(BusinessError):
    """What was named does not exist, or the actor may not know of it (HTTP 404)."""

    code = "not_found"
    status = 404


class Conflict(BusinessError):
    """The present state stands in the way; the same request may pass later (HTTP 409)."""

    code = "conflict"
    status = 409


class Invalid(BusinessError):
    """The request contradicts itself or a rule; repeating it cannot help (HTTP 422)."""

    code = "invalid"
    status = 422
