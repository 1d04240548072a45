"""Change the register of products: any number of rows in a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from inventory import locks
from inventory.errors import RegisterConflict, UnknownVariant
from inventory.models import KitComponent, Price, Product, Variant

PRODUCT_FIELDS = ("name", "brand", "category", "ncm")
VARIANT_FIELDS = ("option", "ean", "weight_grams", "is_active")


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """A new SKU.  With an ``option`` it joins the product of the same name and brand, whose other options it stands beside."""

    sku: str
    name: str
    option: str = ""
    brand: str = ""
    category: str = ""
    ncm: str = ""
    ean: str = ""
    weight_grams: int = 0
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class VariantChange:
    """New values by field name (PRODUCT_FIELDS, VARIANT_FIELDS); what is not named stays."""

    variant_id: int
    values: Mapping[str, Any] = field(default_factory=dict)


_SISTERS = """
SELECT DISTINCT ON (lower(product.name), lower(product.brand)) lower(product.name), lower(product.brand), product.id
FROM inventory_product AS product
JOIN unnest(%s::text[], %s::text[]) AS wanted(name, brand)
    ON lower(product.name) = wanted.name AND lower(product.brand) = wanted.brand
WHERE EXISTS (SELECT FROM inventory_variant AS variant WHERE variant.product_id = product.id AND variant.name <> '')
ORDER BY 1, 2, product.id
"""
_PRODUCT_IDS = "SELECT nextval(pg_get_serial_sequence('inventory_product', 'id')) FROM generate_series(1, %s)"
_INSERT_PRODUCTS = """
INSERT INTO inventory_product (id, name, brand, category, ncm, updated_at)
SELECT id, name, brand, category, ncm, %s FROM jsonb_to_recordset(%s::jsonb)
    AS row(id bigint, name text, brand text, category text, ncm text)
"""
_INSERT_VARIANTS = """
INSERT INTO inventory_variant (product_id, sku, ean, name, kind, weight_grams, is_active, updated_at)
SELECT product_id, sku, ean, option, 'simple', weight_grams, is_active, %s FROM jsonb_to_recordset(%s::jsonb)
    AS row(product_id bigint, sku text, ean text, option text, weight_grams int, is_active bool)
RETURNING sku, id
"""
_UPDATE_PRODUCTS = """
UPDATE inventory_product AS product SET updated_at = %s, name = coalesce(row.name, product.name),
    brand = coalesce(row.brand, product.brand), category = coalesce(row.category, product.category), ncm = coalesce(row.ncm, product.ncm)
FROM jsonb_to_recordset(%s::jsonb) AS row(product_id bigint, name text, brand text, category text, ncm text)
WHERE product.id = row.product_id
"""
_UPDATE_VARIANTS = """
UPDATE inventory_variant AS variant SET updated_at = %s, name = coalesce(row.option, variant.name), ean = coalesce(row.ean, variant.ean),
    weight_grams = coalesce(row.weight_grams, variant.weight_grams), is_active = coalesce(row.is_active, variant.is_active)
FROM jsonb_to_recordset(%s::jsonb) AS row(variant_id bigint, option text, ean text, weight_grams int, is_active bool)
WHERE variant.id = row.variant_id
"""


@transaction.atomic
def add_variants(*, drafts: Sequence[VariantDraft], by: Actor, at: datetime) -> dict[str, int]:
    """
    Register new SKUs with their products; return the variant id of every SKU.

    :raises django.db.IntegrityError: a SKU exists (somebody registered it in this very moment)
    """
    if not drafts:
        return {}
    product_ids, fresh = _products_for(drafts)
    rows = [
        {"product_id": product_ids[index], "sku": draft.sku, "ean": draft.ean, "option": draft.option,
         "weight_grams": draft.weight_grams, "is_active": draft.is_active}
        for index, draft in enumerate(drafts)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        # Products by a statement of their own: the trigger that writes a variant's search text reads them.
        cursor.execute(_INSERT_PRODUCTS, [at, to_json(fresh).decode()])
        cursor.execute(_INSERT_VARIANTS, [at, to_json(rows).decode()])
        ids: dict[str, int] = dict(cursor.fetchall())
    traces = [
        audit.Trace(
            action="variant.added",
            subject=("variant", str(ids[draft.sku])),
            at=at,
            after={"sku": draft.sku, "name": draft.name, "option": draft.option},
        )
        for draft in drafts
    ]
    audit.record(traces, by=by)
    return ids


def _products_for(drafts: Sequence[VariantDraft]) -> tuple[list[int], list[dict[str, Any]]]:
    """The product id of every draft, and the rows of the products that have to be made."""
    groups = {(draft.name.lower(), draft.brand.lower()) for draft in drafts if draft.option}
    with connection.cursor() as cursor:
        cursor.execute(_SISTERS, [[name for name, _ in groups], [brand for _, brand in groups]])
        known = {(name, brand): product_id for name, brand, product_id in cursor.fetchall()}
        cursor.execute(_PRODUCT_IDS, [len(drafts)])
        unused = [row[0] for row in cursor.fetchall()]
    ids, fresh = [], []
    for draft in drafts:
        group = (draft.name.lower(), draft.brand.lower())
        product_id = known.get(group) if draft.option else None
        if product_id is None:
            product_id = unused.pop()
            fresh.append({"id": product_id, "name": draft.name, "brand": draft.brand, "category": draft.category, "ncm": draft.ncm})
            if draft.option:
                known[group] = product_id
        ids.append(product_id)
    return ids, fresh


@transaction.atomic
def change_variants(*, changes: Sequence[VariantChange], by: Actor, at: datetime) -> None:
    """
    Write new values into products and variants.

    :raises UnknownVariant: an id that does not exist
    :raises RegisterConflict: two rows want different values for the product they share
    """
    if not changes:
        return
    variants = locks.variants({change.variant_id for change in changes})
    if missing := sorted({change.variant_id for change in changes} - variants.keys()):
        raise UnknownVariant(variant_ids=missing)
    products: dict[int, dict[str, Any]] = {}
    for change in changes:
        values = products.setdefault(variants[change.variant_id].product_id, {})
        for name in PRODUCT_FIELDS:
            if name in change.values and values.setdefault(name, change.values[name]) != change.values[name]:
                raise RegisterConflict(sku=variants[change.variant_id].sku, field=name)
    of_products = [{"product_id": product_id} | values for product_id, values in sorted(products.items()) if values]
    of_variants = [
        {"variant_id": change.variant_id} | {name: change.values[name] for name in VARIANT_FIELDS if name in change.values}
        for change in changes
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE_PRODUCTS, [at, to_json(of_products).decode()])
        cursor.execute(_UPDATE_VARIANTS, [at, to_json([row for row in of_variants if len(row) > 1]).decode()])
    traces = [
        audit.Trace(action="variant.changed", subject=("variant", str(change.variant_id)), at=at, before=before, after=dict(change.values))
        for change in changes
        if (before := {name: _present(variants[change.variant_id], name) for name in change.values})
    ]
    audit.record(traces, by=by)


def _present(variant: Variant, name: str) -> Any:
    if name in PRODUCT_FIELDS:
        return getattr(variant.product, name)
    return getattr(variant, "name" if name == "option" else name)


@transaction.atomic
def set_prices(*, prices: Sequence[tuple[int, Decimal]], price_list_id: int, by: Actor, at: datetime) -> None:
    """Set (variant id, price) in one list; prices that are there are replaced."""
    if not prices:
        return
    before = dict(
        Price.objects.select_for_update()
        .filter(price_list_id=price_list_id, variant_id__in=[variant_id for variant_id, _ in prices])
        .values_list("variant_id", "amount")
    )
    Price.objects.bulk_create(
        [Price(price_list_id=price_list_id, variant_id=variant_id, amount=amount) for variant_id, amount in prices],
        update_conflicts=True,
        unique_fields=["price_list", "variant"],
        update_fields=["amount"],
    )
    traces = [
        audit.Trace(
            action="price.set",
            subject=("variant", str(variant_id)),
            at=at,
            before={"price": str(before[variant_id])} if variant_id in before else None,
            after={"price": str(amount), "price_list": price_list_id},
        )
        for variant_id, amount in prices
    ]
    audit.record(traces, by=by)


@transaction.atomic
def remove_prices(*, variant_ids: Collection[int], price_list_id: int, by: Actor, at: datetime) -> None:
    """Take the prices of these variants out of one list."""
    if not variant_ids:
        return
    Price.objects.filter(price_list_id=price_list_id, variant_id__in=variant_ids).delete()
    after = {"price_list": price_list_id}
    traces = [audit.Trace(action="price.removed", subject=("variant", str(pk)), at=at, after=after) for pk in sorted(variant_ids)]
    audit.record(traces, by=by)


def find_referred_variants(*, variant_ids: Collection[int]) -> set[int]:
    """
    Those that anything refers to: stock, orders, kits.  Their own prices do not count.

    Asks every table that points at a variant, also those of areas which this one does not know.
    """
    referred: set[int] = set()
    for relation in Variant._meta.get_fields(include_hidden=True):
        model, remote = relation.related_model, getattr(relation, "field", None)
        if not (relation.one_to_many or relation.one_to_one) or remote is None or not isinstance(model, type) or model is Price:
            continue
        rows = model._base_manager.filter(**{f"{remote.name}__in": variant_ids})  # type: ignore[attr-defined]
        if model is KitComponent and remote.name == "kit":
            # The parts of a kit belong to it and go with it.
            continue
        referred |= set(rows.values_list(remote.attname, flat=True))
    return referred


@transaction.atomic
def remove_variants(*, variant_ids: Collection[int], by: Actor, at: datetime) -> set[int]:
    """Delete the SKUs that nothing refers to, with products that are left empty; return the ids that went."""
    variants = locks.variants(variant_ids)
    gone = set(variants) - find_referred_variants(variant_ids=variants)
    if not gone:
        return gone
    traces = [
        audit.Trace(action="variant.deleted", subject=("variant", str(pk)), at=at, before={"sku": variants[pk].sku}) for pk in sorted(gone)
    ]
    product_ids = {variants[pk].product_id for pk in gone}
    Variant.objects.filter(pk__in=gone).delete()
    Product.objects.filter(pk__in=product_ids, variants__isnull=True).delete()
    audit.record(traces, by=by)
    return gone
