"""
The read door of the sales area.  Every function takes the actor and shows only the rows it may know of
(core.policy); results are frozen dataclasses, never querysets.
"""

from orders.queries.beginnings import count_channels, has_orders
from orders.queries.board import SORTS, TABS, Tab, count_tabs, list_board, read_board, search_orders
from orders.queries.channels import list_channel_names
from orders.queries.customers import (
    CustomerOrder,
    CustomerPage,
    FoundCustomer,
    find_customer,
    find_customers,
    get_customer,
    list_customer_orders,
)
from orders.queries.detail import get_editable, get_order
from orders.queries.listing import find_numbers, get_order_summary, list_orders
from orders.queries.picking import (
    count_pickable,
    count_warehouse,
    list_pickable,
    list_picking_marks,
    list_recent_carriers,
    list_shortages,
    list_waves,
)
from orders.queries.picking_rows import BoxRow, LineRow, PickableRow, PickingMark, ShortageRow, WarehouseCounts, WaveDetail, WaveRow
from orders.queries.rows import (
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
from orders.queries.shipments import ShipmentPage, get_shipment
from orders.queries.timeline import list_customer_story, list_timeline
from orders.queries.today import get_sales_totals, get_today
from orders.queries.wave_detail import find_box, get_wave, list_packed, list_shipped

__all__ = [
    "CustomerOrder",
    "CustomerPage",
    "FoundCustomer",
    "ShipmentPage",
    "find_customer",
    "find_customers",
    "get_customer",
    "get_editable",
    "get_shipment",
    "list_customer_orders",
    "list_customer_story",
    "SORTS",
    "TABS",
    "BoardRow",
    "BoxRow",
    "CustomerDetail",
    "DayFigure",
    "LineDetail",
    "LineRow",
    "OrderDetail",
    "OrderList",
    "OrderSummary",
    "PaymentDetail",
    "PickableRow",
    "PickingMark",
    "SalesTotals",
    "ShipmentDetail",
    "ShortageRow",
    "Step",
    "Tab",
    "TimelineEntry",
    "TodayFigures",
    "WarehouseCounts",
    "WaveDetail",
    "WaveRow",
    "count_channels",
    "list_channel_names",
    "count_pickable",
    "count_tabs",
    "count_warehouse",
    "find_box",
    "find_numbers",
    "get_order",
    "get_order_summary",
    "get_sales_totals",
    "get_today",
    "get_wave",
    "has_orders",
    "list_board",
    "read_board",
    "list_orders",
    "list_packed",
    "list_pickable",
    "list_picking_marks",
    "list_recent_carriers",
    "list_shipped",
    "list_shortages",
    "list_timeline",
    "list_waves",
    "search_orders",
]
