"""
Statements that PostgreSQL plans once per connection instead of once per call.

psycopg2 sends every statement as text to be parsed and planned anew.  For the large statements of the hot path that
costs more than running them (reserving three lines: 1.7 ms planned each time, 0.4 ms prepared).  ``PREPARE`` and
``EXECUTE`` are sent by hand; the first use on a connection sends both in one message.

A plan made for any parameters is not the best plan for a thousand rows: with ``is_batch`` it is planned for these.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# A parameter with its cast, or a literal per cent sign.
_PLACE = re.compile(r"%s(::[a-z]+(?:\[\])?)?|%%")

_numbers = count(1)
_state = threading.local()
# psycopg2 connection -> {statement: the name it was prepared under there}.
_prepared: "WeakKeyDictionary[Any, dict[Statement, str]]" = WeakKeyDictionary()


class Statement:
    """
    One SQL statement with ``%s`` parameters.  Every parameter needs a type that PostgreSQL can see, or a cast.

    ``name`` is what logs and pg_stat_activity show in its place: ``EXECUTE core_audit_insert_4(...)``.
    """

    def __init__(self, name: str, sql: str) -> None:
        self.name, self.sql = name, sql
        casts: list[str] = []

        def replace(found: re.Match[str]) -> str:
            if found.group() == "%%":
                return "%"
            casts.append(found[1] or "")
            return f"${len(casts)}{found[1] or ''}"

        # Doubled again, because the text passes through psycopg2's own % formatting beside real parameters.
        self._body = _PLACE.sub(replace, sql).replace("%", "%%")
        # The cast goes along: an array of NULLs has no type of its own.
        self._arguments = "(" + ", ".join(f"%s{cast}" for cast in casts) + ")" if casts else ""

    def rows(self, parameters: Sequence[Any], *, is_batch: bool = False) -> list[tuple[Any, ...]]:
        """Run it on Django's default connection and return what it found, all of it."""
        database = connections[DEFAULT_DB_ALIAS]
        if not database.in_atomic_block or database.execute_wrappers or database.queries_logged:
            with database.cursor() as cursor:
                return self._fetch(database, cursor, parameters, is_batch)
        # Inside a transaction the connection is open and known to work, so the driver's own cursor will do: Django's
        # wrappers around each statement cost as much as sending it.
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            cursor = database.connection.cursor()
            cursor.tzinfo_factory = database.tzinfo_factory  # type: ignore[attr-defined]
            try:
                return self._fetch(database, cursor, parameters, is_batch)
            finally:
                cursor.close()

    def run(self, parameters: Sequence[Any], *, is_batch: bool = False) -> None:
        """Run it for its effect."""
        self.rows(parameters, is_batch=is_batch)

    def run_later(self, parameters: Sequence[Any]) -> None:
        """Run it for its effect: at once, or inside ``gathering`` together with the next statement that is not put off."""
        waiting = getattr(_state, "waiting", None)
        if waiting is None:
            self.run(parameters)
        else:
            waiting.append((self, parameters))

    def _fetch(self, database: BaseDatabaseWrapper, cursor: Any, parameters: Sequence[Any], is_batch: bool) -> list[tuple[Any, ...]]:
        # A pooler in transaction mode hands connections around: what was prepared on one is unknown on the next.
        names = None if is_batch or settings.PGBOUNCER else _prepared.setdefault(database.connection, {})
        texts: list[str] = []
        values: list[Any] = []
        prepared: list[tuple[Statement, str]] = []
        for statement, given in [*_take_waiting(), (self, parameters)]:
            texts.append(statement._text(names, prepared))
            values += given
        cursor.execute("; ".join(texts), values)
        for statement, name in prepared:
            names[statement] = name  # type: ignore[index]  # prepared under a name, so there are names
        return cursor.fetchall() if cursor.description else []

    def _text(self, names: "dict[Statement, str] | None", prepared: "list[tuple[Statement, str]]") -> str:
        """What to send; a statement that this connection does not know yet is prepared on the way and noted."""
        if names is None:
            return self.sql
        name = names.get(self)
        if name is not None:
            return f"EXECUTE {name}{self._arguments}"
        # A new name for each attempt: PREPARE outlives the failure of the EXECUTE behind it.
        name = f"{self.name}_{next(_numbers)}"
        prepared.append((self, name))
        return f"PREPARE {name} AS {self._body}; EXECUTE {name}{self._arguments}"


@contextmanager
def gathering() -> Iterator[None]:
    """
    Let inserts that nobody waits for (audit, outbox) travel with the next statement: one message instead of three.

    For the caller that owns the transaction and rolls all of it back on any error.  Whoever catches an error inside
    and goes on must not gather: what was put off before a savepoint was undone would still be sent.
    """
    outer = getattr(_state, "waiting", None)
    _state.waiting = []
    try:
        yield
        left, _state.waiting = _state.waiting, None
        for statement, parameters in left:
            statement.run(parameters)
    finally:
        _state.waiting = outer


def _take_waiting() -> "list[tuple[Statement, Sequence[Any]]]":
    waiting: list[tuple[Statement, Sequence[Any]]] | None = getattr(_state, "waiting", None)
    if not waiting:
        return []
    _state.waiting = []
    return waiting
