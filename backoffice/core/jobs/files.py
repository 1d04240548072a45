"""Result files: written whole or not at all, under a name nobody can guess, outside any served folder."""

import hashlib
import os
import shutil
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from backoffice.core.models import JobFile

_BLOCK = 1 << 20


def store(*, job_id: UUID, name: str, content_type: str, content: bytes) -> JobFile:
    """
    Write the bytes durably (temporary file, fsync, rename) and return the row to save.

    :raises OSError: the disk is full or not writable; no half file stays
    """
    relative = f"jobs/{job_id}/{uuid4().hex}{Path(name).suffix}"
    target = Path(settings.MEDIA_ROOT) / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    try:
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    digest = hashlib.sha256(content).hexdigest()
    return JobFile(job_id=job_id, name=name, content_type=content_type, path=relative, sha256=digest, size_bytes=len(content))


def adopt(*, job_id: UUID, name: str, content_type: str, source: Path) -> JobFile:
    """
    The same for a file that is too large to hold in memory: copied block by block, fsynced, renamed.

    :raises OSError: the disk is full or not writable; no half file stays
    """
    relative = f"jobs/{job_id}/{uuid4().hex}{Path(name).suffix}"
    target = Path(settings.MEDIA_ROOT) / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as given, unfinished.open("wb") as stream:
            while block := given.read(_BLOCK):
                stream.write(block)
                digest.update(block)
                size += len(block)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    return JobFile(job_id=job_id, name=name, content_type=content_type, path=relative, sha256=digest.hexdigest(), size_bytes=size)


def discard(*, job_id: UUID) -> None:
    """
    Remove what lies on the disk for a job.

    For an attempt that died or failed (its files have no rows yet, so nobody can be reading them), and for files that were
    kept for their time.
    """
    shutil.rmtree(folder_of(job_id), ignore_errors=True)


def folder_of(job_id: UUID) -> Path:
    """Where the files of a job lie; it does not exist before the first and after the last."""
    return Path(settings.MEDIA_ROOT) / "jobs" / str(job_id)


def open_path(job_file: JobFile) -> Path:
    """Where the file lies on disk."""
    return Path(settings.MEDIA_ROOT) / job_file.path
