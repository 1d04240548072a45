-- What identifies a person may be taken out of evidence and of the leave ledger, by a forgetting only (docs/adr/0009).
DROP TRIGGER hr_acceptance_insert_only ON hr_acceptance;
CREATE TRIGGER hr_acceptance_insert_only BEFORE UPDATE OR DELETE ON hr_acceptance
    FOR EACH ROW EXECUTE FUNCTION privacy_refuse_all_but_forgetting();
CREATE OR REPLACE FUNCTION hr_leaveentry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.is_live AND NOT NEW.is_live
        AND to_jsonb(OLD) - 'is_live' = to_jsonb(NEW) - 'is_live'
        AND EXISTS (SELECT FROM hr_leaveentry WHERE reverses_id = OLD.id) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND privacy_is_forgetting(to_jsonb(OLD), to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'hr_leaveentry is insert-only: % refused', TG_OP USING ERRCODE = '23001';
END $$;
