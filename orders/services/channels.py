"""Open a sales channel."""

from dataclasses import asdict, dataclass
from decimal import Decimal

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
    approval_above: Decimal | None = None
    approval_discount_percent: Decimal | None = None
    approval_first_above: Decimal | None = None
    approval_limit: Decimal | None = None


@transaction.atomic
def ensure_channel(*, draft: ChannelDraft) -> None:
    """Open the channel unless its code is taken; an open channel keeps the rules it has."""
    rules = asdict(draft)
    Channel.objects.get_or_create(code=rules.pop("code"), defaults=rules)
