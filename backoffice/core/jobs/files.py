"""Result files: written whole or not at all, under a name nobody can guess, outside any served folder."""

import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from backoffice.core import durable
from backoffice.core.models import JobFile

_BLOCK = 1 << 20


def store(*, job_id: UUID, name: str, content_type: str, content: bytes) -> JobFile:
    """
    Write the bytes and return the row to save.

    :raises OSError: the disk is full or not writable; no half file stays
    """
    return _keep([content], job_id=job_id, name=name, content_type=content_type)


def adopt(*, job_id: UUID, name: str, content_type: str, source: Path) -> JobFile:
    """
    The same for a file that is too large to hold in memory: copied block by block.

    :raises OSError: the disk is full or not writable; no half file stays
    """
    with source.open("rb") as given:
        return _keep(iter(partial(given.read, _BLOCK), b""), job_id=job_id, name=name, content_type=content_type)


def _keep(chunks: Iterable[bytes], *, job_id: UUID, name: str, content_type: str) -> JobFile:
    relative = f"jobs/{job_id}/{uuid4().hex}{Path(name).suffix}"
    written = durable.write(Path(settings.MEDIA_ROOT) / relative, chunks)
    return JobFile(job_id=job_id, name=name, content_type=content_type, path=relative, sha256=written.sha256, size_bytes=written.size_bytes)


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
