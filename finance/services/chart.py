"""The chart of accounts: its start, and the changes a person may make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.audit import Trace
from backoffice.core.codec import to_json
from finance import locks
from finance.chart import CHART, ChartRow
from finance.errors import AccountInUse, AccountNotFound
from finance.posting.roles import USED_BY_RULES
from finance.services.refusals import named_refusals

_ADD_MISSING = """
INSERT INTO finance_account (code, name, nature, kind, statement_line, is_postable, is_active, referential_code)
SELECT code, name, nature, kind, coalesce(statement_line, ''), statement_line IS NOT NULL, true, ''
FROM jsonb_to_recordset(%s) AS row(code text, name text, nature text, kind text, statement_line text)
ON CONFLICT (code) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What a person may change of an account; its code and kind stay."""

    name: str
    statement_line: str
    is_active: bool
    referential_code: str


def ensure_chart(rows: Sequence[ChartRow] = CHART) -> int:
    """Add the accounts that are missing and say how many; what a company renamed or added stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD_MISSING, [to_json(list(rows)).decode()])
        return int(cursor.rowcount)


@transaction.atomic
def change_account(*, code: str, change: AccountChange, by: Actor, at: datetime) -> None:
    """
    Rename an account, move it to another line of the income statement, switch it off or on.

    :raises AccountNotFound: no such account
    :raises AccountInUse: a posting rule needs it, so it cannot be switched off
    """
    account = locks.account(code)
    if account is None:
        raise AccountNotFound(code=code)
    if not change.is_active and code in USED_BY_RULES:
        raise AccountInUse(account=code, rule=True)
    fields = ("name", "statement_line", "is_active", "referential_code")
    before = {field: getattr(account, field) for field in fields}
    for field in fields:
        setattr(account, field, getattr(change, field))
    with named_refusals(), transaction.atomic():
        account.save(update_fields=list(fields))
    after = {field: getattr(change, field) for field in fields}
    audit.record([Trace(action="account.changed", subject=("account", code), at=at, before=before, after=after)], by=by)
