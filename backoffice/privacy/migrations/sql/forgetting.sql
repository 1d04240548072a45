-- What may happen to an insert-only row when a person is forgotten: something is taken out, nothing is put in, and only in a
-- transaction that has written its own trace into privacy_erasure (docs/adr/0009).
CREATE FUNCTION privacy_only_taken_out(old_text text, new_text text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(new_text, '') = ''
        OR old_text LIKE replace(replace(replace(replace(new_text, '\', '\\'), '%', '\%'), '_', '\_'), '[anonimizado]', '%')
$$;

CREATE FUNCTION privacy_stamp_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.transaction := pg_current_xact_id()::text;
    RETURN NEW;
END $$;
CREATE TRIGGER privacy_erasure_stamp BEFORE INSERT ON privacy_erasure FOR EACH ROW EXECUTE FUNCTION privacy_stamp_erasure();
CREATE TRIGGER privacy_erasure_insert_only BEFORE UPDATE OR DELETE ON privacy_erasure
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();

CREATE FUNCTION privacy_is_forgetting(was jsonb, becomes jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM privacy_erasure WHERE transaction = pg_current_xact_id()::text)
        AND NOT EXISTS (
            SELECT 1
            FROM jsonb_each_text(was) AS old_value
            JOIN jsonb_each_text(becomes) AS new_value USING (key)
            WHERE old_value.value IS DISTINCT FROM new_value.value AND NOT privacy_only_taken_out(old_value.value, new_value.value)
        )
$$;

CREATE FUNCTION privacy_refuse_all_but_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND privacy_is_forgetting(to_jsonb(OLD), to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is insert-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23001';
END $$;

DROP TRIGGER core_auditentry_insert_only ON core_auditentry;
CREATE TRIGGER core_auditentry_insert_only BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION privacy_refuse_all_but_forgetting();
DROP TRIGGER intranet_commentversion_insert_only ON intranet_commentversion;
CREATE TRIGGER intranet_commentversion_insert_only BEFORE UPDATE OR DELETE ON intranet_commentversion
    FOR EACH ROW EXECUTE FUNCTION privacy_refuse_all_but_forgetting();
