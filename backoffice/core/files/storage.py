"""Sealed bytes on the disk: written whole or not at all, under a name that says nothing, below MEDIA_ROOT/kept."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from backoffice.core import durable
from backoffice.core.sealing import cipher

PURPOSE = "core.files"
_FOLDER = "kept"


def write(key: UUID, content: bytes) -> str:
    """
    Seal and keep; returns the path below MEDIA_ROOT.

    :raises OSError: the disk is full or not writable; no half file stays
    """
    relative = f"{_FOLDER}/{key.hex[:2]}/{key.hex}"
    durable.write(Path(settings.MEDIA_ROOT) / relative, [cipher(PURPOSE).encrypt(content)])
    return relative


def read(relative: str) -> bytes:
    """
    The plain bytes.

    :raises OSError: it is not there
    :raises cryptography.fernet.InvalidToken: it was changed on the disk, or no known secret sealed it
    """
    return cipher(PURPOSE).decrypt((Path(settings.MEDIA_ROOT) / relative).read_bytes())


def remove(relative: str) -> None:
    """Gone from the disk; harmless when it is gone already."""
    (Path(settings.MEDIA_ROOT) / relative).unlink(missing_ok=True)


def written_before(moment: datetime) -> Iterator[str]:
    """Paths of everything that was last written before ``moment``, half files too."""
    root = Path(settings.MEDIA_ROOT)
    for path in (root / _FOLDER).glob("*/*"):
        if path.stat().st_mtime < moment.timestamp():
            yield str(path.relative_to(root))
