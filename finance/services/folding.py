"""Fold the journal's new lines into period balances; a report then reads thousands of rows, not millions."""

from datetime import datetime

from django.db import connection, transaction

from finance.queries.position import get_stable_position

_STATE = """
INSERT INTO finance_foldstate (id, last_entry_id) VALUES (1, 0) ON CONFLICT (id) DO NOTHING
"""
_TAKE = "SELECT last_entry_id FROM finance_foldstate WHERE id = 1 FOR UPDATE SKIP LOCKED"
# Each channel, and all of them together as "*" (finance.models.balance.ALL_CHANNELS).
_FOLD = """
INSERT INTO finance_periodbalance (period_id, account_id, currency, channel, debit, credit, line_count)
SELECT month, account_id, currency, CASE WHEN GROUPING(channel) = 1 THEN '*' ELSE channel END AS channel,
    coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(-sum(amount) FILTER (WHERE amount < 0), 0), count(*)
FROM finance_journalline, LATERAL (SELECT (EXTRACT(YEAR FROM posted_on) * 100 + EXTRACT(MONTH FROM posted_on))::int AS month) AS at
WHERE entry_id > %(after)s AND entry_id <= %(upto)s
GROUP BY GROUPING SETS ((month, account_id, currency, channel), (month, account_id, currency))
ON CONFLICT (currency, channel, period_id, account_id) DO UPDATE SET
    debit = finance_periodbalance.debit + EXCLUDED.debit,
    credit = finance_periodbalance.credit + EXCLUDED.credit,
    line_count = finance_periodbalance.line_count + EXCLUDED.line_count
"""
_ADVANCE = "UPDATE finance_foldstate SET last_entry_id = %s, folded_at = %s WHERE id = 1"


@transaction.atomic
def fold_balances(*, at: datetime) -> int | None:
    """
    Fold everything up to the stable position and return that position; None if somebody else is folding.

    Each line is counted once: the state's row is locked, and balances and state move in one transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        cursor.execute(_TAKE)
        row = cursor.fetchone()
        if row is None:
            return None
        upto = get_stable_position()
        if upto > row[0]:
            cursor.execute(_FOLD, {"after": row[0], "upto": upto})
            cursor.execute(_ADVANCE, [upto, at])
        return upto


@transaction.atomic
def refold_balances(*, at: datetime) -> int | None:
    """Throw the balances away and fold them again from the lines; None if somebody else is folding."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        cursor.execute(_TAKE)
        if cursor.fetchone() is None:
            return None
        cursor.execute("DELETE FROM finance_periodbalance")
        cursor.execute(_ADVANCE, [0, at])
    return fold_balances(at=at)
