"""Who may fetch the picture of a paper, and the note that somebody did."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from backoffice.core import policy, sensitive
from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile
from hr.errors import UnknownDocument
from hr.models import Document, DocumentPage, Employee


def require_view(document: Document, actor: Actor) -> bool:
    """
    Refuse whoever may not look at this paper; returns whether it is the actor's own.

    :raises NotAllowed: without hr.view_documents, for health data without hr.view_sensitive
    """
    is_own = actor.kind == "user" and Employee.objects.filter(person_id=document.person_id, user_id=actor.id).exists()
    if is_own:
        return True
    policy.require(actor, "hr.view_documents")
    if document.kind.is_health:
        policy.require(actor, "hr.view_sensitive")
    return False


def note_look(document: Document, *, by: Actor, at: datetime) -> None:
    """Note that somebody looked at a paper of somebody else."""
    group = sensitive.HEALTH if document.kind.is_health else sensitive.DOCUMENT
    sensitive.note_reads(subject_kind="person", subject_keys=[str(document.person.key)], group=group, by=by, at=at, item=document.kind.name)


def check_look(kept: KeptFile, actor: Actor, at: datetime) -> None:
    """
    Asked by core.files at every use of a link to a page of a paper.

    :raises UnknownDocument: it is not a page of a paper (yet): nobody looks at it
    :raises NotAllowed: see require_view
    """
    page = DocumentPage.objects.select_related("document__kind", "document__person").filter(file=kept).first()
    if page is None:
        raise UnknownDocument
    if not require_view(page.document, actor):
        note_look(page.document, by=actor, at=at)


def pages_in_use(file_ids: Set[UUID]) -> Set[UUID]:
    """Which of these files are pages of a paper."""
    return set(DocumentPage.objects.filter(file_id__in=file_ids).values_list("file_id", flat=True))
