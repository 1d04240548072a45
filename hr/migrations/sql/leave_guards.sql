-- The ledger of leave: what is written stays.  Only the insertion of a reversal switches is_live off.
CREATE FUNCTION hr_leaveentry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.is_live AND NOT NEW.is_live
        AND to_jsonb(OLD) - 'is_live' = to_jsonb(NEW) - 'is_live'
        AND EXISTS (SELECT FROM hr_leaveentry WHERE reverses_id = OLD.id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'hr_leaveentry is insert-only: % refused', TG_OP USING ERRCODE = '23001';
END $$;
CREATE TRIGGER hr_leaveentry_insert_only BEFORE UPDATE OR DELETE ON hr_leaveentry
    FOR EACH ROW EXECUTE FUNCTION hr_leaveentry_guard();

-- A reversal mirrors its row and ends its life; a row with dates has as many days as its dates.
CREATE FUNCTION hr_leaveentry_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original hr_leaveentry%ROWTYPE;
BEGIN
    IF NEW.reverses_id IS NULL THEN
        IF NEW.away IS NOT NULL AND NEW.days <> upper(NEW.away) - lower(NEW.away) THEN
            RAISE EXCEPTION 'a leave of % days cannot last %', NEW.days, NEW.away
                USING ERRCODE = '23514', CONSTRAINT = 'hr_leaveentry_days_of_dates';
        END IF;
        IF NOT NEW.is_live THEN
            RAISE EXCEPTION 'a new leave is live' USING ERRCODE = '23514', CONSTRAINT = 'hr_leaveentry_born_live';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO original FROM hr_leaveentry WHERE id = NEW.reverses_id;
    IF NEW.is_live OR original.reverses_id IS NOT NULL OR original.employee_id <> NEW.employee_id OR original.sort <> NEW.sort
        OR original.days <> -NEW.days OR original.away IS DISTINCT FROM NEW.away
        OR original.window_start IS DISTINCT FROM NEW.window_start THEN
        RAISE EXCEPTION 'a reversal mirrors the row that it reverses'
            USING ERRCODE = '23514', CONSTRAINT = 'hr_leaveentry_mirror';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hr_leaveentry_check BEFORE INSERT ON hr_leaveentry
    FOR EACH ROW EXECUTE FUNCTION hr_leaveentry_check();

CREATE FUNCTION hr_leaveentry_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hr_leaveentry SET is_live = false WHERE id = NEW.reverses_id;
    RETURN NULL;
END $$;
CREATE TRIGGER hr_leaveentry_end AFTER INSERT ON hr_leaveentry
    FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION hr_leaveentry_end();
