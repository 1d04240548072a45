"""Makes .venv and installs a hash-checked lock into it; an interrupted install heals at the next call."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from backoffice.servers import apt
from backoffice.servers.bootstrap import DEV_LOCK, LOCK, ROOT, digest, is_installed, stamp_of, venv_python


def install(venv: Path, lock: Path) -> None:
    """Bring the environment to this lock and stamp it.

    :raises SystemExit: with the exact command to run where the environment or the packages cannot be made.
    """
    with _one_at_a_time(venv.parent):
        if is_installed(venv, lock):  # a second terminal has just done it
            return
        print(f"Instalando os pacotes de {lock.name} em {venv} (de meio minuto a dois minutos)...", flush=True)
        began = time.monotonic()
        # Where pip was killed half way, a package can look installed and lack files: such an environment is thrown away.
        unfinished = venv / ".installing"
        if unfinished.exists() or _pip(venv) is None:
            _create(venv)
        unfinished.touch()
        _install_packages(venv, lock)
        # The developers' lock was resolved under the constraint of the other one: it holds all of it.
        for name in (LOCK, DEV_LOCK) if lock.name == DEV_LOCK else (LOCK,):
            stamp_of(venv, name).write_text(digest(lock.parent / name))
        unfinished.unlink()
        print(f"Pacotes instalados em {time.monotonic() - began:.0f} s.", flush=True)


@contextlib.contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _pip(venv: Path) -> list[str] | None:
    """The pip that installs into this environment, its own or else the outer Python's; None where neither works."""
    python = str(venv_python(venv))
    if not _works([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return None
    own, outer = [python, "-m", "pip"], [_outer_python(), "-m", "pip", "--python", python]
    return next((pip for pip in (own, outer) if _works([*pip, "--version"])), None)


def _create(venv: Path) -> None:
    """Make the environment afresh; Debian's Python comes without ensurepip unless python3-venv is installed."""
    make = [_outer_python(), "-m", "venv", "--clear", str(venv)]
    if _works(make):
        return
    if apt.install(["python3-venv"]) and _works(make):
        return
    if _works([*make, "--without-pip"]) and _pip(venv) is not None:
        return
    sys.exit(
        "Não foi possível criar o ambiente virtual em .venv: falta o módulo venv do Python.\n"
        "No Debian ou Ubuntu, instale-o e rode de novo o mesmo comando:\n"
        "    sudo apt-get install -y python3-venv"
    )


def _install_packages(venv: Path, lock: Path) -> None:
    pip = _pip(venv)
    if pip is None:
        sys.exit(f"O ambiente virtual em {venv} ficou sem pip; apague essa pasta e rode de novo o mesmo comando.")
    options = ["-q", "--no-input", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    # PIP_USER in somebody's environment would install outside the environment.
    done = subprocess.run([*pip, "install", *options], env={**os.environ, "PIP_USER": "0"}, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit("A instalação dos pacotes falhou (o motivo está acima). Corrigido isso, rode de novo o mesmo comando.")


def _outer_python() -> str:
    """The Python outside of any virtual environment."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def _works(command: list[str]) -> bool:
    with contextlib.suppress(OSError):
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    return False


if __name__ == "__main__":
    # For CI and for developers' tools: the packages without a command that needs them.
    install(ROOT / ".venv", ROOT / DEV_LOCK)
