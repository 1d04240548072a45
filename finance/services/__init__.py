"""The write door of the ledger."""

from finance.services.chart import AccountChange, change_account, ensure_chart
from finance.services.posting import PostedEntry, post_entries

__all__ = ["AccountChange", "PostedEntry", "change_account", "ensure_chart", "post_entries"]
