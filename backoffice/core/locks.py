"""
Locks that several areas need.  Rules in docs/mechanisms/locking.md: lock what becomes scarcer, once, ordered by
primary key, right before the check.
"""

import hashlib

from django.db import connection, transaction


def require_transaction() -> None:
    """
    Refuse to lock outside a transaction: such a lock would be gone before it protects anything.

    :raises transaction.TransactionManagementError: called in autocommit mode
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a lock needs a transaction")


def advisory_key(*parts: object) -> int:
    """A stable signed 64-bit key for Postgres' advisory locks; different parts give different keys."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def advisory_lock(*parts: object) -> None:
    """Wait for the named lock and hold it until the transaction ends."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [advisory_key(*parts)])
