"""THE READ DOOR of the stock area."""

from inventory.queries.catalogue import CatalogueRow, list_products
from inventory.queries.documents import (
    MoveRow,
    ReservationRow,
    get_average_costs,
    get_pending_items,
    get_stock_value,
    list_moves,
    list_reservations,
)
from inventory.queries.sellable import SellableItem, get_sellable, get_sellable_items

__all__ = [
    "CatalogueRow",
    "MoveRow",
    "ReservationRow",
    "SellableItem",
    "get_average_costs",
    "get_pending_items",
    "get_sellable",
    "get_sellable_items",
    "get_stock_value",
    "list_moves",
    "list_products",
    "list_reservations",
]
