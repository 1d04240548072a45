"""How a person wants to work: language, row height, single letter keys, the queues of the home page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Func, JSONField, Value

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.models import User


@dataclass(frozen=True, slots=True)
class Preferences:
    """
    ``language`` is empty where the person never chose; ``keys`` are the single letter shortcuts (WCAG 2.1.4).

    ``queues`` names the cards of the home page that the person put in an own order, ``hidden`` those put away.
    """

    language: str = ""
    compact: bool = False
    keys: bool = True
    queues: tuple[str, ...] = field(default=())
    hidden: frozenset[str] = frozenset()


def of(user: User | AnonymousUser) -> Preferences:
    """The person's preferences; what is stored and makes no sense any more is left out."""
    stored: dict[str, Any] = getattr(user, "preferences", None) or {}
    language = stored.get("language", "")
    return Preferences(
        language=language if language in dict(settings.LANGUAGES) else "",
        compact=stored.get("compact") is True,
        keys=stored.get("keys") is not False,
        queues=_names(stored.get("queues")),
        hidden=frozenset(_names(stored.get("hidden"))),
    )


def save(*, user_id: int, **changes: "str | bool | list[str]") -> None:
    """Keep some preferences and leave the others as they are: one statement, so that two windows lose nothing."""
    merged = Func(F("preferences"), Value(changes, JSONField()), template="%(expressions)s", arg_joiner=" || ", output_field=JSONField())
    User.objects.filter(pk=user_id).update(preferences=merged)


def rename(*, user_id: int, first_name: str, last_name: str, by: Actor, at: datetime) -> None:
    """Change how colleagues see the person; the audit trail keeps the old name."""
    user = User.objects.get(pk=user_id)
    if (user.first_name, user.last_name) == (first_name, last_name):
        return
    before = {"first_name": user.first_name, "last_name": user.last_name}
    User.objects.filter(pk=user_id).update(first_name=first_name, last_name=last_name)
    after = {"first_name": first_name, "last_name": last_name}
    audit.record([audit.Trace(action="user.renamed", subject=("user", str(user_id)), at=at, before=before, after=after)], by=by)


def _names(stored: object) -> tuple[str, ...]:
    return tuple(name for name in stored if isinstance(name, str)) if isinstance(stored, list) else ()
