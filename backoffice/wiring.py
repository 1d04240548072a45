"""
Everything that reacts to anything: read this first (docs/mechanisms/events.md).

IN_TRANSACTION handlers commit or roll back together with the fact.  AFTER_COMMIT handlers run from the outbox, at
least once.  Every handler takes a list of events of its class and is idempotent by event id.
"""

from backoffice.core.bus import Handler
from backoffice.core.error_texts import Text
from backoffice.core.jobs import JobKind
from backoffice.events.base import Event

IN_TRANSACTION: dict[type[Event], list[Handler]] = {}

AFTER_COMMIT: dict[type[Event], list[Handler]] = {}

JOBS: dict[str, JobKind] = {}

# What a refusal says to a person, by error code.
ERROR_TEXTS: dict[str, Text] = {}
