"""What is known about the request or task being served: carried beside the call, for audit and logs only."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    request_id: str = ""
    ip: str | None = None


_OUTSIDE = RequestContext()
current: ContextVar[RequestContext] = ContextVar("retaguarda_request", default=_OUTSIDE)
