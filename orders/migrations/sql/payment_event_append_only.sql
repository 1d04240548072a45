-- What a provider said stays said.  The one change allowed is to note when a parked event took effect.
CREATE FUNCTION orders_refuse_payment_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.applied_at IS NULL AND NEW.applied_at IS NOT NULL
       AND to_jsonb(OLD) - 'applied_at' = to_jsonb(NEW) - 'applied_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23001';
END $$;
CREATE TRIGGER orders_paymentevent_append_only BEFORE UPDATE OR DELETE ON orders_paymentevent
    FOR EACH ROW EXECUTE FUNCTION orders_refuse_payment_change();
