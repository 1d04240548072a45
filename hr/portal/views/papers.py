"""Pictures of papers: taken or chosen, brought over a slow network in parts, handed in as one document."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotFound
from backoffice.core.files import keep_file, own_files, protocol
from backoffice.core.files.receiving import received_files, takes_files
from hr.errors import FileNotUsable
from hr.papers import FILE_PURPOSE
from hr.portal.access import PortalRequest, portal_view
from hr.services.portal_papers import asked_paper, is_settled, send_portal_paper


@takes_files
@portal_view(methods=("GET", "POST"))
def paper(request: PortalRequest, kind_code: str) -> HttpResponse:
    """One paper: how to take the picture, its pages, send.  Without script the pages are files of a plain form."""
    admission = request.visit.admission
    asked = asked_paper(admission.employee.person_id, kind_code, at=request.at)
    if request.method != "POST":
        return _draw(request, kind_code)
    dependent = request.POST.get("dependent", "")
    try:
        send_portal_paper(
            admission_number=admission.number,
            kind_code=asked.kind_code,
            file_ids=_files(request),
            dependent_id=int(dependent) if dependent.isascii() and dependent.isdigit() and len(dependent) < 18 else None,
            by=request.visit.actor,
            at=request.at,
        )
    except NotFound:
        raise
    except BusinessError as refusal:
        return _draw(request, kind_code, refusal=text_of(refusal), status=refusal.status)
    return HttpResponseRedirect(f"{reverse('portal_home')}?feito=documento")


@portal_view(methods=protocol.METHODS)
def upload(request: PortalRequest, upload_id: UUID | None = None) -> JsonResponse:
    """A part of a file; after a break it goes on where it stopped, also in another window or after a restart of the server."""
    return protocol.answer(request, upload_id=upload_id, owner=_owner(request), purpose=FILE_PURPOSE, by=request.visit.actor, at=request.at)


def _owner(request: PortalRequest) -> str:
    return f"admission:{request.visit.admission.pk}"


def _is_own(value: str, request: PortalRequest) -> bool:
    """What came in parts with a form that has something to correct does not have to come again."""
    try:
        return own_files(file_ids=[UUID(value)], owner=_owner(request))
    except ValueError:
        return False


def _files(request: PortalRequest) -> list[UUID]:
    """What was brought in parts, in its order, then the files of the plain form."""
    try:
        sent = [UUID(value) for value in request.POST.getlist("file") if value][:30]
    except ValueError:
        raise FileNotUsable from None
    if sent and not own_files(file_ids=sent, owner=_owner(request)):
        raise FileNotUsable
    plain = [
        keep_file(content=content, name=name, purpose=FILE_PURPOSE, by=request.visit.actor, at=request.at).pk
        for name, content in received_files(request)
        if content or name
    ]
    return [*sent, *plain]


def _draw(request: PortalRequest, kind_code: str, *, refusal: str = "", status: int = 200) -> HttpResponse:
    admission = request.visit.admission
    asked = asked_paper(admission.employee.person_id, kind_code, at=request.at)
    open_dependents = [{"id": key, "name": name, "state": state} for key, name, state in asked.dependents if not is_settled(asked, key)]
    context = {
        "paper": asked,
        "dependents": open_dependents,
        "is_settled": is_settled(asked, None) if not asked.of_dependents else not open_dependents,
        "refusal": refusal,
        "kept": [value for value in request.POST.getlist("file") if _is_own(value, request)],
        "chosen": request.POST.get("dependent", ""),
        "limit": settings.KEPT_FILE_MAX_BYTES,
        "admission": admission,
    }
    return render(request, "hr/portal/paper.html", context, status=status)
