DROP TRIGGER intranet_commentversion_insert_only ON intranet_commentversion;
CREATE TRIGGER intranet_commentversion_insert_only BEFORE UPDATE OR DELETE ON intranet_commentversion
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
DROP TRIGGER core_auditentry_insert_only ON core_auditentry;
CREATE TRIGGER core_auditentry_insert_only BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
DROP FUNCTION privacy_refuse_all_but_forgetting();
DROP FUNCTION privacy_is_forgetting(jsonb, jsonb);
DROP TRIGGER privacy_erasure_insert_only ON privacy_erasure;
DROP TRIGGER privacy_erasure_stamp ON privacy_erasure;
DROP FUNCTION privacy_stamp_erasure();
DROP FUNCTION privacy_only_taken_out(text, text);
