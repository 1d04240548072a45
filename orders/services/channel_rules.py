"""The rules of a channel as the services need them."""

from collections.abc import Iterable
from dataclasses import dataclass

from orders.errors import UnknownChannel
from orders.models import Channel


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """One active channel; read in one statement for any number of orders."""

    id: int
    code: str
    price_authority: str
    price_list_id: int | None
    warehouse_id: int
    currency: str
    reservation_minutes: int
    handling_days: int


def get_channels(codes: Iterable[str]) -> dict[str, ChannelRules]:
    """
    The rules by code.

    :raises UnknownChannel: one of them does not exist or is switched off
    """
    wanted = set(codes)
    rows = Channel.objects.filter(code__in=wanted, is_active=True).values_list(
        "id", "code", "price_authority", "price_list_id", "warehouse_id", "currency", "reservation_minutes", "handling_days"
    )
    found = {row[1]: ChannelRules(*row) for row in rows}
    if missing := wanted - found.keys():
        raise UnknownChannel(channel=min(missing))
    return found
