-- What a scanner read is a fact: it is undone by another read, never changed (core_refuse_change belongs to the core, core/0002).
CREATE TRIGGER orders_pickscan_insert_only BEFORE UPDATE OR DELETE ON orders_pickscan
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
