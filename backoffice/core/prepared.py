"""
Statements that PostgreSQL plans once per connection instead of once per call.

psycopg2 sends every statement as text to be parsed and planned anew.  For the large statements of the hot path that
costs more than running them (reserving three lines: 1.7 ms planned each time, 0.4 ms prepared).  ``PREPARE`` and
``EXECUTE`` are sent by hand; the first use on a connection sends both in one message.

A plan made for any parameters is not the best plan for a thousand rows: batches call ``execute_once`` instead.
"""

import re
from collections.abc import Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection

# A parameter with its cast, or a literal per cent sign.
_PLACE = re.compile(r"%s(::[a-z]+(?:\[\])?)?|%%")

_numbers = count(1)
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

    def execute(self, cursor: Any, parameters: Sequence[Any]) -> None:
        """Run it on Django's default connection, prepared; plainly where a pooler hands connections around."""
        if settings.PGBOUNCER:
            cursor.execute(self.sql, parameters)
            return
        connection.ensure_connection()
        names = _prepared.setdefault(connection.connection, {})
        name = names.get(self)
        if name is not None:
            cursor.execute(f"EXECUTE {name}{self._arguments}", parameters)
            return
        # A new name for each attempt: PREPARE outlives the failure of the EXECUTE behind it.
        name = f"{self.name}_{next(_numbers)}"
        cursor.execute(f"PREPARE {name} AS {self._body}; EXECUTE {name}{self._arguments}", parameters)
        names[self] = name

    def execute_once(self, cursor: Any, parameters: Sequence[Any]) -> None:
        """Run it with a plan of its own: for batches, where the plan matters more than making it."""
        cursor.execute(self.sql, parameters)
