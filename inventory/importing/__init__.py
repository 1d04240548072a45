"""The importers of this area; ``backoffice/wiring.py`` names them."""

from inventory.importing.opening_stock import OPENING_STOCK
from inventory.importing.prices import PRICES
from inventory.importing.products import PRODUCTS

__all__ = ["OPENING_STOCK", "PRICES", "PRODUCTS"]
