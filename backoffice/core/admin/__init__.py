"""Registers of the shared kernel; Django's autodiscovery imports this package."""

from backoffice.core.admin import access, others, traces

__all__ = ["access", "others", "traces"]
