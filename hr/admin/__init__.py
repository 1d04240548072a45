"""Registers of the people area; Django's autodiscovery imports this package."""

from hr.admin import papers, structure

__all__ = ["papers", "structure"]
