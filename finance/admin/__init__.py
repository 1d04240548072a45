"""Registers of the ledger; Django's autodiscovery imports this package."""

from finance.admin import account, journal, tax

__all__ = ["account", "journal", "tax"]
