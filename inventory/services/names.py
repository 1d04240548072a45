"""Names for refusals: looked up only once something is refused."""

from collections.abc import Iterable

from inventory.models import Location, Variant


def skus_of(variant_ids: Iterable[int]) -> dict[int, str]:
    """SKU by variant id; unknown ids are missing."""
    return dict(Variant.objects.filter(pk__in=list(variant_ids)).values_list("pk", "sku"))


def codes_of(location_ids: Iterable[int]) -> dict[int, str]:
    """Code by location id; unknown ids are missing."""
    return dict(Location.objects.filter(pk__in=list(location_ids)).values_list("pk", "code"))
