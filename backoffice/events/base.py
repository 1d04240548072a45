"""What every event carries."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4


@dataclass(frozen=True, kw_only=True)
class Event:
    """
    A fact.  ``event_id`` makes every handler idempotent; amounts are already computed by the area that announces.

    Changes to an event class are additive only; a new meaning is a new class.
    """

    occurred_at: datetime
    # Told long after it happened, by an import: the books want it, nobody outside must hear of it.
    is_history: bool = False
    event_id: UUID = field(default_factory=uuid4)
