"""Kept files over HTTP: never by path, never cached, never able to act."""

from pathlib import PurePosixPath
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import content_disposition_header

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.files import images
from backoffice.core.files.errors import FileLinkRefused, FileWithheld
from backoffice.core.files.keeping import read_file
from backoffice.core.files.kinds import JPEG, PDF
from backoffice.core.files.links import follow_link
from backoffice.core.models import KeptFile
from backoffice.core.views import StaffRequest, staff_view

_ENDINGS = {PDF: ".pdf"}
_CUT = {ord(char): "_" for char in '\\/:*?"<>|'}


def respond(kept: KeptFile, *, inline: bool = False) -> HttpResponse:
    """
    The file as an answer.  Whoever calls this has asked whether the reader may have it.

    :raises FileWithheld: not checked yet, in quarantine, or thrown away
    """
    response = HttpResponse(read_file(kept), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, download_name(kept)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    # A sandboxed document has no origin: it could not read a cookie even if it ran.  The browser's own PDF viewer does
    # not start in a sandbox; for it the answer may load and run nothing.
    closed = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    response["Content-Security-Policy"] = closed if inline and kept.content_type == PDF else f"{closed}; sandbox"
    return response


def respond_face(kept: KeptFile, *, side: int) -> HttpResponse:
    """
    A small square of a picture, which the reader's browser may keep for an hour; whoever calls this has asked as above.

    :raises FileWithheld, FileUnreadable: there is nothing to show
    """
    response = HttpResponse(images.face(read_file(kept), side=side), content_type=JPEG)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def download_name(kept: KeptFile) -> str:
    """The name it came with, without folders and control characters, with the ending of what it is now."""
    given = "".join(char for char in kept.name.replace("\\", "/").rpartition("/")[2] if char.isprintable()).translate(_CUT)
    stem = PurePosixPath(given).stem.strip(" .")[:80]
    return f"{stem or 'documento'}{_ENDINGS.get(kept.content_type, '.jpg')}"


@staff_view(permission="home.view")
def kept_file(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """A file behind a signed link (``links.file_link``)."""
    try:
        kept, inline = follow_link(file_id=file_id, token=request.GET.get("t", ""), actor=request.actor, at=clock.now())
        return respond(kept, inline=inline)
    except (FileLinkRefused, FileWithheld) as refusal:
        return render(request, "backoffice/files/refused.html", {"text": text_of(refusal)}, status=refusal.status)


urlpatterns = [path("arquivos/<uuid:file_id>/", kept_file, name="kept_file")]
