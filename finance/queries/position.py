"""
The stable position of the ledger: a posting sequence below which nothing can still appear.

Sequence numbers are given before their transactions commit, so the highest visible number says nothing about a lower
one that is still being written.  Taking the journal's lock alone would answer it, but would keep every new posting
waiting behind the slowest one.  Instead: read how far the sequence has been used, see who holds the writers' lock, and
wait for those to finish.  Whoever comes later takes a higher number.  Nobody waits for us.
"""

import time

from django.db import connection

from finance.models import FoldState

# A writer that takes longer (a big import batch) makes us answer with the last position known to be stable.
MAX_WAIT_SECONDS = 3.0
_POLL_SECONDS = 0.004

_USED_SO_FAR = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM finance_journalentry_id_seq"
# Transaction-scoped locks are held by a virtual transaction: it never comes back once it has ended.
_WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid = (finance_journal_key() >> 32)::oid AND objid = (finance_journal_key() & 4294967295)::oid AND objsubid = 1
    AND granted AND mode = 'ShareLock' AND pid <> pg_backend_pid()
"""
_LAST_AT_OR_BELOW = "SELECT coalesce(max(id), 0) FROM finance_journalentry WHERE id <= %s"


def get_stable_position(*, wait_seconds: float = MAX_WAIT_SECONDS) -> int:
    """
    The number of the last entry such that no lower number can still commit; 0 for an empty ledger.

    Waits at most ``wait_seconds`` for those who are posting at this moment; then answers with the position of the last
    fold, which is older and just as stable.
    """
    with connection.cursor() as cursor:
        cursor.execute(_USED_SO_FAR)
        used = int(cursor.fetchone()[0])
        cursor.execute(_WRITERS)
        writing = {row[0] for row in cursor.fetchall()}
        deadline = time.monotonic() + wait_seconds
        while writing:
            if time.monotonic() > deadline:
                return FoldState.objects.values_list("last_entry_id", flat=True).first() or 0
            time.sleep(_POLL_SECONDS)
            cursor.execute(_WRITERS)
            writing &= {row[0] for row in cursor.fetchall()}
        cursor.execute(_LAST_AT_OR_BELOW, [used])
        return int(cursor.fetchone()[0])
