"""My papers: what was handed in, what is missing or expired, a newer version from the phone."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.files import keep_file, read_file
from backoffice.core.files.receiving import received_files, takes_files
from backoffice.core.views import StaffRequest
from hr import queries, services
from hr.models import Dependent, DocumentPage, Employee
from hr.papers import FILE_PURPOSE
from hr.queries.documents import PaperState
from hr.views.me.own import own_file


@own_file()
def my_papers(request: StaffRequest, employee: Employee) -> HttpResponse:
    states = queries.paper_states(person_id=employee.person_id, on=clock.company_date(clock.now()))
    pages: dict[int, list[DocumentPage]] = {}
    wanted = [state.document_id for state in states.values() if state.document_id]
    for page in DocumentPage.objects.filter(document_id__in=wanted, file__disposed_at=None).select_related("file").order_by("number"):
        pages.setdefault(page.document_id, []).append(page)
    rows = [{"paper": state, "pages": pages.get(state.document_id or 0, [])} for state in states.values()]
    return render(request, "hr/me/papers.html", {"rows": rows})


@takes_files
@own_file(methods=("GET", "POST"))
def my_paper(request: StaffRequest, employee: Employee, kind: str) -> HttpResponse:
    """Hand a newer version in; it counts once somebody has looked at it."""
    paper = queries.paper_states(person_id=employee.person_id, on=clock.company_date(clock.now())).get(kind)
    if paper is None:
        raise NotFound(kind="paper", key=kind[:30])
    if request.method != "POST":
        return _show(request, employee, paper)
    at = clock.now()
    try:
        kept = [
            keep_file(content=content, name=name, purpose=FILE_PURPOSE, by=request.actor, at=at).pk
            for name, content in received_files(request)
            if content or name
        ]
        services.submit_document(
            person_key=employee.person.key,
            kind_code=paper.kind_code,
            file_ids=kept,
            dependent_id=_dependent(request),
            by=request.actor,
            at=at,
        )
    except NotFound:
        raise
    except BusinessError as refusal:
        return _show(request, employee, paper, refusal=text_of(refusal), status=refusal.status)
    messages.success(request, _("%(document)s was sent. You see here when somebody has looked at it.") % {"document": paper.name})
    return HttpResponseRedirect(reverse("my_papers"))


@own_file()
def my_file(request: StaffRequest, employee: Employee, file_id: UUID) -> HttpResponseBase:
    """One page of one of my own papers."""
    page = DocumentPage.objects.filter(file_id=file_id, document__person_id=employee.person_id).select_related("file").first()
    if page is None:
        raise NotFound(kind="file", key=str(file_id))
    response = HttpResponse(read_file(page.file), content_type=page.file.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="pagina-{page.number}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _dependent(request: StaffRequest) -> int | None:
    text = request.POST.get("dependent", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def _show(request: StaffRequest, employee: Employee, paper: PaperState, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "paper": paper,
        "dependents": Dependent.objects.filter(person_id=employee.person_id, ended_on=None) if paper.of_dependents else (),
        "limit_mb": settings.KEPT_FILE_MAX_BYTES // (1024 * 1024),
        "refusal": refusal,
    }
    return render(request, "hr/me/paper.html", context, status=status)
