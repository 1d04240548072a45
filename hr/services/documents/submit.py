"""Hand a paper in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile
from hr.errors import FileNotUsable, PagesMissing, TooManyPages, UnknownDocumentKind, UnknownPerson, WrongDependent
from hr.models import Dependent, Document, DocumentKind, DocumentPage, Person
from hr.papers import FILE_PURPOSE
from hr.services.admission.stage import refresh_stage
from hr.services.documents.locking import lock_papers_of


@transaction.atomic
def submit_document(
    *, person_key: UUID, kind_code: str, file_ids: Sequence[UUID], dependent_id: int | None = None, by: Actor, at: datetime
) -> Document:
    """
    Hand in a new version of a paper, its pages in the order given; the former versions become replaced.

    The same files once more are the same document: a second click, or an answer that got lost, makes nothing new.
    Whoever calls has made sure that the files came from the person who acts (``core.files.own_files``).

    :raises UnknownPerson: nobody has this key
    :raises UnknownDocumentKind: none in use has this code
    :raises WrongDependent: the paper is of a dependent and none, or somebody else's, was named; or the other way round
    :raises PagesMissing, TooManyPages: none, or more files than the paper has pages
    :raises FileNotUsable: a file is gone, in quarantine, of another purpose, or a page of another paper
    """
    person = Person.objects.filter(key=person_key).first()
    if person is None:
        raise UnknownPerson(person=str(person_key))
    kind = DocumentKind.objects.filter(code=kind_code, is_active=True).first()
    if kind is None:
        raise UnknownDocumentKind(kind=kind_code[:30])
    lock_papers_of(person.pk)
    _check_dependent(kind, person, dependent_id)
    wanted = list(dict.fromkeys(file_ids))
    versions = Document.objects.filter(person=person, kind=kind).filter(Q(dependent=dependent_id) if dependent_id else Q(dependent=None))
    newest = versions.order_by("-version").first()
    if newest is not None and wanted and _pages_of(newest) == wanted:
        return newest
    _check_files(kind, wanted)
    versions.exclude(state=Document.State.REPLACED).update(state=Document.State.REPLACED)
    document = Document.objects.create(
        person=person,
        kind=kind,
        dependent_id=dependent_id,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        uploaded_at=at,
        uploaded_by=by.name[:150],
    )
    DocumentPage.objects.bulk_create(
        DocumentPage(document=document, number=number, file_id=file_id) for number, file_id in enumerate(wanted, 1)
    )
    facts = {"kind": kind.code, "version": document.version, "pages": len(wanted)}
    audit.record([audit.Trace("document.sent", ("person", str(person.key)), at, after=facts)], by=by)
    refresh_stage(person_id=person.pk, by=by, at=at)
    return document


def _pages_of(document: Document) -> list[UUID]:
    return list(document.pages.order_by("number").values_list("file_id", flat=True))


def _check_dependent(kind: DocumentKind, person: Person, dependent_id: int | None) -> None:
    if dependent_id is None:
        if kind.of_dependents:
            raise WrongDependent(reason="missing")
        return
    if not kind.of_dependents:
        raise WrongDependent(reason="not_asked")
    if not Dependent.objects.filter(pk=dependent_id, person=person).exists():
        raise WrongDependent(reason="unknown")


def _check_files(kind: DocumentKind, wanted: list[UUID]) -> None:
    if not wanted:
        raise PagesMissing
    if len(wanted) > kind.most_pages:
        raise TooManyPages(limit=kind.most_pages)
    usable = KeptFile.objects.filter(pk__in=wanted, purpose=FILE_PURPOSE, disposed_at=None)
    # Locked: nobody throws them away, or makes them pages of another paper, before this one is written.
    locked = usable.exclude(verdict=KeptFile.Verdict.QUARANTINED).select_for_update().order_by("pk")
    if len(locked) != len(wanted) or DocumentPage.objects.filter(file_id__in=wanted).exists():
        raise FileNotUsable
