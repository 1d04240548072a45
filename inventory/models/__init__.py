"""Goods, where they lie, what moved, what is promised."""

from inventory.models.document import StockDocument
from inventory.models.location import Location
from inventory.models.price import Price, PriceList
from inventory.models.product import KitComponent, Product, Variant
from inventory.models.reconciliation import StockDifference, StockReconciliation
from inventory.models.stock import Reservation, StockLevel, StockMove, StockValue

__all__ = [
    "KitComponent",
    "Location",
    "Price",
    "PriceList",
    "Product",
    "Reservation",
    "StockDifference",
    "StockDocument",
    "StockLevel",
    "StockMove",
    "StockReconciliation",
    "StockValue",
    "Variant",
]
