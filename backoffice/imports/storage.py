"""Uploaded files: under a name nobody can guess, outside any served folder, deleted after limits.RETENTION."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

_FOLDER = "imports"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """``path`` is relative to MEDIA_ROOT."""

    path: str
    sha256: str
    size_bytes: int


def keep(chunks: Iterable[bytes], *, suffix: str) -> KeptFile:
    """
    Write the bytes durably (temporary file, fsync, rename).

    :raises OSError: the disk is full or not writable; no half file stays
    """
    relative = f"{_FOLDER}/{uuid4().hex}.{suffix}"
    target = absolute(relative)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with unfinished.open("wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    return KeptFile(relative, digest.hexdigest(), size)


def absolute(relative: str) -> Path:
    """Where the file lies on disk."""
    return Path(settings.MEDIA_ROOT) / relative


def remove(relative: str) -> None:
    """Delete the file; a file that is gone already is no error."""
    if relative:
        absolute(relative).unlink(missing_ok=True)
