"""
Files that come in pieces.  No HTTP here: a portal and a staff page wrap the same four functions (``protocol``).

Each piece says where it begins.  A piece that came before is harmless, a gap is refused with where to go on.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from backoffice.core import locks
from backoffice.core.actors import Actor
from backoffice.core.files.errors import FileEmpty, FileTooLarge, TooManyUploads, UnknownUpload, UploadIncomplete, UploadOutOfStep
from backoffice.core.files.keeping import keep_file
from backoffice.core.files.purposes import purpose_of
from backoffice.core.files.storage import PURPOSE
from backoffice.core.models import KeptFile, Upload, UploadPart
from backoffice.core.sealing import cipher

LARGEST_PART = 1 << 20
MOST_OPEN = 20
GIVEN_UP_AFTER = timedelta(days=1)


@transaction.atomic
def start_upload(*, name: str, size_bytes: int, purpose: str, owner: str, at: datetime) -> Upload:
    """
    Announce a file.

    :raises FileEmpty: of no byte
    :raises FileTooLarge: beyond KEPT_FILE_MAX_BYTES
    :raises TooManyUploads: this owner has begun twenty and finished none of them
    """
    purpose_of(purpose)
    if size_bytes <= 0:
        raise FileEmpty
    if size_bytes > settings.KEPT_FILE_MAX_BYTES:
        raise FileTooLarge(limit_bytes=settings.KEPT_FILE_MAX_BYTES)
    locks.advisory_lock("core.uploads", owner)
    if Upload.objects.filter(owner=owner, file=None).count() >= MOST_OPEN:
        raise TooManyUploads(limit=MOST_OPEN)
    return Upload.objects.create(owner=owner, purpose=purpose, name=name[:200], size_bytes=size_bytes, created_at=at)


def received_bytes(*, upload_id: UUID, owner: str) -> int:
    """How much of it is here: where to go on.  :raises UnknownUpload: none of this owner's"""
    return _find(upload_id, owner).received


@transaction.atomic
def append_part(*, upload_id: UUID, owner: str, start: int, content: bytes) -> int:
    """
    Add the piece that begins at byte ``start``; returns how much is here now.  The same piece again changes nothing.

    :raises UnknownUpload: none of this owner's
    :raises FileTooLarge: the piece is longer than a MiB, or goes beyond the announced size
    :raises UploadOutOfStep: it does not begin where the last one ended
    """
    upload = _find(upload_id, owner, locked=True)
    if len(content) > LARGEST_PART:
        raise FileTooLarge(limit_bytes=LARGEST_PART)
    if not content or (start < upload.received and start + len(content) <= upload.received):
        return upload.received
    if start != upload.received:
        raise UploadOutOfStep(received=upload.received)
    if start + len(content) > upload.size_bytes:
        raise FileTooLarge(limit_bytes=upload.size_bytes)
    UploadPart.objects.create(upload=upload, start=start, content=cipher(PURPOSE).encrypt(content))
    upload.received += len(content)
    upload.save(update_fields=["received"])
    return upload.received


@transaction.atomic
def finish_upload(*, upload_id: UUID, owner: str, by: Actor, at: datetime) -> KeptFile:
    """
    Put the pieces together and keep the file (``keep_file``, with its refusals).  Asked again, it is the same file.

    :raises UnknownUpload: none of this owner's
    :raises UploadIncomplete: not all of it is here
    """
    upload = _find(upload_id, owner, locked=True)
    if upload.file is not None:
        return upload.file
    if upload.received < upload.size_bytes:
        raise UploadIncomplete(received=upload.received, size_bytes=upload.size_bytes)
    content = b"".join(cipher(PURPOSE).decrypt(bytes(part.content)) for part in upload.parts.order_by("start"))
    upload.file = keep_file(content=content, name=upload.name, purpose=upload.purpose, by=by, at=at)
    upload.save(update_fields=["file"])
    upload.parts.all().delete()
    return upload.file


@transaction.atomic
def keep_whole(*, content: bytes, name: str, purpose: str, owner: str, by: Actor, at: datetime) -> KeptFile:
    """A file that came in one piece with a plain form, remembered as this owner's.  :raises: as ``keep_file``"""
    kept = keep_file(content=content, name=name, purpose=purpose, by=by, at=at)
    Upload.objects.create(owner=owner, purpose=purpose, size_bytes=len(content), received=len(content), file=kept, created_at=at)
    return kept


def drop_upload(*, upload_id: UUID, owner: str) -> None:
    """Forget an upload that was refused when it was complete: sending it again cannot help."""
    Upload.objects.filter(pk=upload_id, owner=owner, file=None).delete()


def own_files(*, file_ids: list[UUID], owner: str) -> bool:
    """Whether all of these files came through uploads of this owner: a form cannot name somebody else's file."""
    return Upload.objects.filter(owner=owner, file_id__in=file_ids).count() == len(set(file_ids))


def sweep_uploads(*, at: datetime) -> int:
    """Forget what was begun more than a day ago; returns how many.  Finished files are not touched."""
    gone, _by_model = Upload.objects.filter(created_at__lt=at - GIVEN_UP_AFTER).delete()
    return gone


def _find(upload_id: UUID, owner: str, *, locked: bool = False) -> Upload:
    rows = Upload.objects.select_for_update(of=("self",)) if locked else Upload.objects
    found = rows.select_related("file").filter(pk=upload_id, owner=owner).first()
    if found is None:
        raise UnknownUpload
    return found
