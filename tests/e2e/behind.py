"""What stands behind the screens of a story: the demo's own commands, its database, the clock on the telephone."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg2

from backoffice.pictures.demo import NAMED_BY_THE_TEST_RUN
from backoffice.servers.bootstrap import ROOT

if TYPE_CHECKING:
    from backoffice.pictures.demo import Demo


def command(demo: Demo, *words: str) -> str:
    """Run `manage.py` against the demo, as whoever looks after the server does; what it printed."""
    environment = {key: value for key, value in os.environ.items() if key not in NAMED_BY_THE_TEST_RUN}
    environment |= {"BACKOFFICE_STATE": str(demo.state.path)}
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True, timeout=60, capture_output=True, text=True
    )
    return done.stdout


def tell_demo(demo: Demo, code: str) -> None:
    """Run a few lines inside the demo's application: what no screen can do, like waiting for an hour."""
    command(demo, "shell", "-v0", "-c", code)


def code_now(secret: str) -> str:
    """What the application on the telephone shows (RFC 6238: SHA-1, 30 seconds, six digits)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@contextlib.contextmanager
def table_gone(demo: Demo, table: str) -> Iterator[None]:
    """A table under another name: every page that reads it breaks, as after half an upgrade."""
    _ask(demo.database_url, f"ALTER TABLE {table} RENAME TO {table}_gone")
    try:
        yield
    finally:
        _ask(demo.database_url, f"ALTER TABLE {table}_gone RENAME TO {table}")


@contextlib.contextmanager
def database_away(demo: Demo) -> Iterator[None]:
    """The database ends all connections and takes no new ones, as while it starts again."""
    name = urlsplit(demo.database_url).path.removeprefix("/")
    beside = urlsplit(demo.database_url)._replace(path="/postgres").geturl()
    _ask(beside, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        _ask(beside, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        yield
    finally:
        _ask(beside, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _ask(address: str, statement: str) -> None:
    connection = psycopg2.connect(address, connect_timeout=10)
    try:
        connection.autocommit = True
        connection.cursor().execute(statement)
    finally:
        connection.close()
