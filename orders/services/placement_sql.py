"""The statements of placing orders, whatever their number (migrations/sql/place_orders.sql tells how)."""

from backoffice.core.prepared import Statement

# Customers, orders and lines as JSON, and the moment; a row per order, without an id where the channel's id is taken, with
# why it waits for approval.
PLACE = Statement("orders_place", "SELECT placed_ordinal, placed_id, placed_number, placed_approval FROM orders_place(%s, %s, %s, %s)")

# Only after a conflict, to name the order in the refusal.
FIND_DUPLICATES = """
SELECT external_id, number FROM orders_order
WHERE (channel_id, external_id) IN (SELECT * FROM unnest(%s::bigint[], %s::text[])) AND external_id <> ''
"""
