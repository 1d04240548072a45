"""
The read door of the sales area.  Every function takes the actor and shows only the rows it may know of
(core.policy); results are frozen dataclasses, never querysets.
"""

from orders.queries.board import TABS, Tab, count_tabs, list_board, search_orders
from orders.queries.detail import get_order
from orders.queries.listing import find_numbers, get_order_summary, list_orders
from orders.queries.rows import (
    BoardPage,
    BoardRow,
    CustomerDetail,
    DayFigure,
    LineDetail,
    OrderDetail,
    OrderList,
    OrderSummary,
    PaymentDetail,
    SalesTotals,
    ShipmentDetail,
    Step,
    TimelineEntry,
    TodayFigures,
)
from orders.queries.timeline import list_timeline
from orders.queries.today import get_sales_totals, get_today

__all__ = [
    "TABS",
    "BoardPage",
    "BoardRow",
    "CustomerDetail",
    "DayFigure",
    "LineDetail",
    "OrderDetail",
    "OrderList",
    "OrderSummary",
    "PaymentDetail",
    "SalesTotals",
    "ShipmentDetail",
    "Step",
    "Tab",
    "TimelineEntry",
    "TodayFigures",
    "count_tabs",
    "find_numbers",
    "get_order",
    "get_order_summary",
    "get_sales_totals",
    "get_today",
    "list_board",
    "list_orders",
    "list_timeline",
    "search_orders",
]
