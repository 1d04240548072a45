"""Find the variants and places that lines name, and refuse those that cannot hold stock."""

from collections.abc import Collection, Sequence

from inventory.errors import BadLine, UnknownLocation, UnknownVariant
from inventory.models import Location, Variant
from inventory.services.drafts import ReceiptLine


def require_lines(lines: Sequence[object]) -> None:
    """
    A document without lines is a mistake of the caller.

    :raises BadLine: no lines
    """
    if not lines:
        raise BadLine(line=0, reason="no_lines")


def require_variants(variant_ids: Collection[int]) -> None:
    """
    Every id is a simple variant: kits have no stock of their own.

    :raises UnknownVariant: names the others
    """
    wanted = set(variant_ids)
    found = set(Variant.objects.filter(pk__in=wanted, kind=Variant.Kind.SIMPLE).values_list("pk", flat=True))
    if found != wanted:
        raise UnknownVariant(variant_ids=sorted(wanted - found))


def resolve_variants(lines: Sequence[ReceiptLine]) -> list[int]:
    """
    The variant id of every receipt line, named by id or by SKU, in one statement.

    :raises UnknownVariant: names the SKUs and ids that are no simple variant
    """
    skus = {line.sku for line in lines if line.variant_id is None}
    ids = {line.variant_id for line in lines if line.variant_id is not None}
    simple = Variant.objects.filter(kind=Variant.Kind.SIMPLE)
    rows = (simple.filter(sku__in=skus) | simple.filter(pk__in=ids)).values_list("pk", "sku")
    by_sku = {sku: pk for pk, sku in rows}
    known = set(by_sku.values())
    if missing := skus - by_sku.keys():
        raise UnknownVariant(skus=sorted(missing))
    if ids - known:
        raise UnknownVariant(variant_ids=sorted(ids - known))
    return [line.variant_id if line.variant_id is not None else by_sku[line.sku] for line in lines]


def require_places(location_ids: Collection[int], *, active: bool = True) -> None:
    """
    Every id is a place of the company; with ``active``, one that is in use.

    :raises UnknownLocation: names the others
    """
    wanted = set(location_ids)
    places = Location.objects.filter(pk__in=wanted, kind__in=Location.INSIDE)
    found = set((places.filter(is_active=True) if active else places).values_list("pk", flat=True))
    if found != wanted:
        raise UnknownLocation(location_ids=sorted(wanted - found))
