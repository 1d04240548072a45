"""The face of a person: the accepted paper of the kind ``hr.papers.PHOTO``.  Whoever may open the file sees it; no look is noted."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from backoffice.core.files import kinds
from backoffice.core.models import KeptFile
from hr.models import Document, DocumentPage
from hr.papers import PHOTO


def photo_of(person_id: int) -> KeptFile | None:
    """The picture in use, in one statement."""
    page = _pages([person_id]).select_related("file").first()
    return page.file if page else None


def photo_ids(person_ids: Collection[int]) -> dict[int, UUID]:
    """Which of these people have one, in one statement."""
    return dict(_pages(person_ids).values_list("document__person_id", "file_id"))


def photo_url(number: str, file_id: UUID | None) -> str:
    """Where it is shown, "" for none.  Another picture has another address, because browsers keep it for a while."""
    return f"{reverse('employee_photo', args=[number])}?v={file_id.hex[:8]}" if file_id else ""


def _pages(person_ids: Collection[int]) -> QuerySet[DocumentPage]:
    paper = {"document__kind__code": PHOTO, "document__state": Document.State.ACCEPTED, "document__dependent": None}
    shown = {"file__content_type": kinds.JPEG, "file__verdict": KeptFile.Verdict.CLEAN, "file__disposed_at": None}
    return DocumentPage.objects.filter(document__person__in=person_ids, number=1, **paper, **shown)
