"""THE READ DOOR of the stock area."""

from inventory.queries.sellable import SellableItem, get_sellable, get_sellable_items

__all__ = ["SellableItem", "get_sellable", "get_sellable_items"]
