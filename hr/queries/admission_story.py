"""The story of an admission, from the audit trail."""

from collections.abc import Iterable, Iterator

from backoffice.core import audit_words
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.models import AuditEntry
from backoffice.intranet.story import StoryLine
from hr import admission_timeline as timeline
from hr.queries.admissions import get_admission

SAVED = "admission.data_saved"


def find_admission_key(*, number: str, actor: Actor) -> str | None:
    """The number as it is written, None where there is none for this actor."""
    try:
        return get_admission(number=number, actor=actor).number
    except NotFound:
        return None


def list_admission_story(*, number: str, actor: Actor, limit: int = 200) -> list[StoryLine]:
    """
    Newest first.

    :raises UnknownAdmission: there is none, or the actor may not know of it
    """
    admission = get_admission(number=number, actor=actor)
    entries = AuditEntry.objects.filter(subject_kind="admission", subject_key=admission.number).order_by("-id")[:limit]
    return [_line(entry) for entry in _without_repeats(entries)]


def _without_repeats(entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
    """Data are saved part by part: of parts saved one after the other, the newest tells it."""
    former = None
    for entry in entries:
        if not (entry.action == former == SAVED):
            yield entry
        former = entry.action


def _line(entry: AuditEntry) -> StoryLine:
    data = entry.after or {}
    return StoryLine(
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_name=entry.actor_name,
        icon=timeline.icon_of(entry.action),
        text=timeline.text_of(entry.action, data) or str(audit_words.ACTIONS.get(entry.action, entry.action)),
        detail=timeline.detail_of(data),
        is_refusal=entry.action == "admission.act_refused",
    )
