"""Registers of the ledger; Django's autodiscovery imports this package."""

from finance.admin import account, journal, period, tax

__all__ = ["account", "journal", "period", "tax"]
