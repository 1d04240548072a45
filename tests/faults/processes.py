"""Processes as /proc shows them: whose child, whose connection."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """Whether the process is there and more than an entry that nobody has collected."""
    return _status(pid)[:1] not in ([], ["Z"])


def children_of(pid: int) -> list[int]:
    """The living children of a process, oldest first."""
    return sorted(child for child in _pids() if (status := _status(child)) and status[1] == str(pid) and status[0] != "Z")


def process_at_port(port: int) -> int:
    """The process that holds the client's end of a connection from this port of the loopback."""
    inode = _inode_of(port)
    for pid in _pids():
        with contextlib.suppress(OSError):
            if any(str(entry.readlink()) == f"socket:[{inode}]" for entry in (PROC / str(pid) / "fd").iterdir()):
                return pid
    raise AssertionError(f"no process holds the port {port}")


def kill(pid: int, *, seconds: float = 10.0) -> None:
    """SIGKILL, and wait until it is gone: a fault that did not strike is no test."""
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid), seconds=seconds, what=f"the death of {pid}")


def wait_until(condition: Callable[[], object], *, seconds: float, what: str | Callable[[], str], every: float = 0.05) -> float:
    """Wait until it holds; return after how many seconds it did."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"{what() if callable(what) else what}: not within {seconds:.0f} s")
        time.sleep(every)
    return time.monotonic() - began


def _inode_of(port: int) -> str:
    local = f":{port:04X}"
    for line in (PROC / "net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(local) and fields[9] != "0":
            return fields[9]
    raise AssertionError(f"no connection from port {port}")


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _status(pid: int) -> list[str]:
    """State and parent; the program's name before them stands in brackets and may hold anything."""
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
    return []
