"""Uploaded files: under a name nobody can guess, outside any served folder, deleted after limits.RETENTION."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from backoffice.core import durable

_FOLDER = "imports"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """``path`` is relative to MEDIA_ROOT."""

    path: str
    sha256: str
    size_bytes: int


def keep(chunks: Iterable[bytes], *, suffix: str) -> KeptFile:
    """
    Write the bytes.

    :raises OSError: the disk is full or not writable; no half file stays
    """
    relative = f"{_FOLDER}/{uuid4().hex}.{suffix}"
    written = durable.write(absolute(relative), chunks)
    return KeptFile(relative, written.sha256, written.size_bytes)


def absolute(relative: str) -> Path:
    """Where the file lies on disk."""
    return Path(settings.MEDIA_ROOT) / relative


def remove(relative: str) -> None:
    """Delete the file; a file that is gone already is no error."""
    if relative:
        absolute(relative).unlink(missing_ok=True)
