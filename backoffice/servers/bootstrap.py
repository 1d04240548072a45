"""Before anything else: run under the virtual environment that holds the locked packages.

Imported by a bare Python, perhaps an old one, so it uses little of the standard library and no new syntax.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST_PYTHON = (3, 11)
LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"


def bootstrap(argv: list[str], root: Path = ROOT) -> None:
    """Return where the packages are at hand; otherwise install them and start this command again under them.

    A virtual environment that is not ours, or BACKOFFICE_NO_BOOTSTRAP, means that somebody else sees to the packages.

    :raises SystemExit: where the packages cannot be installed; the sentence says what to do.
    """
    venv = root / ".venv"
    inside_ours = Path(sys.prefix).resolve() == venv.resolve()
    inside_other = sys.prefix != sys.base_prefix and not inside_ours
    if os.environ.get("BACKOFFICE_NO_BOOTSTRAP") or inside_other:
        return
    lock = lock_for(argv, root)
    if not is_installed(venv, lock):
        if sys.version_info < OLDEST_PYTHON:
            found = ".".join(map(str, sys.version_info[:2]))
            sys.exit(f"A Retaguarda precisa de Python 3.11 ou mais novo; este é o {found} ({sys.executable}).")
        # A module of its own, loaded here only: the way through with everything installed stays short.
        importlib.import_module("backoffice.servers.install").install(venv, lock)
    if not inside_ours:
        sys.stdout.flush()
        python = str(venv_python(venv))
        os.execv(python, [python, *argv])


def lock_for(argv: list[str], root: Path) -> Path:
    """The lock that holds what this command needs: only the tests need the developers' packages."""
    return root / (DEV_LOCK if argv[1:2] == ["test"] else LOCK)


def venv_python(venv: Path) -> Path:
    """The Python inside a virtual environment."""
    return venv / "bin" / "python"


def stamp_of(venv: Path, lock_name: str) -> Path:
    """The file that says which content of this lock was installed whole."""
    return venv / f".{lock_name}.sha256"


def digest(lock: Path) -> str:
    """The content of a lock, as written into its stamp."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def is_installed(venv: Path, lock: Path) -> bool:
    """Whether this very lock was installed to the end, and the environment's Python is still there."""
    stamp = stamp_of(venv, lock.name)
    return stamp.exists() and venv_python(venv).exists() and stamp.read_text() == digest(lock)
