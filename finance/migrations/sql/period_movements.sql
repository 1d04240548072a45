-- Balances of all channels together stand in rows of their own (channel '*').

-- Debits, credits and number of lines per range of months and account at one position of the ledger: folded balances
-- plus the tail of lines after them.  A range begins at each of `starts` (rising) and lasts until the next; the last
-- one ends with last_month.  STABLE is what makes it right: the state of the fold, the balances and the lines are read
-- in the caller's one snapshot, so a fold that commits meanwhile is seen wholly or not at all.  A position older than
-- the fold is summed up from the lines alone.  EXECUTE plans with the actual values: a short tail takes the index.
CREATE FUNCTION finance_range_sums(starts integer[], last_month integer, as_of bigint, of_currency text, of_channel text)
RETURNS TABLE (place integer, account_id bigint, debit numeric, credit numeric, line_count bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
    folded bigint;
BEGIN
    SELECT coalesce(max(state.last_entry_id), 0) INTO folded FROM finance_foldstate AS state;
    IF folded > as_of THEN
        folded := 0;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT place, account_id, sum(debit), sum(credit), sum(line_count)::bigint FROM (
             SELECT width_bucket(period_id, $1) AS place, account_id, debit, credit, line_count
             FROM finance_periodbalance
             WHERE $7 > 0 AND period_id >= $1[1] AND period_id <= $2 AND currency = $3 AND channel = coalesce($4, ''*'')
             UNION ALL
             SELECT width_bucket((EXTRACT(YEAR FROM posted_on) * 100 + EXTRACT(MONTH FROM posted_on))::int, $1), account_id,
                 coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(-sum(amount) FILTER (WHERE amount < 0), 0), count(*)
             FROM finance_journalline
             WHERE entry_id > $7 AND entry_id <= $8 AND posted_on >= $5 AND posted_on < $6
                 AND currency = $3 AND ($4 IS NULL OR channel = $4)
             GROUP BY 1, 2
         ) AS parts GROUP BY 1, 2'
        USING starts, last_month, of_currency, of_channel, make_date(starts[1] / 100, starts[1] % 100, 1),
            (make_date(last_month / 100, last_month % 100, 1) + interval '1 month')::date, folded, as_of;
END $$;

-- How far the sequence has been used, who is writing at this moment, and the last entry visible now.  VOLATILE, so that
-- each statement looks anew, in this order: whoever takes a number later is higher, whoever took one is among the
-- writers or has finished.  Without writers the last entry at or below `used` is the stable position.
CREATE FUNCTION finance_probe_position(OUT used bigint, OUT writers text[], OUT last_entry bigint) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO used FROM finance_journalentry_id_seq;
    SELECT array_agg(virtualtransaction) INTO writers FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid = (finance_journal_key() >> 32)::oid AND objid = (finance_journal_key() & 4294967295)::oid AND objsubid = 1
        AND granted AND mode = 'ShareLock' AND pid <> pg_backend_pid();
    SELECT coalesce(max(id), 0) INTO last_entry FROM finance_journalentry WHERE id <= used;
END $$;
