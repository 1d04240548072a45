"""The database's refusals under their business names."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError

from backoffice.core.errors import BusinessError
from finance import errors

_BY_SQLSTATE: dict[str, type[BusinessError]] = {
    "23R01": errors.EntryNotBalanced,
    "23R02": errors.PeriodClosed,
    "23R03": errors.EntryIncomplete,
    "23R04": errors.AccountNotPostable,
    "23R05": errors.EntryIncomplete,
    "23R06": errors.AccountInUse,
    "23R07": errors.PeriodStateConflict,
    # The account of a line was not found and came as NULL.
    "23502": errors.EntryIncomplete,
    "23001": errors.RowChangeRefused,
    "55P03": errors.LedgerBusy,
}


@contextmanager
def named_refusals() -> Iterator[None]:
    """Translate what a trigger of the ledger raised; anything else passes as it is."""
    try:
        yield
    except DatabaseError as error:
        cause: Any = error.__cause__
        named = _BY_SQLSTATE.get(getattr(cause, "pgcode", None) or "")
        if named is None:
            raise
        raise named(**_details(cause)) from error


def _details(cause: Any) -> dict[str, Any]:
    detail = getattr(getattr(cause, "diag", None), "message_detail", None)
    return json.loads(detail) if detail and detail.startswith("{") else {}
