-- Moves are insert-only (core_refuse_change belongs to the core, core/0002).
CREATE TRIGGER inventory_stockmove_insert_only BEFORE UPDATE OR DELETE ON inventory_stockmove
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();

-- The warehouse of a location follows from the tree; the kind never changes, because old moves are read by it.
CREATE FUNCTION inventory_location_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.kind <> OLD.kind THEN
        RAISE EXCEPTION 'the kind of location % cannot change', OLD.code USING ERRCODE = '23001';
    END IF;
    NEW.warehouse_id := CASE NEW.kind
        WHEN 'warehouse' THEN NEW.id
        WHEN 'bin' THEN (SELECT parent.warehouse_id FROM inventory_location AS parent WHERE parent.id = NEW.parent_id)
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER inventory_location_place BEFORE INSERT OR UPDATE ON inventory_location
    FOR EACH ROW EXECUTE FUNCTION inventory_location_place();

-- A kit holds simple variants only, so that exploding it takes one step.
CREATE FUNCTION inventory_kitcomponent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM inventory_variant WHERE id = NEW.kit_id) <> 'kit' THEN
        RAISE EXCEPTION 'variant % is not a kit', NEW.kit_id USING ERRCODE = '23514', CONSTRAINT = 'inventory_kitcomponent_kit';
    END IF;
    IF (SELECT kind FROM inventory_variant WHERE id = NEW.component_id) <> 'simple' THEN
        RAISE EXCEPTION 'variant % is a kit itself', NEW.component_id USING ERRCODE = '23514', CONSTRAINT = 'inventory_kitcomponent_simple';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inventory_kitcomponent_guard BEFORE INSERT OR UPDATE ON inventory_kitcomponent
    FOR EACH ROW EXECUTE FUNCTION inventory_kitcomponent_guard();

-- Only simple variants lie anywhere; what has stock or components keeps its kind.
CREATE FUNCTION inventory_variant_kind_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM inventory_stocklevel WHERE variant_id = NEW.id)
        OR EXISTS (SELECT FROM inventory_kitcomponent WHERE kit_id = NEW.id OR component_id = NEW.id) THEN
        RAISE EXCEPTION 'variant % has stock or components: its kind cannot change', NEW.sku
            USING ERRCODE = '23514', CONSTRAINT = 'inventory_variant_kind_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inventory_variant_kind_guard BEFORE UPDATE OF kind ON inventory_variant
    FOR EACH ROW WHEN (NEW.kind <> OLD.kind) EXECUTE FUNCTION inventory_variant_kind_guard();

-- One text to search: lower case, no accents, product and variant together.
CREATE FUNCTION inventory_search_text(variant inventory_variant) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT bo_unaccent(lower(concat_ws(' ', variant.sku, variant.ean, product.name, variant.name, product.brand)))
    FROM inventory_product AS product WHERE product.id = variant.product_id
$$;
CREATE FUNCTION inventory_variant_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_text := coalesce(inventory_search_text(NEW), '');
    RETURN NEW;
END $$;
CREATE TRIGGER inventory_variant_search BEFORE INSERT OR UPDATE ON inventory_variant
    FOR EACH ROW EXECUTE FUNCTION inventory_variant_search();
CREATE FUNCTION inventory_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The variants' own trigger writes the text anew.
    UPDATE inventory_variant SET product_id = product_id WHERE product_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER inventory_product_search AFTER UPDATE OF name, brand ON inventory_product
    FOR EACH ROW EXECUTE FUNCTION inventory_product_search();

-- These rows are updated all day in place: leave room in their pages, and no index holds the figures (HOT updates).
ALTER TABLE inventory_stocklevel SET (fillfactor = 70);
ALTER TABLE inventory_stockvalue SET (fillfactor = 70);
