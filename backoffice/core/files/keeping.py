"""Take a file in, hand its bytes out, look at it again, throw it away."""

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.files import images, kinds, pdfs, purposes, scanner, storage
from backoffice.core.files.errors import FileEmpty, FileInfected, FileTooLarge, FileWithheld
from backoffice.core.models import KeptFile

log = logging.getLogger(__name__)
# A form that was left open over night still finds its files.
UNUSED_AFTER = timedelta(days=1)
_SCANS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class _Clean:
    """What is left of a file after it was made harmless."""

    content: bytes
    content_type: str
    pages: int = 1


def keep_file(*, content: bytes, name: str, purpose: str, by: Actor, at: datetime) -> KeptFile:
    """
    Check a file, make it harmless and keep it sealed; it belongs to nothing yet, and is thrown away after a day if it
    still does not.  ``name`` is the one it came with; it is kept sealed and shown to nobody but who downloads the file.

    :raises FileEmpty: no byte
    :raises FileTooLarge: beyond KEPT_FILE_MAX_BYTES, _PAGES or _PIXELS
    :raises FileInfected: the scanner knows it
    :raises FileKindRefused: neither PDF nor JPEG nor PNG by its content
    :raises FileUnreadable: broken, or locked with a password
    :raises OSError: the disk is full; nothing was kept
    """
    purposes.purpose_of(purpose)
    if not content:
        raise FileEmpty
    if len(content) > settings.KEPT_FILE_MAX_BYTES:
        raise FileTooLarge(limit_bytes=settings.KEPT_FILE_MAX_BYTES)
    verdict = _verdict(content)
    if verdict == KeptFile.Verdict.QUARANTINED:
        log.warning("file.infected purpose=%s by=%s:%s", purpose, by.kind, by.id)
        raise FileInfected
    clean = _make_harmless(content)
    key = uuid4()
    return KeptFile.objects.create(
        id=key,
        purpose=purpose,
        content_type=clean.content_type,
        size_bytes=len(clean.content),
        pages=clean.pages,
        sha256=hashlib.sha256(clean.content).hexdigest(),
        source_sha256=hashlib.sha256(content).hexdigest(),
        name=name[:200],
        path=storage.write(key, clean.content),
        verdict=verdict,
        uploaded_by=by.name[:150],
        created_at=at,
    )


def read_file(kept: KeptFile) -> bytes:
    """
    The bytes that may be handed out.

    :raises FileWithheld: not checked yet, in quarantine, or thrown away
    :raises OSError: lost from the disk
    """
    if kept.disposed_at is not None:
        raise FileWithheld(reason="disposed")
    if kept.verdict != KeptFile.Verdict.CLEAN:
        raise FileWithheld(reason=str(kept.verdict))
    return storage.read(kept.path)


@transaction.atomic
def dispose_files(*, file_ids: Collection[UUID], by: Actor, at: datetime) -> int:
    """Throw the bytes away for good; the row stays with its hash, as the proof of what was there.  Returns how many."""
    found = list(KeptFile.objects.select_for_update().filter(pk__in=file_ids, disposed_at=None).order_by("pk"))
    KeptFile.objects.filter(pk__in=[kept.pk for kept in found]).update(disposed_at=at, name="")
    audit.record([audit.Trace("file.disposed", ("file", str(kept.pk)), at, after={"purpose": kept.purpose}) for kept in found], by=by)
    paths = [kept.path for kept in found]
    # Only once nobody can come back to them: a rollback would leave rows without bytes.
    transaction.on_commit(partial(_remove_all, paths))
    return len(found)


def scan_pending(*, by: Actor, at: datetime) -> int:
    """Look at the files that came while the scanner was away, oldest first; returns how many have a verdict now."""
    judged = 0
    for kept in KeptFile.objects.filter(verdict=KeptFile.Verdict.PENDING, disposed_at=None).order_by("created_at")[:_SCANS_AT_ONCE]:
        verdict = _verdict(storage.read(kept.path))
        if verdict == KeptFile.Verdict.PENDING:
            break
        with transaction.atomic():
            if KeptFile.objects.filter(pk=kept.pk, verdict=KeptFile.Verdict.PENDING).update(verdict=verdict):
                audit.record([audit.Trace(f"file.{verdict}", ("file", str(kept.pk)), at, after={"purpose": kept.purpose})], by=by)
                judged += 1
    return judged


def sweep_files(*, by: Actor, at: datetime) -> int:
    """
    Throw away what nobody refers to a day after it came, and bytes on the disk without a row (a transaction that was
    rolled back, a process that died half-way).  Returns how many of both.
    """
    old = at - UNUSED_AFTER
    gone = 0
    for name in purposes.names():
        candidates = set(KeptFile.objects.filter(purpose=name, created_at__lt=old, disposed_at=None).values_list("pk", flat=True))
        gone += dispose_files(file_ids=candidates - set(purposes.purpose_of(name).in_use(candidates)), by=by, at=at)
    known = set(KeptFile.objects.filter(disposed_at=None).values_list("path", flat=True))
    orphans = [path for path in storage.written_before(old) if path not in known]
    for path in orphans:
        storage.remove(path)
    return gone + len(orphans)


def _remove_all(paths: list[str]) -> None:
    for path in paths:
        storage.remove(path)


def _verdict(content: bytes) -> KeptFile.Verdict:
    try:
        return KeptFile.Verdict.CLEAN if scanner.is_clean(content) else KeptFile.Verdict.QUARANTINED
    except scanner.ScannerAway as away:
        log.warning("file.scanner_away %s", away)
        return KeptFile.Verdict.PENDING


def _make_harmless(content: bytes) -> _Clean:
    kind = kinds.kind_of(content)
    if kind == kinds.PDF:
        rebuilt, pages = pdfs.rebuild(content)
        return _Clean(rebuilt, kind, pages)
    return _Clean(images.redraw(content), kinds.JPEG)
