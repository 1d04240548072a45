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

# Transaction-scoped locks are held by virtual transactions, which never come back once they have ended.
_PROBE = "SELECT used, writers, last_entry FROM finance_probe_position()"
_LAST_AT_OR_BELOW = "SELECT coalesce(max(id), 0) FROM finance_journalentry WHERE id <= %s"


def get_stable_position(*, wait_seconds: float = MAX_WAIT_SECONDS) -> int:
    """
    The number of the last entry such that no lower number can still commit; 0 for an empty ledger.

    Waits at most ``wait_seconds`` for those who are posting at this moment; then answers with the position of the last
    fold, which is older and just as stable.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PROBE)
        used, writers, last_entry = cursor.fetchone()
        if not writers:
            return int(last_entry)
        writing = set(writers)
        deadline = time.monotonic() + wait_seconds
        while writing:
            if time.monotonic() > deadline:
                return FoldState.objects.values_list("last_entry_id", flat=True).first() or 0
            time.sleep(_POLL_SECONDS)
            cursor.execute(_PROBE)
            writing &= set(cursor.fetchone()[1] or ())
        cursor.execute(_LAST_AT_OR_BELOW, [used])
        return int(cursor.fetchone()[0])
