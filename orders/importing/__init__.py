"""The importers of this area; ``backoffice/wiring.py`` names them."""

from orders.importing.customers import CUSTOMERS

__all__ = ["CUSTOMERS"]
