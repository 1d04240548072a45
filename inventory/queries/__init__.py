"""THE READ DOOR of the stock area."""

from inventory.queries.beginnings import Beginnings, get_beginnings
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
from inventory.queries.papers import (
    OnTheWay,
    StockItem,
    StockPaper,
    find_stock_items,
    get_paper,
    get_stock_items,
    list_on_the_way,
    list_places,
)
from inventory.queries.picking import CodeMeaning, PickStop, find_codes, get_on_hand, list_pick_stops
from inventory.queries.reconciliations import DifferenceRow, ReconciliationRow, find_reconciliation, list_differences, read_reconciliations
from inventory.queries.sellable import SellableItem, get_sellable, get_sellable_items
from inventory.queries.stock import (
    StockRow,
    VariantStock,
    count_tabs,
    get_variant_stock,
    list_warehouses,
    read_stock,
)
from inventory.queries.story import find_sku, list_reconciliation_story, list_variant_story

__all__ = [
    "Beginnings",
    "CatalogueRow",
    "CodeMeaning",
    "DifferenceRow",
    "MoveRow",
    "PickStop",
    "ReconciliationRow",
    "ReservationRow",
    "SellableItem",
    "StockRow",
    "VariantStock",
    "count_tabs",
    "find_codes",
    "find_reconciliation",
    "find_sku",
    "get_average_costs",
    "get_beginnings",
    "get_on_hand",
    "get_pending_items",
    "get_sellable",
    "get_sellable_items",
    "get_stock_value",
    "get_variant_stock",
    "list_differences",
    "list_moves",
    "list_pick_stops",
    "list_products",
    "list_reconciliation_story",
    "list_reservations",
    "read_reconciliations",
    "read_stock",
    "list_variant_story",
    "list_warehouses",
    "OnTheWay",
    "StockItem",
    "StockPaper",
    "find_stock_items",
    "get_paper",
    "get_stock_items",
    "list_on_the_way",
    "list_places",
]
