"""Registers of the shared kernel; Django's autodiscovery imports this package."""

from backoffice.core.admin import others, traces

__all__ = ["others", "traces"]
