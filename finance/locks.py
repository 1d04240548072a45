"""The ledger's locks.  Writers share the journal's lock (a trigger takes it); closing a period takes it alone."""

from django.db import connection

from backoffice.core.locks import require_transaction
from finance.models import Account, JournalEntry, Period

# Who posts is done in milliseconds, an import batch in seconds; beyond that we tell instead of keeping everybody waiting.
MAX_WAIT_MILLISECONDS = 10_000


def journal_alone() -> None:
    """
    Wait until nobody posts and let nobody post until the transaction ends.

    :raises DatabaseError: somebody kept posting for too long (SQLSTATE 55P03, LedgerBusy)
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [str(MAX_WAIT_MILLISECONDS)])
        cursor.execute("SELECT pg_advisory_xact_lock(finance_journal_key())")
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")


def period(period_id: int) -> Period | None:
    """The period, locked."""
    require_transaction()
    return Period.objects.select_for_update().filter(pk=period_id).first()


def account(code: str) -> Account | None:
    """The account, locked."""
    require_transaction()
    return Account.objects.select_for_update().filter(code=code).first()


def entry(entry_id: int) -> JournalEntry | None:
    """The entry, locked against being reversed twice at once."""
    require_transaction()
    return JournalEntry.objects.select_for_update().filter(pk=entry_id).first()
