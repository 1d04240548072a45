"""The story of an employee's file: what happened to it and to the person, from the audit trail."""

from django.db.models import Q

from backoffice.core import audit_words
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from backoffice.intranet.story import StoryLine
from hr import people_timeline
from hr.queries.people import get_employee


def list_employee_story(*, number: str, actor: Actor, limit: int = 200) -> list[StoryLine]:
    """
    Newest first; the trail has names of fields and days, so the story has no values either.

    :raises UnknownEmployee: there is none, or the actor may not know of it
    """
    employee = get_employee(number=number, actor=actor)
    own = Q(subject_kind="employee", subject_key=employee.number) | Q(subject_kind="person", subject_key=str(employee.person.key))
    return [_line(entry) for entry in AuditEntry.objects.filter(own).order_by("-id")[:limit]]


def _line(entry: AuditEntry) -> StoryLine:
    data = entry.after or {}
    told = people_timeline.text_of(entry.action) or str(audit_words.ACTIONS.get(entry.action, entry.action))
    return StoryLine(
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_name=entry.actor_name,
        icon=people_timeline.icon_of(entry.action),
        text=told,
        detail=people_timeline.detail_of(data),
    )
