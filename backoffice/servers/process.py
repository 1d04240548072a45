"""One program run as our child, in a session of its own, that dies when we die."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals

from backoffice.servers.accounts import Account
from backoffice.servers.bootstrap import ROOT

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def always() -> bool:
    """Ready from the start."""
    return True


@dataclass(frozen=True)
class Program:
    """What to run and how to treat it."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path = ROOT
    account: Account = field(default_factory=Account)
    stop_with: Signals = signal.SIGTERM
    # Sent where the polite signal has not ended it after a few seconds.
    insist_with: Signals = signal.SIGTERM
    # Sent by the kernel when we die without a word.
    orphaned_with: Signals = signal.SIGTERM
    # The programs that must be ready before this one is started or started again.
    needs: tuple[str, ...] = ()
    is_ready: Callable[[], bool] = always


def spawn(program: Program, log: Path | None) -> subprocess.Popen[bytes]:
    """Start the program, its output appended to the log; without a log it keeps our terminal."""
    before_exec = _before_exec(os.getpid(), program.orphaned_with)
    where = {"env": dict(program.env), "cwd": program.cwd, "start_new_session": True, "preexec_fn": before_exec}
    if log is None:
        return subprocess.Popen(program.argv, **where, **program.account.identity())  # type: ignore[call-overload,no-any-return]
    with log.open("ab") as output:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            program.argv, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **where, **program.account.identity()
        )


def adopt_orphans() -> None:
    """Ask the kernel to hand us the children of a child that dies, so that none can outlive it (Linux)."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _before_exec(parent: int, orphaned_with: Signals) -> Callable[[], None] | None:
    libc = LIBC
    if libc is None:
        return None

    def die_with_parent() -> None:
        # After the change of account, which would clear it. It follows the thread that forked: only ever our main thread.
        libc.prctl(PR_SET_PDEATHSIG, int(orphaned_with), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return die_with_parent
