"""The account without privileges that runs PostgreSQL and Valkey when we are root (PostgreSQL refuses root)."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from backoffice.servers.errors import Refused


class Identity(TypedDict, total=False):
    """The keywords of `subprocess.Popen` that change who the child is."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """Who runs a server; `uid` None means: whoever we are."""

    uid: int | None = None
    gid: int | None = None

    def identity(self) -> Identity:
        """Keywords for `subprocess.Popen`."""
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> Path:
        """Give a file or folder to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        return path

    def private_folder(self, path: Path) -> Path:
        """Make a folder that only this account (and root) may enter."""
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        return self.own(path)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may reach what lies in the folder: every folder above it counts too."""
        return self._succeeds(["test", "-x", f"{folder}/."])

    def can_run(self, binary: Path) -> bool:
        """Whether this account may run the binary where it lies."""
        return self._succeeds([str(binary), "--version"])

    def _succeeds(self, command: list[str]) -> bool:
        with contextlib.suppress(OSError):
            run = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, **self.identity())
            return run.returncode == 0
        return False


def server_account() -> Account:
    """The account for the servers: ourselves, or as root `postgres` or else `nobody`.

    :raises Refused: as root on a machine with neither.
    """
    if os.geteuid() != 0:
        return Account()
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise Refused("Como root, o PostgreSQL embutido precisa da conta 'postgres' ou 'nobody', e esta máquina não tem nenhuma das duas.")
