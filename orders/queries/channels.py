"""Channels as a filter offers them."""

from dataclasses import dataclass

from django.db.models import Case, When

from orders.models import Channel


def list_channel_names() -> list[tuple[str, str]]:
    """(code, name) of every channel, also of those that sell no more: their orders are still searched."""
    return list(Channel.objects.order_by("-is_active", "name").values_list("code", "name"))


@dataclass(frozen=True, slots=True)
class SellingChannel:
    """A channel whose prices are set here: the ones for which staff may type orders in."""

    code: str
    name: str
    price_list_id: int
    warehouse_id: int
    reservation_minutes: int
    handling_days: int


def list_selling_channels() -> list[SellingChannel]:
    """Active channels with a price list of ours, the telephone first."""
    rows = Channel.objects.filter(is_active=True, price_authority=Channel.PriceAuthority.BACKOFFICE, price_list__isnull=False)
    by_phone = Case(When(kind=Channel.Kind.PHONE, then=0), default=1)
    fields = ("code", "name", "price_list_id", "warehouse_id", "reservation_minutes", "handling_days")
    return [SellingChannel(*row) for row in rows.order_by(by_phone, "name").values_list(*fields)]
