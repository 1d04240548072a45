"""
Gates: a test shuts one, and the first process that comes to it stands still inside its transaction.

A gate is an advisory lock in the installation's database.  Triggers (laid once, at the start) and the probe's points
take it shared, which costs nothing while it is open; a test that shuts it holds it exclusively.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2

from tests.faults.processes import process_at_port

SPACE = 7001
PASS = f"SELECT pg_advisory_xact_lock_shared({SPACE}, %s)"

# name -> trigger: when, on which table, how.
TRIGGERS = {
    "before the order is written": "BEFORE INSERT ON orders_order FOR EACH STATEMENT",
    "stock reserved, nothing announced": "BEFORE INSERT ON core_auditentry FOR EACH STATEMENT",
    "all written, not committed": "AFTER INSERT ON core_idempotencykey FOR EACH STATEMENT",
    "job at a step": "BEFORE UPDATE OF done ON core_job FOR EACH ROW WHEN (NEW.done > OLD.done AND NEW.status = 'running')",
    "checkpoint about to be saved": (
        "BEFORE UPDATE OF checkpoint ON core_job FOR EACH ROW WHEN (OLD.checkpoint IS NOT NULL AND NEW.checkpoint <> OLD.checkpoint)"
    ),
}
# At the very COMMIT: whoever is killed there does not learn that the database has said yes.
COMMIT_TRIGGERS = {"in the commit": "AFTER INSERT ON core_idempotencykey DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"}
POINTS = ["file written, not renamed", "file renamed, not referenced", "job done, not acknowledged"]

numbers = {name: number for number, name in enumerate([*TRIGGERS, *COMMIT_TRIGGERS, *POINTS], start=1)}

_FUNCTION = f"""
CREATE FUNCTION fault_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared({SPACE}, TG_ARGV[0]::int);
    RETURN NEW;
END $$;
CREATE TABLE fault_effect (id bigserial PRIMARY KEY, name text NOT NULL);
"""
_WAITING = f"""
SELECT activity.pid, activity.client_port
FROM pg_locks AS lock JOIN pg_stat_activity AS activity USING (pid)
WHERE lock.locktype = 'advisory' AND lock.classid = {SPACE} AND lock.objid = %s AND NOT lock.granted
"""


def lay(connection: Any) -> None:
    """Make the triggers and the table that counts effects."""
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTION)
        for kind, triggers in (("", TRIGGERS), ("CONSTRAINT", COMMIT_TRIGGERS)):
            for name, event in triggers.items():
                cursor.execute(f"CREATE {kind} TRIGGER fault_gate_{numbers[name]} {event} EXECUTE FUNCTION fault_gate({numbers[name]})")


@dataclass
class Held:
    """Somebody who waits at a gate: the database session, and the process of ours that it serves."""

    backend: int
    process: int


class Gate:
    """One gate, shut until ``open`` or the end of the ``with``."""

    def __init__(self, connection: Any, name: str) -> None:
        self._connection = connection
        self._number = numbers[name]
        self.name = name

    def wait_for_someone(self, *, seconds: float = 20.0) -> Held:
        """Who stands at the gate; that somebody does is the proof that the fault strikes where it should."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with self._connection.cursor() as cursor:
                cursor.execute(_WAITING, [self._number])
                row = cursor.fetchone()
            if row is not None:
                return Held(backend=row[0], process=process_at_port(row[1]))
            time.sleep(0.02)
        raise AssertionError(f"nobody came to the gate {self.name!r} within {seconds} s")

    def open(self) -> None:
        """Let everybody through."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SPACE, self._number])


@contextmanager
def shut(database_url: str, name: str) -> Iterator[Gate]:
    """Shut a gate for the time of the ``with``."""
    with closing(psycopg2.connect(database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [SPACE, numbers[name]])
        yield Gate(connection, name)
