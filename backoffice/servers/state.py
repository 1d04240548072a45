"""The state folder: what the demo keeps between two starts, and the lock that keeps a second demo out."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backoffice.servers.accounts import Account
from backoffice.servers.bootstrap import ROOT
from backoffice.servers.errors import Refused

ROOT_HOME = Path("/var/lib/backoffice")
# Everything a start may write into the state folder. Nothing else is ever removed from it: it may be anybody's folder.
OURS = (
    "pg14", "pg15", "pg16", "pg17", "pg18", "pg19", "valkey", "valkey.conf", "media", "logs", "secrets.json", "ports.json",
    "prepared.json", "credentials.json", "runtime.env", "pids.json", "beat-schedule", "beat-schedule.db", "pango-tried",
)  # fmt: skip
SIGNS_OF_A_START = ("secrets.json", "ports.json", "prepared.json", "servers")


def state_path() -> Path:
    """Where the demo lives: BACKOFFICE_STATE, or a folder of this checkout's own."""
    if named := os.environ.get("BACKOFFICE_STATE"):
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        # Root's home is closed to the account that runs the servers, and checkouts often lie there.
        return ROOT_HOME / hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
    return ROOT / ".local"


class State:
    """One state folder and the names of the files in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "logs"
        self.media = path / "media"
        self.runtime_env = path / "runtime.env"
        self.pids = path / "pids.json"
        self.credentials = path / "credentials.json"
        self.prepared = path / "prepared.json"
        self.ports = path / "ports.json"

    def create(self) -> None:
        """Make the folder and its fixed subfolders.

        :raises Refused: where we may not.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.logs, self.media):
                folder.mkdir(exist_ok=True, mode=0o700)
            (self.path / "lock").touch()
        except OSError as error:
            raise Refused(f"Não consigo escrever em {self.path} ({error.strerror}). Escolha outra pasta em BACKOFFICE_STATE.") from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other demo off this folder.

        :raises Refused: where one is using it.
        """
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                raise Refused(
                    f"Já há uma Retaguarda em execução sobre {self.path} (processo {lock.read().strip() or '?'}).\n"
                    "Pare-a com Ctrl-C no terminal dela, ou escolha outra pasta na variável BACKOFFICE_STATE e outra porta com --port."
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield

    def is_in_use(self) -> bool:
        """Whether a demo runs on this folder now."""
        try:
            lock = (self.path / "lock").open()
        except OSError:
            return False
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return True
            return False

    def servers_home(self, account: Account) -> Path:
        """Where the servers' data lie: here, or where the account that runs them cannot come in, in a folder linked from here."""
        if account.can_enter(self.path):
            return self.path
        link = self.path / "servers"
        if not link.is_dir():
            link.unlink(missing_ok=True)
            ROOT_HOME.mkdir(parents=True, exist_ok=True)
            ROOT_HOME.chmod(0o755)  # whatever the umask
            home = Path(tempfile.mkdtemp(prefix="state-", dir=ROOT_HOME))
            home.chmod(0o711)
            link.symlink_to(home)
        return link.resolve()

    def forget(self) -> None:
        """Remove what earlier starts wrote, and nothing else; a folder where none ever ran is left as it is."""
        link = self.path / "servers"
        if not any((self.path / name).exists() for name in SIGNS_OF_A_START):
            return
        for folder in (link.resolve(), self.path) if link.is_symlink() else (self.path,):
            for name in OURS:
                _remove(folder / name)
        if link.is_symlink():
            _remove(link.resolve())
            link.unlink(missing_ok=True)


def secret(home: Path, name: str) -> str:
    """The secret of this name, made at its first use and kept in a file that only we may read."""
    path = home / "secrets.json"
    known: dict[str, str] = read_json(path)
    if name not in known:
        known[name] = secrets.token_urlsafe(32)
        write_private(path, json.dumps(known))
    return known[name]


def write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only: a reader sees the old text or the new one, never half."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8") as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; an absent or broken file is an empty one, because each can be made anew."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def _remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it; another process, or a server that is going down, may do the same."""
    while path.is_dir() and not path.is_symlink():
        # Only what is gone already is no error, and the rest of the folder still has to go.
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(path)
    path.unlink(missing_ok=True)
