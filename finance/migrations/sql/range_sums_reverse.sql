DROP FUNCTION finance_probe_position();
DROP FUNCTION finance_range_sums(integer[], integer, bigint, text, text);
-- Debits, credits and number of lines per month and account at one position of the ledger: folded balances plus the
-- tail of lines after them.  STABLE is what makes it right: the state of the fold, the balances and the lines are
-- read in the caller's one snapshot, so a fold that commits meanwhile is seen wholly or not at all.  A position older
-- than the fold is summed up from the lines alone.  EXECUTE plans with the actual values: a short tail takes the index.
CREATE FUNCTION finance_movements(first_month integer, last_month integer, as_of bigint, of_currency text, of_channel text)
RETURNS TABLE (month integer, account_id bigint, debit numeric, credit numeric, line_count bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
    folded bigint;
BEGIN
    SELECT coalesce(max(state.last_entry_id), 0) INTO folded FROM finance_foldstate AS state;
    IF folded <= as_of THEN
        RETURN QUERY EXECUTE
            'SELECT period_id, account_id, sum(debit), sum(credit), sum(line_count)::bigint FROM finance_periodbalance
             WHERE period_id BETWEEN $1 AND $2 AND currency = $3 AND ($4 IS NULL OR channel = $4)
             GROUP BY period_id, account_id'
            USING first_month, last_month, of_currency, of_channel;
    ELSE
        folded := 0;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT (EXTRACT(YEAR FROM posted_on) * 100 + EXTRACT(MONTH FROM posted_on))::int AS month, account_id,
             coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(-sum(amount) FILTER (WHERE amount < 0), 0), count(*)
         FROM finance_journalline
         WHERE entry_id > $1 AND entry_id <= $2 AND posted_on >= $3 AND posted_on < $4
             AND currency = $5 AND ($6 IS NULL OR channel = $6)
         GROUP BY 1, 2'
        USING folded, as_of, make_date(first_month / 100, first_month % 100, 1),
            (make_date(last_month / 100, last_month % 100, 1) + interval '1 month')::date, of_currency, of_channel;
END $$;
