"""Figures that many pages ask for and that may be some seconds old: kept in Redis, in this process while Redis is away."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.core.cache import caches

from backoffice.core.actors import Actor

# After a failure Redis is left alone for this long: its timeouts would make every page slower.
PAUSE_AFTER_FAILURE_SECONDS = 10.0

log = structlog.get_logger(__name__)
_state = {"paused_until": 0.0}


@dataclass(frozen=True, slots=True)
class Kept:
    """A value and the moment at which it was read."""

    at: datetime
    value: Any


def remember(key: str, *, seconds: int, at: datetime, load: Callable[[], Any]) -> Kept:
    """The value under the key, read anew when it is older than ``seconds``; 0 keeps nothing."""
    if not seconds:
        return Kept(at, load())
    key = f"{key}:{source_mark()}"
    found = _shared("get", key)
    if isinstance(found, Kept):
        return found
    fresh = Kept(at, load())
    _shared("set", key, fresh, seconds)
    return fresh


@cache
def source_mark() -> str:
    """
    What the product's own source is, in a few letters; it stands in each key.

    During a deploy two releases read the same Redis: figures of the other one may have another shape or count something else.
    """
    tops = {app.name.partition(".")[0] for app in apps.get_app_configs()}
    return mark_of([settings.BASE_DIR / name for name in sorted(tops)])


def mark_of(folders: list[Path]) -> str:
    """The same for the same Python files with the same content; a folder that is not there counts for nothing."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            found.update(str(path.relative_to(folder.parent)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def scope_of(actor: Actor, *, personal: bool = False) -> str:
    """A key for everybody who sees the same rows: what one may do, which warehouses; ``personal`` adds who one is."""
    seen = "|".join([actor.kind, actor.channel, ",".join(sorted(actor.warehouses)), ",".join(sorted(actor.grants))])
    return hashlib.sha256((f"{actor.id}|" if personal else "").encode() + seen.encode()).hexdigest()[:24]


def _shared(act: str, *arguments: Any) -> Any:
    if time.monotonic() >= _state["paused_until"]:
        try:
            return getattr(caches["default"], act)(*arguments)
        except Exception as error:  # redis, the network, a value of an older version: all mean the same here
            _state["paused_until"] = time.monotonic() + PAUSE_AFTER_FAILURE_SECONDS
            log.warning("figures_kept_in_process", error=str(error).split("\n")[0])
    return getattr(caches["process"], act)(*arguments)
