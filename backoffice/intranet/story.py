"""One line of a record's story as areas tell it: who did what, when, with which numbers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """``text`` goes on from the actor's name ("Renata Moura" + "cancelled the order"); ``actor_kind`` is user, api or system."""

    at: datetime
    actor_kind: str
    actor_name: str
    icon: str
    text: str
    detail: str = ""
    is_refusal: bool = False
