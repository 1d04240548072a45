"""Files that are on the disk whole or not at all."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """What lies there now: SHA-256 in hex, and how many bytes."""

    sha256: str
    size_bytes: int


def write(target: Path, chunks: Iterable[bytes]) -> Written:
    """
    Write the bytes in their order (temporary file, fsync, rename); folders that are missing are made.

    :raises OSError: the disk is full or not writable; no half file stays
    """
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
    except BaseException:
        # Whatever ended it, the source of the chunks too.
        unfinished.unlink(missing_ok=True)
        raise
    return Written(digest.hexdigest(), size)
