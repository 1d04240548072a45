-- Write customers, orders and lines, whatever their number, in one statement.
--
-- A function, because Postgres then keeps the plan: planning took as long as the work.  It takes JSON, because one text
-- parameter costs the driver less than thousands of values.  Sequential scans are off, because the plan is kept from
-- when the tables were small.
--
-- A buyer is the same person if the document is, or, without documents, the e-mail address.  A buyer whose data did not
-- change is neither written nor locked: orders of one busy customer must not queue behind each other.  Rows are inserted
-- in key order, so that two batches with the same customers wait for each other instead of deadlocking.
--
-- ON CONFLICT DO NOTHING instead of a unique violation keeps the transaction usable, so that the refusal can name the
-- order that has the channel's id already (placed_id is null); it also waits for a twin that is just being placed.
--
-- approval_if_first: the order waits for approval if its customer has no earlier order that counts.  Only here is it
-- known who the customer is, and only orders above the channel's limit ask.
DROP FUNCTION IF EXISTS orders_place(jsonb, jsonb, jsonb, timestamptz);
CREATE FUNCTION orders_place(customers jsonb, orders jsonb, lines jsonb, moment timestamptz)
RETURNS TABLE (placed_ordinal int, placed_id bigint, placed_number text, placed_approval text)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH draft AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(customers) AS d(
            key int, kind text, name text, email text, phone text, document text, address jsonb, created_at timestamptz
        )
    ), known AS MATERIALIZED (
        SELECT draft.key, customer.id, customer.name = draft.name AND customer.address = draft.address
            AND draft.email IN ('', customer.email) AND draft.phone IN ('', customer.phone) AS is_same
        FROM draft JOIN orders_customer AS customer ON customer.document = draft.document AND customer.document <> ''
        UNION ALL
        SELECT draft.key, customer.id, customer.name = draft.name AND customer.address = draft.address AND draft.phone IN ('', customer.phone)
        FROM draft JOIN orders_customer AS customer
            ON lower(customer.email) = lower(draft.email) AND customer.document = '' AND customer.email <> ''
        WHERE draft.document = ''
    ), same AS MATERIALIZED (
        SELECT key, id FROM known WHERE is_same
    ), changed AS MATERIALIZED (
        SELECT * FROM draft WHERE key NOT IN (SELECT key FROM same) ORDER BY document, lower(email)
    ), by_document AS (
        INSERT INTO orders_customer AS customer (kind, name, email, phone, document, address, created_at)
        SELECT kind, name, email, phone, document, address, created_at FROM changed WHERE document <> ''
        ON CONFLICT (document) WHERE document <> '' DO UPDATE SET name = excluded.name, address = excluded.address,
            email = coalesce(nullif(excluded.email, ''), customer.email), phone = coalesce(nullif(excluded.phone, ''), customer.phone)
        RETURNING customer.id, customer.document
    ), by_email AS (
        INSERT INTO orders_customer AS customer (kind, name, email, phone, document, address, created_at)
        SELECT kind, name, email, phone, document, address, created_at FROM changed WHERE document = '' AND email <> ''
        ON CONFLICT (lower(email)) WHERE document = '' AND email <> '' DO UPDATE SET name = excluded.name, address = excluded.address,
            phone = coalesce(nullif(excluded.phone, ''), customer.phone)
        RETURNING customer.id, lower(customer.email) AS email
    ), unnamed AS MATERIALIZED (
        SELECT nextval('orders_customer_id_seq') AS id, * FROM changed WHERE document = '' AND email = ''
    ), written AS (
        INSERT INTO orders_customer (id, kind, name, email, phone, document, address, created_at)
        SELECT id, kind, name, email, phone, document, address, created_at FROM unnamed
    ), buyer AS MATERIALIZED (
        SELECT key, id FROM same
        UNION ALL SELECT changed.key, by_document.id FROM changed JOIN by_document USING (document)
        UNION ALL SELECT changed.key, by_email.id FROM changed JOIN by_email ON by_email.email = lower(changed.email) AND changed.document = ''
        UNION ALL SELECT key, id FROM unnamed
    ), sale AS MATERIALIZED (
        SELECT nextval('orders_order_id_seq') AS id, nextval('orders_order_number_seq')::text AS number, buyer.id AS customer_id, d.*,
            CASE WHEN d.approval_reason <> '' THEN d.approval_reason
                WHEN d.approval_if_first AND NOT EXISTS (
                    SELECT FROM orders_order AS earlier WHERE earlier.customer_id = buyer.id AND earlier.status IN ('open', 'completed')
                ) THEN 'first_order'
                ELSE ''
            END AS needs
        FROM jsonb_to_recordset(orders) AS d(
            ordinal int, channel_id bigint, external_id text, customer_key int, customer_name text, payment_status text, currency text,
            items_total numeric, discount_total numeric, shipping_total numeric, total numeric, placed_at timestamptz,
            reserved_until timestamptz, promised_ship_date date, shipping_address jsonb, ship_city text, ship_state text, unit_count int,
            approval_reason text, approval_if_first boolean, payment_due_on date, internal_note text, placed_by_id bigint
        )
        JOIN buyer ON buyer.key = d.customer_key
    ), placed AS (
        INSERT INTO orders_order (
            id, number, channel_id, external_id, customer_id, customer_name, status, payment_status, fulfilment_status, currency,
            items_total, discount_total, shipping_total, total, authorized_total, voided_total, captured_total, refunded_total,
            charged_back_total, parked_count, recognised_total, advance_total, receivable_total, returned_revenue_total, lost_total,
            placed_at, reserved_until, promised_ship_date, cancel_reason, updated_at, version, shipping_address, ship_city, ship_state,
            unit_count, approval, approval_reason, payment_due_on, internal_note, placed_by_id
        )
        SELECT id, number, channel_id, external_id, customer_id, customer_name, 'open', payment_status, 'unfulfilled', currency,
            items_total, discount_total, shipping_total, total, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            placed_at, reserved_until, promised_ship_date, '', moment, 1, shipping_address, ship_city, ship_state, unit_count,
            CASE needs WHEN '' THEN 'none' ELSE 'waiting' END, needs, payment_due_on, internal_note, placed_by_id
        FROM sale ORDER BY ordinal
        ON CONFLICT (channel_id, external_id) WHERE external_id <> '' DO NOTHING
        RETURNING id
    ), goods AS (
        INSERT INTO orders_orderline (
            order_id, position, variant_id, sku, name, parts, quantity, unit_price, discount, total, shipped_quantity, cancelled_quantity
        )
        SELECT sale.id, line.position, line.variant_id, line.sku, line.name, line.parts, line.quantity, line.unit_price, line.discount,
            line.total, 0, 0
        FROM jsonb_to_recordset(lines) AS line(
            ordinal int, position int, variant_id bigint, sku text, name text, parts jsonb, quantity int, unit_price numeric,
            discount numeric, total numeric
        )
        JOIN sale USING (ordinal)
        JOIN placed ON placed.id = sale.id
        ORDER BY line.ordinal, line.position
    )
    SELECT sale.ordinal, placed.id, sale.number, sale.needs FROM sale LEFT JOIN placed ON placed.id = sale.id ORDER BY sale.ordinal;
END $$;
