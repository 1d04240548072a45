"""Papers handed in with leave: who may have one, and which are still needed."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from backoffice.core import policy, sensitive
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.models import KeptFile
from hr.models import Employee, LeaveCertificate, LeaveRequest

PURPOSE = "leave"


def check_look(kept: KeptFile, actor: Actor, at: datetime) -> None:
    """
    Let the person, and of whose leave the actor decides, have the paper; health is the people area's alone.

    :raises NotFound: no such paper in the actor's sight
    """
    request = policy.visible(actor, LeaveRequest.objects.filter(paper=kept)).select_related("employee__person", "kind").first()
    certificate = LeaveCertificate.objects.filter(paper=kept).select_related("entry__employee__person").first()
    if request is not None:
        owner, is_health = request.employee, request.kind.is_health
    elif certificate is not None and actor.may("hr.view_leave"):
        owner, is_health = certificate.entry.employee, True
    else:
        raise NotFound(kind="paper", key=str(kept.pk))
    if owner.user_id == actor.id and actor.kind == "user":
        return
    if is_health and not policy.may_see(actor, "person.sensitive"):
        raise NotFound(kind="paper", key=str(kept.pk))
    _note(owner, actor, at, is_health=is_health)


def own_paper(file_id: UUID | None, *, by: Actor) -> KeptFile | None:
    """
    The file that the actor has just handed in; None without one.

    :raises NotFound: somebody else's, or one that belongs to another leave: nobody reads a paper by naming it
    """
    if file_id is None:
        return None
    kept = KeptFile.objects.filter(pk=file_id, purpose=PURPOSE, uploaded_by=by.name).first()
    if kept is None or papers_in_use({file_id}):
        raise NotFound(kind="paper", key=str(file_id))
    return kept


def papers_in_use(files: Set[UUID]) -> Set[UUID]:
    """Which of these files a request or a certificate refers to."""
    asked = LeaveRequest.objects.filter(paper_id__in=files).values_list("paper_id", flat=True)
    kept = LeaveCertificate.objects.filter(paper_id__in=files).values_list("paper_id", flat=True)
    return {each for each in (*asked, *kept) if each is not None}


def _note(owner: Employee, actor: Actor, at: datetime, *, is_health: bool) -> None:
    group = sensitive.HEALTH if is_health else sensitive.DOCUMENT
    sensitive.note_reads(subject_kind="person", subject_keys=[str(owner.person.key)], group=group, by=actor, at=at, item=_("Absence"))
