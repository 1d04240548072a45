"""Words for the refusals of the sales area: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

REASON_TEXTS: dict[str, Callable[[dict[str, Any]], str]] = {}
ERROR_TEXTS: dict[str, Callable[[dict[str, Any]], str]] = {}
