"""Registers of people and API clients; Django's autodiscovery imports this package."""

from backoffice.accounts.admin import clients, others, users

__all__ = ["clients", "others", "users"]
