"""The kept page of the Receita: who may look at it, and which ones are still needed."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from backoffice.core import policy, sensitive
from backoffice.core.actors import Actor
from backoffice.core.errors import NotFound
from backoffice.core.models import KeptFile
from hr.models import Qualification

PURPOSE = "qualification"


def check_look(kept: KeptFile, actor: Actor, at: datetime) -> None:
    """
    Let whoever qualifies people look, and note it.

    :raises NotAllowed: without hr.qualify
    :raises NotFound: it belongs to no result
    """
    policy.require(actor, "hr.qualify")
    row = Qualification.objects.select_related("person").filter(evidence=kept).first()
    if row is None:
        raise NotFound(kind="evidence", key=str(kept.pk))
    key = str(row.person.key)
    sensitive.note_reads(subject_kind="person", subject_keys=[key], group=sensitive.DOCUMENT, item="CPF", by=actor, at=at)


def evidence_in_use(files: Set[UUID]) -> Set[UUID]:
    """Which of these files a result refers to."""
    found = Qualification.objects.filter(evidence_id__in=files).values_list("evidence_id", flat=True)
    return {each for each in found if each is not None}
