"""The rules of a channel as the services need them."""

from collections.abc import Iterable
from dataclasses import dataclass

from backoffice.core.prepared import Statement
from orders.approvals import ApprovalRules
from orders.errors import UnknownChannel

# By hand, because the hot path asks it for every order and the ORM needs longer to write it than Postgres to answer.
_RULES = Statement(
    "orders_channel_rules",
    """
SELECT id, code, price_authority, price_list_id, warehouse_id, currency, reservation_minutes, handling_days,
    approval_above, approval_discount_percent, approval_first_above, ships_unpaid
FROM orders_channel WHERE code = ANY(%s) AND is_active
""",
)


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
    approval: ApprovalRules


def get_channels(codes: Iterable[str]) -> dict[str, ChannelRules]:
    """
    The rules by code.

    :raises UnknownChannel: one of them does not exist or is switched off
    """
    wanted = set(codes)
    found = {row[1]: ChannelRules(*(*row[:8], ApprovalRules(*row[8:]))) for row in _RULES.rows([list(wanted)])}
    if missing := wanted - found.keys():
        raise UnknownChannel(channel=min(missing)[:40])
    return found
