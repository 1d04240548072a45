"""The write door of the ledger."""

from finance.services.chart import AccountChange, change_account, ensure_chart
from finance.services.folding import fold_balances, refold_balances
from finance.services.manual import ManualEntry, post_manual_entry, require_open, reverse_entry
from finance.services.opening import OpeningBalances, post_opening_balances
from finance.services.periods import close_period, lock_period, open_months
from finance.services.posting import PostedEntry, post_entries
from finance.services.reopening import approve_reopening, ask_reopening, refuse_reopening
from finance.services.taxes import ensure_tax_rate

__all__ = [
    "AccountChange",
    "ManualEntry",
    "OpeningBalances",
    "PostedEntry",
    "approve_reopening",
    "ask_reopening",
    "change_account",
    "close_period",
    "ensure_chart",
    "ensure_tax_rate",
    "fold_balances",
    "lock_period",
    "open_months",
    "post_entries",
    "post_manual_entry",
    "post_opening_balances",
    "refold_balances",
    "refuse_reopening",
    "require_open",
    "reverse_entry",
]
