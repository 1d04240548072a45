"""Finds processes that a dead parent left behind, through /proc (Linux; elsewhere it finds none)."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Collection, Iterator
from pathlib import Path

PROC = Path("/proc")
# Every process of a supervised run carries this variable with the state folder as its value.
MARK = "BACKOFFICE_SUPERVISED"
# How long leftovers may take to stop by themselves, and then to die.
PATIENCE_SECONDS = 5.0


def adopted(known: Collection[int]) -> list[int]:
    """Our children that we did not start ourselves: what a killed child has left."""
    me = os.getpid()
    return [pid for pid in _processes() if pid not in known and _parent(pid) == me]


def kill_adopted(known: Collection[int]) -> None:
    """Kill them, and their children after them, until there are none."""
    for _ in range(50):
        orphans = adopted(known)
        if not orphans:
            return
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def of_state(state: Path, homes: Collection[Path]) -> list[int]:
    """Processes of an earlier run on this state folder: marked as such, or at work inside its data folders."""
    mark = f"{MARK}={state}".encode()
    return [pid for pid in _processes() if pid != os.getpid() and (_works_in(pid, homes) or mark in _environment(pid))]


def end_leftovers(state: Path, homes: Collection[Path]) -> int:
    """End what an earlier run left, and return how many had to be killed.

    They were told to stop when their supervisor died, so they are given a little time first.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := of_state(state, homes)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while of_state(state, homes) and time.monotonic() < deadline:
        time.sleep(0.05)
    return len(left)


def _processes() -> Iterator[int]:
    if PROC.is_dir():
        yield from (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _parent(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        # The name of the program stands in brackets and may hold anything, so the fields are counted from its end.
        return int((PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    return 0


def _works_in(pid: int, homes: Collection[Path]) -> bool:
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "cwd").readlink() in homes
    return False


def _environment(pid: int) -> list[bytes]:
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    return []
