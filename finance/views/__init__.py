"""Screens of the ledger: thin; queries and reports do the work."""
