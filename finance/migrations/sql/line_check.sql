-- The lines of an entry arrive together, in one statement, complete and balanced to the cent: as before, but looking up
-- only the entries concerned.  OFFSET 0 keeps the look-up a look-up: joined freely, the planner may walk the whole
-- journal for every batch, and a ledger would get slower with its age.
CREATE OR REPLACE FUNCTION finance_check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refused record;
BEGIN
    SELECT line.entry_id, line.currency, sum(line.amount) AS difference INTO refused
    FROM new_lines AS line GROUP BY line.entry_id, line.currency HAVING sum(line.amount) <> 0;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance: % % too much', refused.entry_id, refused.currency, refused.difference
            USING ERRCODE = '23R01', DETAIL = json_build_object('currency', refused.currency, 'difference', refused.difference::text)::text;
    END IF;
    -- The number of lines is promised by the entry and positions are unique: a later addition cannot fit.
    WITH arrived AS MATERIALIZED (
        SELECT entry_id, count(*) AS line_count, min(position) AS first, max(position) AS last, min(posted_on) AS earliest,
            max(posted_on) AS latest, sum(amount) FILTER (WHERE amount > 0) AS total
        FROM new_lines GROUP BY entry_id
    )
    SELECT arrived.entry_id INTO refused
    FROM arrived CROSS JOIN LATERAL (SELECT * FROM finance_journalentry WHERE id = arrived.entry_id OFFSET 0) AS entry
    WHERE arrived.line_count <> entry.line_count OR arrived.first <> 1 OR arrived.last <> entry.line_count
        OR arrived.earliest <> entry.posted_on OR arrived.latest <> entry.posted_on OR arrived.total IS DISTINCT FROM entry.total;
    IF FOUND THEN
        RAISE EXCEPTION 'the lines of entry % are not what the entry says', refused.entry_id USING ERRCODE = '23R03';
    END IF;
    SELECT account.code INTO refused
    FROM (SELECT DISTINCT account_id FROM new_lines) AS used JOIN finance_account AS account ON account.id = used.account_id
    WHERE NOT account.is_postable;
    IF FOUND THEN
        RAISE EXCEPTION 'account % sums up others and takes no entries', refused.code
            USING ERRCODE = '23R04', DETAIL = json_build_object('account', refused.code)::text;
    END IF;
    RETURN NULL;
END $$;
