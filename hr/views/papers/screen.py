"""What the review page shows."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import policy
from backoffice.core.files import file_link
from backoffice.core.files.kinds import PDF
from backoffice.core.models import KeptFile
from backoffice.core.views import StaffRequest
from hr.models import Document, DocumentPage
from hr.papers.reasons import ready_reasons
from hr.queries import paper_review
from hr.queries.documents import state_on
from hr.queries.paper_review import PaperReview
from hr.views.papers.forms import AcceptForm, RefuseForm

LABELS = {
    "dependent": gettext_lazy("Dependent"),
    "name": gettext_lazy("Civil name"),
    "cpf": "CPF",
    "birth_date": gettext_lazy("Date of birth"),
    "mother_name": gettext_lazy("Mother's name"),
    "marital_status": gettext_lazy("Marital status"),
    "identity": gettext_lazy("Identity document"),
    "identity_issued_on": gettext_lazy("Issued on"),
    "address": pgettext_lazy("paper", "Address"),
    "postal_code": gettext_lazy("CEP"),
    "pis": gettext_lazy("PIS/NIS"),
    "education": gettext_lazy("Schooling"),
}


def context(
    request: StaffRequest, paper: PaperReview, *, at: datetime, dates: AcceptForm | None = None, refusal: RefuseForm | None = None
) -> dict[str, Any]:
    """Everything the template draws; ``dates`` and ``refusal`` come back with what was typed and what is wrong with it."""
    document = paper.document
    may_review = request.actor.may("hr.review_documents")
    refusal_is_wrong = refusal is not None and bool(refusal.errors)
    if refusal is None:
        refusal = RefuseForm(initial={"reason": _reasons_of_pages(paper)})
    dates = dates or AcceptForm(kind=document.kind)
    shown = _pages(request, paper, at)
    return {
        "paper": paper,
        "document": document,
        "state": state_on(document, at.date()),
        "pages": shown,
        "has_many_pages": len(shown) > 1,
        "facts": [{"label": LABELS[name], "value": value} for name, value in paper_review.typed_facts(paper)],
        "employee": paper.employee,
        "admission": getattr(paper.employee, "admission", None),
        "queue": paper.queue,
        "previous_url": reverse("paper", args=[paper.queue.previous_id]) if paper.queue.previous_id else "",
        "next_url": reverse("paper", args=[paper.queue.next_id]) if paper.queue.next_id else "",
        "may_review": may_review,
        "can_decide": may_review and paper.is_open,
        "can_withdraw": may_review and document.state in (Document.State.ACCEPTED, Document.State.REFUSED),
        "who_may": policy.role_names(policy.roles_holding("hr.review_documents")),
        "dates": dates,
        "refusal": refusal,
        "refusal_is_wrong": refusal_is_wrong,
        "reasons": ready_reasons(document.kind.code, document.kind.name),
        "has_errors": bool(dates.errors) or refusal_is_wrong,
        "done": just_done(request),
        "page_keys": [
            {"key": "A", "label": _("Accept the document")},
            {"key": "R", "label": _("Refuse the document")},
            {"key": "← →", "label": _("Page before, page after")},
        ],
    }


def just_done(request: StaffRequest) -> Document | None:
    """The paper that this person decided a moment ago and may take back (``?feito=<id>``)."""
    named = request.GET.get("feito", "")
    if not (named.isascii() and named.isdigit() and len(named) < 15):
        return None
    found = Document.objects.select_related("kind", "person").filter(pk=int(named), decided_by=request.actor.name).first()
    return found if found and found.state in (Document.State.ACCEPTED, Document.State.REFUSED) else None


def _reasons_of_pages(paper: PaperReview) -> str:
    refused = [page for page in paper.pages if page.is_accepted is False]
    return " ".join(_("Page %(n)s: %(reason)s") % {"n": page.number, "reason": page.reason} for page in refused)[:200]


def _pages(request: StaffRequest, paper: PaperReview, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "page": page,
            "number": page.number,
            "is_pdf": page.file.content_type == PDF,
            "withheld": _withheld(page),
            "url": file_link(page.file, actor=request.actor, at=at, inline=True),
            "download_url": file_link(page.file, actor=request.actor, at=at),
        }
        for page in paper.pages
    ]


def _withheld(page: DocumentPage) -> str:
    """Why it cannot be shown; "" if it can."""
    if page.file.disposed_at is not None:
        return "disposed"
    return "" if page.file.verdict == KeptFile.Verdict.CLEAN else str(page.file.verdict)
