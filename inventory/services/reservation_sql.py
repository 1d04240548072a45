"""
The statements behind reservations.

Both lock first, in a CTE of their own, ordered by primary key, so that crossed carts wait instead of deadlocking.  A
row that another transaction changed meanwhile is read again after the wait (READ COMMITTED re-evaluates the locked
row), so ``free`` is never stale.

The UPDATE then writes every figure from the locked row, not from its own: Postgres computes the new row from the
snapshot's version first and checks its constraints, and only then sees that there is a newer version.  With
``reserved = reserved + n`` that first attempt broke the CHECK on figures of the past (seen under load).
"""

# Free stock of a (variant, warehouse) is laid out as a line of intervals in picking order, wanted stock as intervals
# in request order; where two intervals overlap, that request takes that much from that place.
RESERVE = """
WITH wanted AS (
    SELECT item.number, item.variant_id, item.quantity, request.reference, request.warehouse_id, request.expires_at
    FROM unnest(%s::int[], %s::bigint[], %s::int[]) AS item(number, variant_id, quantity)
    JOIN unnest(%s::text[], %s::bigint[], %s::timestamptz[]) WITH ORDINALITY AS request(reference, warehouse_id, expires_at, ordinal)
        ON request.ordinal = item.number + 1
), locked AS MATERIALIZED (
    SELECT level.id, level.variant_id, place.warehouse_id, place.id AS location_id, place.priority,
        level.on_hand, level.reserved, level.backorder_limit, level.on_hand + level.backorder_limit - level.reserved AS free
    FROM inventory_stocklevel AS level
    JOIN inventory_location AS place ON place.id = level.location_id
    WHERE (level.variant_id, place.warehouse_id) IN (SELECT variant_id, warehouse_id FROM wanted) AND place.is_active AND place.is_pickable
    ORDER BY level.id
    FOR UPDATE OF level
), supply AS MATERIALIZED (
    SELECT id, variant_id, warehouse_id, location_id, on_hand, reserved, backorder_limit,
        sum(free) OVER line - free AS starts, sum(free) OVER line AS ends
    FROM locked
    WINDOW line AS (PARTITION BY variant_id, warehouse_id ORDER BY priority, location_id)
), demand AS (
    SELECT *, sum(quantity) OVER line - quantity AS starts, sum(quantity) OVER line AS ends
    FROM wanted
    WINDOW line AS (PARTITION BY variant_id, warehouse_id ORDER BY number)
), totals AS MATERIALIZED (
    SELECT variant_id, warehouse_id, sum(free) AS free FROM locked GROUP BY variant_id, warehouse_id
), shortages AS (
    SELECT demand.number, demand.reference, demand.variant_id, demand.quantity,
        greatest(coalesce(totals.free, 0) - demand.starts, 0) AS available
    FROM demand LEFT JOIN totals USING (variant_id, warehouse_id)
    WHERE demand.ends > coalesce(totals.free, 0)
), taken AS (
    SELECT demand.number, demand.reference, demand.expires_at, supply.id AS level_id, supply.variant_id, supply.location_id,
        supply.on_hand, supply.reserved, supply.backorder_limit,
        least(demand.ends, supply.ends) - greatest(demand.starts, supply.starts) AS quantity
    FROM demand
    JOIN supply ON supply.variant_id = demand.variant_id AND supply.warehouse_id = demand.warehouse_id
        AND supply.starts < demand.ends AND demand.starts < supply.ends
    WHERE NOT EXISTS (SELECT FROM shortages)
), promised AS (
    UPDATE inventory_stocklevel AS level
    SET on_hand = part.on_hand, backorder_limit = part.backorder_limit, reserved = part.reserved + part.quantity
    FROM (
        SELECT level_id, on_hand, backorder_limit, reserved, sum(quantity) AS quantity
        FROM taken GROUP BY level_id, on_hand, backorder_limit, reserved
    ) AS part
    WHERE level.id = part.level_id
), written AS (
    INSERT INTO inventory_reservation (reference, variant_id, location_id, quantity, status, expires_at, created_at)
    SELECT reference, variant_id, location_id, quantity, 'pending', expires_at, %s FROM taken ORDER BY number, variant_id, level_id
)
SELECT shortages.reference, coalesce(variant.sku, ''), shortages.variant_id, shortages.quantity::int, shortages.available::int
FROM shortages LEFT JOIN inventory_variant AS variant ON variant.id = shortages.variant_id
ORDER BY shortages.number, variant.sku
"""

# What the CTE ``closing`` ends no longer counts as reserved: its levels locked by key, then written.
GIVE_BACK = """locked AS MATERIALIZED (
    SELECT level.id, level.on_hand, level.backorder_limit, level.reserved, part.quantity
    FROM inventory_stocklevel AS level
    JOIN (SELECT variant_id, location_id, sum(quantity) AS quantity FROM closing GROUP BY variant_id, location_id) AS part
        USING (variant_id, location_id)
    ORDER BY level.id FOR UPDATE OF level
), given_back AS (
    UPDATE inventory_stocklevel AS level
    SET on_hand = locked.on_hand, backorder_limit = locked.backorder_limit, reserved = locked.reserved - locked.quantity
    FROM locked WHERE level.id = locked.id
)"""

# First the reservations (an expiry job and a shipment may want the same ones), then their levels, both by key.
RELEASE = f"""
WITH closing AS MATERIALIZED (
    SELECT id, reference, variant_id, location_id, quantity FROM inventory_reservation
    WHERE reference = ANY(%s) AND status = 'pending' ORDER BY id FOR UPDATE
), {GIVE_BACK}, closed AS (
    UPDATE inventory_reservation AS reservation SET status = %s, closed_at = %s FROM closing WHERE reservation.id = closing.id
)
SELECT reference, variant_id, location_id, quantity FROM closing ORDER BY id
"""  # noqa: S608 - made of constants only
