"""The read door of the ledger."""

from finance.queries.journal import EntryDetail, EntryLine, EntryRow, get_entry, list_entries, read_entries
from finance.queries.ledger import (
    LedgerFilter,
    LedgerRow,
    LedgerSums,
    Part,
    codes_below,
    list_accounts,
    list_parts,
    list_postable_accounts,
    name_of,
    read_ledger,
    sum_ledger,
)
from finance.queries.movements import Sums, sum_by_month, sum_by_range, sum_days
from finance.queries.opening import Books, OpeningAccount, OpeningEntry, get_books, get_opening, list_chart, list_opening_accounts
from finance.queries.periods import get_last_month_with_entries, get_period, list_channels, list_periods
from finance.queries.position import get_stable_position
from finance.queries.queues import list_closable_months
from finance.queries.reopenings import (
    MonthSums,
    get_reopening,
    list_decided_reopenings,
    list_waiting_reopenings,
    sum_month,
)
from finance.queries.story import find_entry_key, list_entry_story
from finance.queries.taxes import list_tax_rates

__all__ = [
    "Books",
    "EntryDetail",
    "EntryLine",
    "EntryRow",
    "LedgerFilter",
    "LedgerRow",
    "LedgerSums",
    "MonthSums",
    "OpeningAccount",
    "OpeningEntry",
    "Part",
    "Sums",
    "codes_below",
    "find_entry_key",
    "get_books",
    "get_entry",
    "get_last_month_with_entries",
    "get_opening",
    "get_period",
    "get_reopening",
    "get_stable_position",
    "list_accounts",
    "list_channels",
    "list_chart",
    "list_closable_months",
    "list_decided_reopenings",
    "list_entries",
    "list_entry_story",
    "list_opening_accounts",
    "list_parts",
    "list_postable_accounts",
    "list_periods",
    "list_tax_rates",
    "list_waiting_reopenings",
    "name_of",
    "read_entries",
    "read_ledger",
    "sum_by_month",
    "sum_by_range",
    "sum_days",
    "sum_ledger",
    "sum_month",
]
