"""Registers of the warehouse area: products, kits, price lists, locations; stock figures to look up."""

from inventory.admin.location import LocationAdmin
from inventory.admin.price import PriceListAdmin
from inventory.admin.product import ProductAdmin, VariantAdmin
from inventory.admin.stock import ReservationAdmin, StockLevelAdmin, StockMoveAdmin

__all__ = [
    "LocationAdmin",
    "PriceListAdmin",
    "ProductAdmin",
    "ReservationAdmin",
    "StockLevelAdmin",
    "StockMoveAdmin",
    "VariantAdmin",
]
