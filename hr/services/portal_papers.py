"""A paper that the candidate sends: only what is asked, and not in place of what was accepted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from backoffice.core import clock
from backoffice.core.actors import Actor
from hr import locks
from hr.admission.stages import EXAM_PAPER
from hr.errors import AdmissionOver, PaperNotAsked, PaperSettled
from hr.models import Document
from hr.queries.documents import PaperState, paper_states
from hr.services.documents.submit import submit_document


@transaction.atomic
def send_portal_paper(
    *, admission_number: str, kind_code: str, file_ids: Sequence[UUID], dependent_id: int | None, by: Actor, at: datetime
) -> Document:
    """
    Hand in a paper.  Sent again while it waits for review, the new pictures replace the former ones.

    :raises AdmissionOver: the admission is done or cancelled
    :raises PaperNotAsked: nobody asks for it, or the clinic writes it
    :raises PaperSettled: it was accepted or is not needed
    :raises UnknownPerson, UnknownDocumentKind, WrongDependent, PagesMissing, TooManyPages, FileNotUsable: see submit_document
    """
    admission = locks.lock_admission(admission_number)
    if admission.done_at or admission.cancelled_at:
        raise AdmissionOver(number=admission.number, stage=admission.stage)
    person = admission.employee.person
    paper = asked_paper(person.pk, kind_code, at=at)
    if is_settled(paper, dependent_id):
        raise PaperSettled(name=paper.name)
    return submit_document(person_key=person.key, kind_code=kind_code, file_ids=file_ids, dependent_id=dependent_id, by=by, at=at)


def asked_paper(person_id: int, kind_code: str, *, at: datetime) -> PaperState:
    """:raises PaperNotAsked: nobody asks for it, or the clinic writes it"""
    paper = paper_states(person_id=person_id, on=clock.company_date(at)).get(kind_code)
    if paper is None or kind_code == EXAM_PAPER or not (paper.is_asked or paper.state != "missing"):
        raise PaperNotAsked(kind=kind_code[:30])
    return paper


def is_settled(paper: PaperState, dependent_id: int | None) -> bool:
    """Whether nothing more is wanted: of one dependent, or of the person."""
    states = [state for key, _name, state in paper.dependents if key == dependent_id] or [paper.state]
    return paper.state == "waived" or states == ["accepted"]
