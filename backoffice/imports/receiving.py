"""Receive an upload without reading more of it than is allowed: by its announced length, its size and its first bytes."""

from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from backoffice.imports.errors import UnreadableFile
from backoffice.imports.limits import MAX_FILE_BYTES, MAX_FORM_OVERHEAD
from backoffice.imports.reading import kind_of_file


class BoundedUpload(TemporaryFileUploadHandler):
    """Stops reading the request at the first byte beyond the limit, or as soon as the file shows to be of another kind."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refusal: UnreadableFile | None = None
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        try:
            if self._received > MAX_FILE_BYTES:
                raise UnreadableFile(reason="too_large")
            if start == 0:
                kind_of_file(raw_data)
        except UnreadableFile as refusal:
            self.refusal = refusal
            # What is left of the body is not read: the answer goes out at once.
            raise StopUpload(connection_reset=True) from refusal
        super().receive_data_chunk(raw_data, start)


def prepare(request: HttpRequest) -> BoundedUpload:
    """
    Put the guard in front of the request's body; call it before anything reads ``request.POST``.

    :raises UnreadableFile: the announced length is beyond the limit; nothing was read
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > MAX_FILE_BYTES + MAX_FORM_OVERHEAD:
        raise UnreadableFile(reason="too_large")
    guard = BoundedUpload(request)
    # The only handler: nothing else may keep the bytes.
    request.upload_handlers = cast(Any, [guard])
    return guard


def received_file(request: HttpRequest, guard: BoundedUpload) -> UploadedFile | None:
    """
    The file of the field ``file``; None if none was chosen.

    :raises UnreadableFile: the guard stopped it
    """
    files = request.FILES
    if guard.refusal:
        raise guard.refusal
    return files.get("file")
