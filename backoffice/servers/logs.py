"""The programs' log files: bounded in size, and their last lines for a message."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

LARGEST_BYTES = 10_000_000


def keep_small(folder: Path, largest: int = LARGEST_BYTES) -> None:
    """Move the content of every overgrown log to `<name>.1` and empty it: the writers append, so they go on undisturbed."""
    for log in folder.glob("*.log"):
        if log.stat().st_size > largest:
            shutil.copyfile(log, log.with_name(log.name + ".1"))
            os.truncate(log, 0)


def start_afresh(folder: Path) -> None:
    """Keep the logs of the last start beside the ones of this start."""
    for log in folder.glob("*.log"):
        log.replace(log.with_name(log.name + ".1"))


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, indented for a message."""
    try:
        with log.open("rb") as content:
            content.seek(max(0, log.stat().st_size - 20_000))
            found = content.read().decode(errors="replace").splitlines()
    except OSError:
        return "    (vazio)"
    return "\n".join(f"    {line}" for line in found[-lines:]) or "    (vazio)"
