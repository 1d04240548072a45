"""Prices as the importers read and address them: by the code of their list."""

from collections.abc import Collection
from decimal import Decimal

from inventory import services
from inventory.importing.columns import NEW_PRICE_LIST
from inventory.models import Price, PriceList


def prices_of(variant_ids: Collection[int], *, price_list: str) -> dict[int, Decimal]:
    """The price of each variant in the list of that code; without a list there are none."""
    return dict(Price.objects.filter(variant_id__in=variant_ids, price_list__code=price_list).values_list("variant_id", "amount"))


def price_list_id(code: str) -> int | None:
    """The id of the list; the company's first one is made when its first prices come."""
    found = PriceList.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None and code == NEW_PRICE_LIST[0]:
        return services.ensure_price_list(code=code, name=NEW_PRICE_LIST[1])
    return found
