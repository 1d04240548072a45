"""Open a sales channel."""

from dataclasses import dataclass

from django.db import transaction

from orders.models import Channel


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """A channel's rules; see ``orders.models.Channel`` for what each means."""

    code: str
    name: str
    kind: str
    warehouse_id: int
    price_authority: str = "backoffice"
    price_list_id: int | None = None
    reservation_minutes: int = 60
    handling_days: int = 2
    ships_unpaid: bool = False
    sends_emails: bool = False


@transaction.atomic
def ensure_channel(*, draft: ChannelDraft) -> None:
    """Open the channel unless its code is taken; an open channel keeps the rules it has."""
    Channel.objects.get_or_create(
        code=draft.code,
        defaults={
            "name": draft.name,
            "kind": draft.kind,
            "warehouse_id": draft.warehouse_id,
            "price_authority": draft.price_authority,
            "price_list_id": draft.price_list_id,
            "reservation_minutes": draft.reservation_minutes,
            "handling_days": draft.handling_days,
            "ships_unpaid": draft.ships_unpaid,
            "sends_emails": draft.sends_emails,
        },
    )
