"""A database of its own for a program of its own: what is written there is gone afterwards, whatever happens."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg2
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Scratch:
    """The database by its address; ``environment`` for a process that is to use it."""

    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "backoffice.settings.test",
            "BACKOFFICE_NO_BOOTSTRAP": "1",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a management command there."""
        command = [sys.executable, "-m", "django", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, bufsize=1, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def run(self, *words: str) -> str:
        """Run one to its end and return what it said; anything but success is an error."""
        process = self.start(*words)
        text, _ = process.communicate()
        assert process.returncode == 0, text[-3000:]
        return text

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of one statement."""
        connection = psycopg2.connect(self.url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, values)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()


@contextmanager
def scratch_database() -> Iterator[Scratch]:
    """An empty, migrated database on the server of the settings."""
    name = f"scratch_{uuid4().hex[:12]}"
    _as_owner(f'CREATE DATABASE "{name}"')
    try:
        scratch = Scratch(_url(name))
        scratch.run("migrate", "--skip-checks", "--verbosity", "0")
        yield scratch
    finally:
        _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _url(name: str) -> str:
    database = settings.DATABASES["default"]
    password = f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
    return f"postgres://{quote(database['USER'], safe='')}{password}@{database['HOST']}:{database['PORT'] or 5432}/{name}"


def _as_owner(statement: str) -> None:
    connection = psycopg2.connect(_url("postgres"))
    connection.autocommit = True
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()
