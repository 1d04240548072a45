"""The importers of this area; ``backoffice/wiring.py`` names them."""

from hr.importing.employees import EMPLOYEES

__all__ = ["EMPLOYEES"]
