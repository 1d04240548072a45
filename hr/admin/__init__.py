"""Registers of the people area; Django's autodiscovery imports this package."""

from hr.admin import leave, papers, structure

__all__ = ["leave", "papers", "structure"]
