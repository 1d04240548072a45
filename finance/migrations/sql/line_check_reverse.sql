CREATE OR REPLACE FUNCTION finance_check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refused record;
BEGIN
    SELECT line.entry_id, line.currency, sum(line.amount) AS difference INTO refused
    FROM new_lines AS line GROUP BY line.entry_id, line.currency HAVING sum(line.amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance: % % too much', refused.entry_id, refused.currency, refused.difference
            USING ERRCODE = '23R01', DETAIL = json_build_object('currency', refused.currency, 'difference', refused.difference::text)::text;
    END IF;
    -- The number of lines is promised by the entry and positions are unique: a later addition cannot fit.
    SELECT line.entry_id INTO refused
    FROM new_lines AS line JOIN finance_journalentry AS entry ON entry.id = line.entry_id
    GROUP BY line.entry_id, entry.line_count, entry.posted_on, entry.total
    HAVING count(*) <> entry.line_count OR min(line.position) <> 1 OR max(line.position) <> entry.line_count
        OR bool_or(line.posted_on <> entry.posted_on) OR sum(line.amount) FILTER (WHERE line.amount > 0) <> entry.total
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the lines of entry % are not what the entry says', refused.entry_id USING ERRCODE = '23R03';
    END IF;
    SELECT account.code INTO refused
    FROM finance_account AS account
    WHERE account.id IN (SELECT account_id FROM new_lines) AND NOT account.is_postable LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % sums up others and takes no entries', refused.code
            USING ERRCODE = '23R04', DETAIL = json_build_object('account', refused.code)::text;
    END IF;
    RETURN NULL;
END $$;
