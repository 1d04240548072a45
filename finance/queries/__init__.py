"""The read door of the ledger."""
