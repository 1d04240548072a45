"""Prices as the importers read and address them: by the code of their list."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from backoffice.imports.importer import Context
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


def give_prices_back(before: Sequence[tuple[int, str | None]], *, price_list_id: int, context: Context) -> None:
    """What each variant cost before the import; None: it had no price in the list."""
    old = [(variant_id, Decimal(amount)) for variant_id, amount in before if amount is not None]
    services.set_prices(prices=old, price_list_id=price_list_id, by=context.by, at=context.at)
    none = {variant_id for variant_id, amount in before if amount is None}
    services.remove_prices(variant_ids=none, price_list_id=price_list_id, by=context.by, at=context.at)
