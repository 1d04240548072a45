"""The Valkey of a demo or a test run: Celery's broker and the cache."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from backoffice.servers.accounts import Account
from backoffice.servers.binaries import valkey_binary
from backoffice.servers.ports import LOOPBACK
from backoffice.servers.postgres import SERVER_ENV
from backoffice.servers.process import Program
from backoffice.servers.state import secret, write_private


@dataclass(frozen=True)
class Valkey:
    """One server on one data folder."""

    binary: Path
    home: Path
    account: Account
    port: int
    throw_away: bool = False

    @property
    def data(self) -> Path:
        """Its data folder, which is also where it works."""
        return self.home / "valkey"

    @property
    def url(self) -> str:
        """Its address. The scheme says redis because that is the one Celery knows."""
        return f"redis://:{secret(self.home, 'valkey')}@{LOOPBACK}:{self.port}/0"

    def program(self) -> Program:
        """How to run it; writes its configuration, for a password on the command line would be public."""
        config = self.home / "valkey.conf"
        lines = {
            "bind": LOOPBACK,
            "port": self.port,
            "requirepass": secret(self.home, "valkey"),
            "dir": self.account.private_folder(self.data),
            "appendonly": "no" if self.throw_away else "yes",
            "appendfsync": "everysec",
            "save": '""',
            # A full broker must refuse, not forget.
            "maxmemory-policy": "noeviction",
        }
        write_private(config, "".join(f"{key} {value}\n" for key, value in lines.items()))
        self.account.own(config)
        return Program(
            name="valkey",
            argv=(str(self.binary), str(config)),
            env=SERVER_ENV,
            cwd=self.data,
            account=self.account,
            is_ready=partial(answers_ping, self.port, secret(self.home, "valkey")),
        )


def find_valkey(home: Path, account: Account, port: int, *, throw_away: bool = False) -> Valkey:
    """The server of this home, with the binary that this machine has.

    :raises Refused: where there is none.
    """
    return Valkey(valkey_binary(account), home, account, port, throw_away)


def answers_ping(port: int, password: str) -> bool:
    """Whether it answers a PING: while it loads its file after a crash it accepts connections but not commands."""
    with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1) as connection:
        connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
        connection.settimeout(1)
        answer = b""
        while answer.count(b"\n") < 2 and (more := connection.recv(100)):
            answer += more
        return answer.endswith(b"+PONG\r\n")
    return False
