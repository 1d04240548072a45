"""
Document numbers.

Gapless where the law asks for it (invoices): the series' row stays locked until commit, so take the number last.
Everywhere else a Postgres sequence serves (orders, entries): fast, never blocks, gaps are harmless.
"""

from django.db import connection

from backoffice.core.locks import require_transaction

_NEXT = """
INSERT INTO core_numbersequence (name, last_number) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last_number = core_numbersequence.last_number + 1
RETURNING last_number
"""


def take_gapless(series: str) -> int:
    """
    The next number of the series, starting at 1; given back if the transaction rolls back.

    :raises transaction.TransactionManagementError: called outside a transaction
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])
