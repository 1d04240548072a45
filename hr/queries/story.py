"""The story of an employee's file: what happened to it and to the person, from the audit trail."""

from django.db.models import Q

from backoffice.core import audit_words
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry
from backoffice.intranet.story import StoryLine
from hr import people_timeline
from hr.models import DocumentKind
from hr.queries.people import get_employee


def list_employee_story(*, number: str, actor: Actor, limit: int = 200) -> list[StoryLine]:
    """
    Newest first; the trail has names of fields and days, so the story has no values either.

    :raises UnknownEmployee: there is none, or the actor may not know of it
    """
    employee = get_employee(number=number, actor=actor)
    own = Q(subject_kind="employee", subject_key=employee.number) | Q(subject_kind="person", subject_key=str(employee.person.key))
    papers = _names_of_papers(actor, is_own=actor.kind == "user" and employee.user_id == actor.id)
    return [_line(entry, papers) for entry in AuditEntry.objects.filter(own).order_by("-id")[:limit]]


def _names_of_papers(actor: Actor, *, is_own: bool) -> dict[str, str]:
    """That there is a paper about health is told to those only who may read it."""
    kinds = DocumentKind.objects.all()
    known = kinds if is_own or actor.may("hr.view_sensitive") else kinds.filter(is_health=False)
    return dict(known.values_list("code", "name"))


def _line(entry: AuditEntry, papers: dict[str, str]) -> StoryLine:
    data = entry.after or {}
    told = people_timeline.text_of(entry.action, data, papers) or str(audit_words.ACTIONS.get(entry.action, entry.action))
    return StoryLine(
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_name=entry.actor_name,
        icon=people_timeline.icon_of(entry.action),
        text=told,
        detail=people_timeline.detail_of(data),
    )
