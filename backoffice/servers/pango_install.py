"""Tries to install Pango where it is missing and we may; everything but PDF works without it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from backoffice.core.pango import DEBIAN_PACKAGES, pango_problem
from backoffice.servers import apt
from backoffice.servers.process import Program
from backoffice.servers.supervisor import Supervisor


def begin(supervisor: Supervisor, once: Path | None = None) -> int | None:
    """Start the installation beside everything else, where it is needed and possible; with `once`, only the first time."""
    if pango_problem() is None or not apt.can_install() or (once is not None and once.exists()):
        return None
    if once is not None:
        once.touch()
    print("Instalando a biblioteca Pango, para os PDFs...", flush=True)
    # A package manager that is killed half way leaves work behind, so no signal of ours ends it.
    harmless = signal.SIGCONT
    argv = (sys.executable, "-m", "backoffice.servers.pango_install")
    return supervisor.begin(Program("pango", argv, os.environ, stop_with=harmless, insist_with=harmless, orphaned_with=harmless))


def finish(supervisor: Supervisor, begun: int | None) -> None:
    """Wait for it, and say what to do where Pango is still missing."""
    if begun is not None:
        supervisor.finish(begun)
    if problem := pango_problem():
        print(f"{problem}\nTudo o mais funciona sem ela.", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(not apt.install(list(DEBIAN_PACKAGES)))
