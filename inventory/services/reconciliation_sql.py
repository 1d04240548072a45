"""
The statements that compare stored figures with the rows behind them.

One statement is one snapshot: a move and its level commit together, so a difference is never the shadow of a movement
under way.  Moves are read once, in the order of their index, and grouped by their two ends; what follows works on those
few groups.  A move counts for the value if it crosses the company's border: it arrives inside, or leaves from inside.
"""

_EXPECTED = """
inside AS MATERIALIZED (
    SELECT id FROM inventory_location WHERE kind IN ('warehouse', 'bin', 'transit')
), routes AS MATERIALIZED (
    SELECT variant_id, source_id, destination_id, sum(quantity) AS pieces, sum(value) AS value, count(*) AS moves
    FROM inventory_stockmove WHERE {scope} GROUP BY variant_id, source_id, destination_id
), crossing AS MATERIALIZED (
    SELECT routes.*, source.id IS NOT NULL AS leaves, destination.id IS NOT NULL AS arrives
    FROM routes LEFT JOIN inside AS source ON source.id = source_id LEFT JOIN inside AS destination ON destination.id = destination_id
), place AS MATERIALIZED (
    SELECT variant_id, location_id, sum(pieces)::bigint AS pieces, sum(moves)::bigint AS moves
    FROM (
        SELECT variant_id, destination_id AS location_id, pieces, moves FROM crossing WHERE arrives
        UNION ALL
        SELECT variant_id, source_id, -pieces, moves FROM crossing WHERE leaves
    ) AS ends
    GROUP BY variant_id, location_id
), worth AS (
    SELECT variant_id, sum(CASE WHEN arrives THEN pieces ELSE -pieces END)::bigint AS pieces,
        sum(CASE WHEN arrives THEN value ELSE -value END) AS value, sum(moves)::bigint AS moves
    FROM crossing WHERE arrives <> leaves GROUP BY variant_id
), promised AS (
    SELECT variant_id, location_id, sum(quantity)::bigint AS pieces, count(*) AS rows
    FROM inventory_reservation WHERE status = 'pending' AND {scope} GROUP BY variant_id, location_id
)"""

_RANGE = "variant_id > %(after)s AND variant_id <= %(last)s"

# Levels compared, moves read, and the differences as rows of JSON.
COMPARE = f"""
WITH {_EXPECTED.format(scope=_RANGE)}, level AS (
    SELECT variant_id, location_id, on_hand, reserved FROM inventory_stocklevel WHERE {_RANGE}
), book AS (
    SELECT variant_id, quantity, value FROM inventory_stockvalue WHERE {_RANGE}
), levels_off AS (
    SELECT variant_id, location_id, level.on_hand, level.reserved, place.pieces, place.moves, promised.pieces AS promised, promised.rows
    FROM level FULL JOIN place USING (variant_id, location_id) FULL JOIN promised USING (variant_id, location_id)
    WHERE coalesce(place.pieces, 0) <> coalesce(level.on_hand, 0) OR coalesce(promised.pieces, 0) <> coalesce(level.reserved, 0)
), values_off AS (
    SELECT variant_id, book.quantity, book.value, worth.pieces, worth.value AS expected, worth.moves
    FROM book FULL JOIN worth USING (variant_id)
    WHERE coalesce(worth.pieces, 0) <> coalesce(book.quantity, 0) OR coalesce(worth.value, 0) <> coalesce(book.value, 0)
), difference AS (
    SELECT variant_id, location_id, figure.* FROM levels_off, LATERAL (VALUES
        ('on_hand', coalesce(pieces, 0)::numeric, coalesce(on_hand, 0)::numeric, coalesce(moves, 0)),
        ('reserved', coalesce(promised, 0), coalesce(reserved, 0), coalesce(rows, 0))
    ) AS figure(kind, expected, found, rows) WHERE figure.expected <> figure.found
    UNION ALL
    SELECT variant_id, NULL, figure.* FROM values_off, LATERAL (VALUES
        ('value_quantity', coalesce(pieces, 0)::numeric, coalesce(quantity, 0)::numeric, coalesce(moves, 0)),
        ('value', coalesce(values_off.expected, 0), coalesce(value, 0), coalesce(moves, 0))
    ) AS figure(kind, expected, found, rows) WHERE figure.expected <> figure.found
)
SELECT (SELECT count(*) FROM level), (SELECT coalesce(sum(moves), 0) FROM routes)::bigint, (
    SELECT coalesce(jsonb_agg(jsonb_build_array(kind, variant_id, location_id, expected::text, found::text, rows)
        ORDER BY variant_id, location_id NULLS LAST, kind), '[]')::text FROM difference
)
"""  # noqa: S608 - made of constants only

# Apart from the comparison: a statement that writes is never run in parallel.
WRITE_DIFFERENCES = """
INSERT INTO inventory_stockdifference (reconciliation_id, kind, variant_id, location_id, expected, found, evidence, status, decided_by_name)
SELECT %s, row ->> 0, (row ->> 1)::bigint, (row ->> 2)::bigint, (row ->> 3)::numeric, (row ->> 4)::numeric,
    jsonb_build_object('rows', row -> 5), 'proposed', ''
FROM jsonb_array_elements(%s) WITH ORDINALITY AS found(row, ordinal) ORDER BY ordinal
"""

# The same sums for a few variants whose rows are locked: what a correction sets.
RECOMPUTE = f"""
WITH {_EXPECTED.format(scope="variant_id = ANY(%(variants)s)")}
SELECT 'on_hand' AS kind, variant_id, location_id, pieces::numeric FROM place
UNION ALL
SELECT 'reserved', variant_id, location_id, pieces FROM promised
UNION ALL
SELECT 'value_quantity', variant_id, NULL, pieces FROM worth
UNION ALL
SELECT 'value', variant_id, NULL, value FROM worth
"""  # noqa: S608 - made of constants only
