"""HR hands a paper in for somebody: who brought it on paper, or sent it by mail."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.files import UnknownUpload, protocol
from backoffice.core.files.receiving import received_file_ids, takes_files
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.errors import UnknownDocumentKind
from hr.models import Dependent, DocumentKind, Employee
from hr.papers import FILE_PURPOSE


@staff_view(permission="hr.review_documents", methods=protocol.METHODS)
def upload(request: StaffRequest, upload_id: UUID | None = None) -> HttpResponse:
    """The exchange with upload.js."""
    return protocol.answer(request, upload_id=upload_id, owner=_owner(request), purpose=FILE_PURPOSE, by=request.actor, at=clock.now())


@staff_view(permission="hr.review_documents")
def choose(request: StaffRequest, number: str) -> HttpResponse:
    """From the list of kinds to the form of one (``?kind=``)."""
    asked = DocumentKind.objects.filter(code=request.GET.get("kind", "")[:30], is_active=True).first()
    if asked is None:
        raise UnknownDocumentKind(kind=request.GET.get("kind", "")[:30])
    return HttpResponseRedirect(reverse("paper_hand_in", args=[number, asked.code]))


@takes_files
@staff_view(permission="hr.review_documents", methods=("GET", "POST"))
def hand_in(request: StaffRequest, number: str, kind: str) -> HttpResponse:
    """A form for one paper of one person."""
    employee = queries.get_employee(number=number, actor=request.actor)
    asked = DocumentKind.objects.filter(code=kind, is_active=True).first()
    if asked is None:
        raise UnknownDocumentKind(kind=kind[:30])
    if request.method != "POST":
        return _show(request, employee, asked)
    kept: list[UUID] = []
    try:
        now = clock.now()
        kept = received_file_ids(request, owner=_owner(request), purpose=FILE_PURPOSE, by=request.actor, at=now)
        document = services.submit_document(
            person_key=employee.person.key,
            kind_code=asked.code,
            file_ids=kept,
            dependent_id=_number(request.POST.get("dependent", "")),
            by=request.actor,
            at=now,
        )
    except UnknownUpload as gone:
        return _show(request, employee, asked, error=text_of(gone), status=409)
    except (NotAllowed, NotFound):
        raise
    except BusinessError as refusal:
        return _show(request, employee, asked, error=text_of(refusal), kept=kept, status=refusal.status)
    messages.success(request, _("%(document)s was handed in. Review it here.") % {"document": asked.name})
    return HttpResponseRedirect(reverse("paper", args=[document.pk]))


def _show(
    request: StaffRequest, employee: Employee, kind: DocumentKind, *, error: str = "", kept: Any = (), status: int = 200
) -> HttpResponse:
    context = {
        "employee": employee,
        "kind": kind,
        "dependents": Dependent.objects.filter(person=employee.person, ended_on=None) if kind.of_dependents else (),
        "chosen": request.POST.get("dependent", request.GET.get("dependente", "")) if error else request.GET.get("dependente", ""),
        "error": error,
        "kept": kept,
        "limit": settings.KEPT_FILE_MAX_BYTES,
        "upload_url": reverse("paper_uploads"),
    }
    return render(request, "hr/papers/hand_in.html", context, status=status)


def _owner(request: StaffRequest) -> str:
    return f"user:{request.actor.id}"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None
