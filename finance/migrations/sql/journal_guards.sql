-- The walls of the ledger (docs/mechanisms/posting.md).  Every path meets them: services, admin, raw SQL.
-- SQLSTATE 23Rxx is class 23 (integrity violation), so drivers raise IntegrityError; finance.services.refusals names them.

-- The advisory lock of the journal.  Writers share it; closing a period takes it alone; who wants a stable position
-- looks at who holds it (finance.queries.position).
CREATE FUNCTION finance_journal_key() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 1179209290::bigint';

-- 1. A writer announces itself before its first entry gets a number.
CREATE FUNCTION finance_announce_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(finance_journal_key());
    RETURN NULL;
END $$;
CREATE TRIGGER finance_entry_announce BEFORE INSERT ON finance_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION finance_announce_writer();

-- A number given by hand could slip below a position that was already read: only the sequence gives numbers.
ALTER TABLE finance_journalentry ALTER COLUMN id SET GENERATED ALWAYS;

-- 2. Entries are dated inside an open period.
ALTER TABLE finance_journalentry ADD CONSTRAINT finance_entry_in_its_period
    CHECK (period_id = EXTRACT(YEAR FROM posted_on) * 100 + EXTRACT(MONTH FROM posted_on));

CREATE FUNCTION finance_require_open_period() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refused record;
BEGIN
    -- Under READ COMMITTED this query sees what the closer, whose lock we waited for, has committed.  Under stricter
    -- isolation the snapshot is older than the lock: locking the row makes Postgres compare versions.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM 1 FROM finance_period WHERE id IN (SELECT period_id FROM new_entries) FOR SHARE;
    END IF;
    SELECT entry.posted_on, period.id, period.status INTO refused
    FROM new_entries AS entry LEFT JOIN finance_period AS period ON period.id = entry.period_id
    WHERE period.status IS DISTINCT FROM 'open' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the period of % is %', refused.posted_on, coalesce(refused.status, 'unknown')
            USING ERRCODE = '23R02', DETAIL = json_build_object('posted_on', refused.posted_on, 'status', refused.status)::text;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER finance_entry_open_period AFTER INSERT ON finance_journalentry
    REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION finance_require_open_period();

-- 3. The lines of an entry arrive together, in one statement, complete and balanced to the cent.
-- OFFSET 0 keeps the look-up of the entries a look-up: joined freely, the planner may walk the whole journal for every
-- batch, and a ledger would get slower with its age.
CREATE FUNCTION finance_check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER finance_line_check AFTER INSERT ON finance_journalline
    REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION finance_check_lines();

-- 4. Nothing posted changes or goes away.
CREATE TRIGGER finance_entry_insert_only BEFORE UPDATE OR DELETE ON finance_journalentry
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER finance_line_insert_only BEFORE UPDATE OR DELETE ON finance_journalline
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER finance_snapshot_insert_only BEFORE UPDATE OR DELETE ON finance_reportsnapshot
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();

-- 5. No entry without lines survives the commit.
CREATE FUNCTION finance_require_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM finance_journalline WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % has no lines', NEW.id USING ERRCODE = '23R05';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finance_entry_has_lines AFTER INSERT ON finance_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION finance_require_lines();

-- 6. An account with lines keeps what its lines mean.
CREATE FUNCTION finance_keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM finance_journalline WHERE account_id = OLD.id) THEN
        RAISE EXCEPTION 'account % has entries: its code, kind and postability stay', OLD.code
            USING ERRCODE = '23R06', DETAIL = json_build_object('account', OLD.code)::text;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finance_account_keep BEFORE UPDATE ON finance_account
    FOR EACH ROW WHEN (OLD.code <> NEW.code OR OLD.kind <> NEW.kind OR OLD.is_postable <> NEW.is_postable)
    EXECUTE FUNCTION finance_keep_account();

-- 7. A locked period stays locked.
CREATE FUNCTION finance_keep_locked_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'period % is locked for good', OLD.id USING ERRCODE = '23R07';
END $$;
CREATE TRIGGER finance_period_stay_locked BEFORE UPDATE OR DELETE ON finance_period
    FOR EACH ROW WHEN (OLD.status = 'locked') EXECUTE FUNCTION finance_keep_locked_period();

-- The period in which each wanted month's facts can be posted now: itself, or the first open one after it.
-- Months open by themselves.  The writer's lock is taken first, so that the answer holds until the transaction ends.
CREATE FUNCTION finance_take_periods(wanted integer[]) RETURNS TABLE (wanted_month integer, open_month integer) LANGUAGE plpgsql AS $$
DECLARE
    found_status text;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(finance_journal_key());
    FOREACH wanted_month IN ARRAY wanted LOOP
        open_month := wanted_month;
        LOOP
            SELECT period.status INTO found_status FROM finance_period AS period WHERE period.id = open_month;
            IF NOT FOUND THEN
                INSERT INTO finance_period (id, year, month, status, closed_by, locked_by)
                VALUES (open_month, open_month / 100, open_month % 100, 'open', '', '') ON CONFLICT DO NOTHING;
                CONTINUE;
            END IF;
            EXIT WHEN found_status = 'open';
            open_month := CASE WHEN open_month % 100 = 12 THEN open_month + 89 ELSE open_month + 1 END;
        END LOOP;
        RETURN NEXT;
    END LOOP;
END $$;

-- One tax is valid at one rate on one day.
ALTER TABLE finance_salestaxrate ADD CONSTRAINT finance_taxrate_no_overlap
    EXCLUDE USING gist (name WITH =, daterange(valid_from, valid_to, '[]') WITH &&);
