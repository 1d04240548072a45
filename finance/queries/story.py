"""What happened to one journal entry, told in words: nothing but its posting and perhaps its reversal."""

from django.utils.translation import gettext as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from backoffice.intranet.story import StoryLine
from finance.models import JournalEntry
from finance.queries.journal import entry_id_of


def find_entry_key(*, number: str, actor: Actor) -> str | None:
    """The entry's number as it stands in addresses (2026-000123) if it exists and the actor may know of it."""
    entry = policy.visible(actor, JournalEntry.objects.filter(pk=entry_id_of(number))).first()
    return entry.number.replace("/", "-") if entry else None


def list_entry_story(*, number: str) -> list[StoryLine]:
    """The reversal, if there is one, and the posting."""
    entry = JournalEntry.objects.select_related("reversed_by").filter(pk=entry_id_of(number)).first()
    if entry is None:
        return []
    posted = _line(entry, icon="receipt_long", text=_("posted the entry"), detail=formats.brl(entry.total))
    reversal: JournalEntry | None = getattr(entry, "reversed_by", None)
    if reversal is None:
        return [posted]
    return [_line(reversal, icon="undo", text=_("reversed the entry"), detail=f"{reversal.number}, {reversal.description}"), posted]


def _line(entry: JournalEntry, *, icon: str, text: str, detail: str) -> StoryLine:
    return StoryLine(
        at=entry.posted_at, actor_kind=entry.posted_by_kind, actor_name=entry.posted_by_name, icon=icon, text=text, detail=detail
    )
