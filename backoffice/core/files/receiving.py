"""Files of a plain form, without reading more of the request than is allowed."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from backoffice.core.actors import Actor
from backoffice.core.files import uploads
from backoffice.core.files.errors import FileTooLarge, UnknownUpload

# Both sides of a card and some pages of a booklet in one form.
MOST_FILES = 10
_OVERHEAD = 64 * 1024
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
View = Callable[..., HttpResponseBase]


class _Bounded(TemporaryFileUploadHandler):
    """Stops reading at the first byte of a file beyond the limit."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.is_too_large = False
        self._received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > settings.KEPT_FILE_MAX_BYTES:
            self.is_too_large = True
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def takes_files(view: View) -> View:
    """
    Outermost decorator of a view whose form has files: the guard stands before anything reads the body.

    A request that is announced as too long reaches the view with an empty form; ``received_files`` then refuses, and
    nothing else can happen, because the form's secret is not there to be checked.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return protected(request, *args, **kwargs)
        length = request.META.get("CONTENT_LENGTH") or "0"
        guard = _Bounded(request)
        request.upload_guard = guard  # type: ignore[attr-defined]
        if length.isdigit() and int(length) > settings.KEPT_FILE_MAX_BYTES * 2 + _OVERHEAD:
            guard.is_too_large = True
            unread = cast(Any, request)
            unread._post, unread._files = QueryDict(), MultiValueDict()
            return view(request, *args, **kwargs)
        request.upload_handlers = cast(Any, [guard])
        return protected(request, *args, **kwargs)

    return guarded


def received_file_ids(request: HttpRequest, *, owner: str, purpose: str, by: Actor, at: datetime) -> list[UUID]:
    """
    Ids of the kept files of a form made with ``components/upload.html``: those that came in pieces before (field ``file``),
    then those in the form itself (field ``files``), which are kept now.

    :raises UnknownUpload: one of the named files did not come from this owner
    :raises FileTooLarge, FileEmpty, FileInfected, FileKindRefused, FileUnreadable: as ``keep_file``
    """
    files = received_files(request)
    named = [UUID(text) for text in request.POST.getlist("file")[:MOST_FILES] if _UUID.fullmatch(text)]
    if not uploads.own_files(file_ids=named, owner=owner):
        raise UnknownUpload
    kept = [uploads.keep_whole(content=content, name=name, purpose=purpose, owner=owner, by=by, at=at) for name, content in files]
    return named + [file.pk for file in kept]


def received_files(request: HttpRequest, field: str = "files") -> list[tuple[str, bytes]]:
    """
    Name and content of each file of the field, in their order.  The view is wrapped in ``takes_files``.

    :raises FileTooLarge: one of them, or all together, is too long; the rest was not read
    """
    guard: _Bounded = request.upload_guard  # type: ignore[attr-defined]
    given = request.FILES.getlist(field)
    if guard.is_too_large:
        raise FileTooLarge(limit_bytes=settings.KEPT_FILE_MAX_BYTES)
    return [(file.name or "", file.read()) for file in given[:MOST_FILES]]
