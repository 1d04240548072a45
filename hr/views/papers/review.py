"""The review of one paper: its pages on the left, what the person typed on the right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, Conflict, NotAllowed, NotFound
from backoffice.core.views import StaffRequest, staff_view
from hr import services
from hr.errors import DocumentDecided, PaperDateMissing, PaperDateWrong, PaperExpired, ReasonMissing
from hr.models import Document
from hr.queries import paper_review
from hr.views.papers import screen
from hr.views.papers.forms import AcceptForm, RefuseForm


@staff_view(permission="hr.view_documents")
def paper(request: StaffRequest, document_id: int) -> HttpResponse:
    """The paper; each picture that is drawn notes the look (core.files)."""
    return _show(request, document_id)


@staff_view(permission="hr.review_documents", methods=("POST",))
def decide(request: StaffRequest, document_id: int) -> HttpResponse:
    """Accept or refuse; afterwards the next one of the queue is there."""
    document = paper_review.in_sight(document_id, request.actor)
    accept = request.POST.get("do") == "accept"
    dates, refusal = AcceptForm(request.POST, kind=document.kind), RefuseForm(request.POST)
    if (accept and not dates.is_valid()) or not refusal.is_valid():
        return _show(request, document_id, dates=dates if accept else None, refusal=refusal, status=422)
    try:
        services.decide_document(
            document_id=document_id,
            accept=accept,
            reason=refusal.chosen(),
            issued_on=dates.cleaned_data.get("issued_on") if accept else None,
            expires_on=dates.cleaned_data.get("expires_on") if accept else None,
            by=request.actor,
            at=clock.now(),
        )
    except (PaperDateMissing, PaperDateWrong, PaperExpired) as wrong:
        field = str(wrong.data.get("field") or "expires_on")
        dates.add_error(field if field in dates.fields else next(iter(dates.fields), None), text_of(wrong))
        return _show(request, document_id, dates=dates, status=wrong.status)
    except ReasonMissing as wrong:
        refusal.add_error("reason", text_of(wrong))
        return _show(request, document_id, refusal=refusal, status=wrong.status)
    except Conflict as other:
        if isinstance(other, DocumentDecided) and _is_same_click(request, document, accept):
            return _go_on(request, document_id)
        messages.error(request, text_of(other))
        return _show(request, document_id, status=other.status)
    return _go_on(request, document_id)


@staff_view(permission="hr.review_documents", methods=("POST",))
def page_verdict(request: StaffRequest, document_id: int, number: int) -> HttpResponse:
    """One page is good, or has to be made again."""
    paper_review.in_sight(document_id, request.actor)
    accept = request.POST.get("do") == "accept"
    reason = request.POST.get("reason", "")[:200]
    try:
        services.review_page(document_id=document_id, number=number, accept=accept, reason=reason, by=request.actor, at=clock.now())
    except (NotAllowed, NotFound):
        raise
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return HttpResponseRedirect(f"{reverse('paper', args=[document_id])}#pagina-{number}")


@staff_view(permission="hr.review_documents", methods=("POST",))
def withdraw(request: StaffRequest, document_id: int) -> HttpResponse:
    """Take one's verdict back: it waits for review again."""
    paper_review.in_sight(document_id, request.actor)
    try:
        services.withdraw_verdict(document_id=document_id, by=request.actor, at=clock.now())
        messages.success(request, _("The verdict was taken back. The document waits for review again."))
    except Conflict as refusal:
        messages.error(request, text_of(refusal))
    return HttpResponseRedirect(reverse("paper", args=[document_id]))


def _go_on(request: StaffRequest, document_id: int) -> HttpResponse:
    """To the next one of the queue; the list when there is none.  The verdict just given can be taken back there."""
    document = paper_review.in_sight(document_id, request.actor)
    queue = paper_review.queue_of(document, request.actor, clock.company_date(clock.now()))
    following = queue.next_id or queue.previous_id
    target = reverse("paper", args=[following]) if following else reverse("papers")
    return HttpResponseRedirect(f"{target}?feito={document_id}")


def _is_same_click(request: StaffRequest, before: Document, accept: bool) -> bool:
    """Whether what stands there now is exactly what this person wanted."""
    now = paper_review.in_sight(before.pk, request.actor)
    wanted = Document.State.ACCEPTED if accept else Document.State.REFUSED
    return now.state == wanted and now.decided_by == request.actor.name


def _show(request: StaffRequest, document_id: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    now = clock.now()
    found = paper_review.get_paper(document_id=document_id, actor=request.actor, today=clock.company_date(now))
    return render(request, "hr/papers/review.html", screen.context(request, found, at=now, **forms), status=status)
