"""Say of a paper, or of one of its pages, whether it will do."""

from datetime import date, datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile
from hr.errors import DocumentDecided, PagesRefused, PagesUnchecked, ReasonMissing, UnknownDocument, VerdictStands
from hr.models import Admission, Document, DocumentPage
from hr.papers.validity import Asked, settle_dates
from hr.services.admission.stage import refresh_stage
from hr.services.documents.locking import lock_papers_of

LONGEST_REASON = 200


@transaction.atomic
def decide_document(
    *,
    document_id: int,
    accept: bool,
    reason: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Document:
    """
    Accept or refuse a paper that waits for review.  The expiry is computed where the kind says how, else copied.

    :raises UnknownDocument: there is none
    :raises DocumentDecided: somebody was faster, or a newer version came
    :raises ReasonMissing: a refusal that does not say what to do better
    :raises PagesRefused: accepted as a whole, but pages of it were refused
    :raises PagesUnchecked: the look for malware is not done, or found something
    :raises PaperDateMissing, PaperDateWrong, PaperExpired: of the dates that the kind asks for
    """
    document = _lock(document_id)
    if document.state != Document.State.SENT:
        raise DocumentDecided(state=document.state, who=document.decided_by, at=document.decided_at)
    pages = list(document.pages.select_related("file").order_by("number"))
    if accept:
        _check_pages(pages)
        kind = document.kind
        document.issued_on, document.expires_on = settle_dates(
            Asked(kind.asks_issue_date, kind.asks_expiry, kind.valid_months),
            issued_on=issued_on,
            expires_on=expires_on,
            on=clock.company_date(at),
        )
        document.pages.update(is_accepted=True, reason="")
    document.reason = "" if accept else _reason(reason, pages)
    document.state = Document.State.ACCEPTED if accept else Document.State.REFUSED
    document.decided_at, document.decided_by = at, by.name[:150]
    document.save(update_fields=["state", "reason", "issued_on", "expires_on", "decided_at", "decided_by"])
    _trace(document, document.state, by, at)
    refresh_stage(person_id=document.person_id, by=by, at=at)
    return document


@transaction.atomic
def review_page(*, document_id: int, number: int, accept: bool, reason: str = "", by: Actor, at: datetime) -> DocumentPage:
    """
    The verdict on one page of a paper that waits for review; it may be changed until the paper itself is decided.

    :raises UnknownDocument: no such paper or page
    :raises DocumentDecided: the paper is decided
    :raises ReasonMissing: a refusal that does not say what to do better
    """
    document = _lock(document_id)
    if document.state != Document.State.SENT:
        raise DocumentDecided(state=document.state, who=document.decided_by, at=document.decided_at)
    page = document.pages.filter(number=number).first()
    if page is None:
        raise UnknownDocument
    page.is_accepted, page.reason = accept, "" if accept else _reason(reason, [])
    page.save(update_fields=["is_accepted", "reason"])
    facts = {"kind": document.kind.code, "version": document.version, "page": number, "accepted": accept}
    audit.record([audit.Trace("document.page_reviewed", ("person", str(document.person.key)), at, after=facts)], by=by)
    return page


@transaction.atomic
def withdraw_verdict(*, document_id: int, by: Actor, at: datetime) -> Document:
    """
    Take a verdict back: the paper waits for review again.

    :raises UnknownDocument: there is none
    :raises VerdictStands: it has none, a newer version came, or the person was admitted on the strength of it
    """
    document = _lock(document_id)
    if document.state not in (Document.State.ACCEPTED, Document.State.REFUSED):
        raise VerdictStands(reason="replaced" if document.state == Document.State.REPLACED else "undecided")
    admitted = Admission.objects.filter(employee__person_id=document.person_id, done_at__gte=document.decided_at)
    if document.state == Document.State.ACCEPTED and admitted.exists():
        raise VerdictStands(reason="admitted")
    before = document.state
    document.state, document.reason = Document.State.SENT, ""
    document.issued_on = document.expires_on = document.decided_at = None
    document.decided_by = ""
    document.save(update_fields=["state", "reason", "issued_on", "expires_on", "decided_at", "decided_by"])
    document.pages.update(is_accepted=None, reason="")
    _trace(document, "withdrawn", by, at, before=before)
    refresh_stage(person_id=document.person_id, by=by, at=at)
    return document


def _lock(document_id: int) -> Document:
    person_id = Document.objects.filter(pk=document_id).values_list("person_id", flat=True).first()
    if person_id is None:
        raise UnknownDocument
    lock_papers_of(person_id)
    return Document.objects.select_related("kind", "person").get(pk=document_id)


def _check_pages(pages: list[DocumentPage]) -> None:
    refused = [page.number for page in pages if page.is_accepted is False]
    if refused:
        raise PagesRefused(pages=refused)
    unchecked = [page for page in pages if page.file.verdict != KeptFile.Verdict.CLEAN]
    if unchecked:
        is_bad = any(page.file.verdict == KeptFile.Verdict.QUARANTINED for page in unchecked)
        raise PagesUnchecked(pages=[page.number for page in unchecked], quarantined=is_bad)


def _reason(typed: str, pages: list[DocumentPage]) -> str:
    """What was typed; nothing typed: what was said of the pages."""
    said = " ".join(typed.split()) or " ".join(dict.fromkeys(page.reason for page in pages if page.reason))
    if not said:
        raise ReasonMissing
    return said[:LONGEST_REASON]


def _trace(document: Document, verb: str, by: Actor, at: datetime, *, before: str = "") -> None:
    # The reason is a sentence about somebody's papers; the trail is for ever and has codes only.
    facts = {"kind": document.kind.code, "version": document.version}
    trace = audit.Trace(
        f"document.{verb}", ("person", str(document.person.key)), at, before={"state": before} if before else None, after=facts
    )
    audit.record([trace], by=by)
