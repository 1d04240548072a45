"""
What ``upload.js`` speaks, for any view that knows the owner:

- ``POST  {base}``            ``{"name", "size"}``  ->  ``{"id", "received": 0}``
- ``GET   {base}<id>/``       ->  ``{"received"}``, where to go on after a break
- ``PUT   {base}<id>/``       header ``Upload-Offset``, body the bytes  ->  ``{"received"}``
- ``POST  {base}<id>/``       all is here: check and keep it  ->  ``{"file", "pages", "checked"}``

A refusal is ``{"code", "text", ...}`` with its status; ``received`` says where to go on.
"""

import json
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.files import uploads
from backoffice.core.files.errors import FileTooLarge, UploadIncomplete, UploadOutOfStep
from backoffice.core.models import KeptFile

METHODS = ("GET", "POST", "PUT")
_LONGEST_ANNOUNCEMENT = 4096


def answer(request: HttpRequest, *, upload_id: UUID | None, owner: str, purpose: str, by: Actor, at: datetime) -> JsonResponse:
    """One exchange of the protocol; ``upload_id`` is None for the first.  Whoever calls has asked for the permission."""
    if upload_id is None and request.method != "POST":
        return JsonResponse({"code": "method_not_allowed"}, status=405, headers={"Allow": "POST"})
    try:
        if upload_id is None:
            return _start(request, owner, purpose, at)
        if request.method == "PUT":
            content = request.read(uploads.LARGEST_PART + 1)
            if len(content) > uploads.LARGEST_PART:
                raise FileTooLarge(limit_bytes=uploads.LARGEST_PART)
            start = _number(request.headers.get("Upload-Offset", ""))
            return JsonResponse({"received": uploads.append_part(upload_id=upload_id, owner=owner, start=start, content=content)})
        if request.method == "POST":
            kept = uploads.finish_upload(upload_id=upload_id, owner=owner, by=by, at=at)
            return JsonResponse({"file": str(kept.pk), "pages": kept.pages, "checked": kept.verdict == KeptFile.Verdict.CLEAN})
        return JsonResponse({"received": uploads.received_bytes(upload_id=upload_id, owner=owner)})
    except BusinessError as refusal:
        if upload_id is not None and request.method == "POST" and not isinstance(refusal, UploadIncomplete):
            uploads.drop_upload(upload_id=upload_id, owner=owner)
        told = {"code": refusal.code, "text": text_of(refusal)}
        if isinstance(refusal, UploadOutOfStep):
            told["received"] = refusal.data["received"]
        return JsonResponse(told, status=refusal.status)


def _start(request: HttpRequest, owner: str, purpose: str, at: datetime) -> JsonResponse:
    try:
        asked = json.loads(request.read(_LONGEST_ANNOUNCEMENT))
        name, size = str(asked["name"]), _number(str(asked["size"]))
    except (ValueError, KeyError, TypeError):
        name, size = "", 0
    begun = uploads.start_upload(name=name, size_bytes=size, purpose=purpose, owner=owner, at=at)
    return JsonResponse({"id": str(begun.pk), "received": 0}, status=201)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
