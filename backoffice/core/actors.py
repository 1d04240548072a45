"""Who does something: a person, a storefront's key, or the system itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backoffice.core import policy

if TYPE_CHECKING:
    from backoffice.core.models import ApiClient, User


@dataclass(frozen=True, slots=True)
class Actor:
    """
    The ``by`` of every service.  ``kind`` is user, api or system; ``id`` the row's key (0 for the system).

    ``grants`` are the permission codes it holds, computed once where the actor enters the house.
    ``channel`` narrows an API client to its sales channel, ``warehouses`` a person to some warehouses (empty: all).
    """

    kind: str
    id: int
    name: str
    grants: frozenset[str] = frozenset()
    channel: str = ""
    warehouses: frozenset[str] = frozenset()

    @classmethod
    def of_user(cls, user: "User") -> "Actor":
        name = user.get_full_name() or user.get_username()
        return cls(kind="user", id=user.pk, name=name, grants=user.grants, warehouses=frozenset(user.warehouse_codes))

    @classmethod
    def of_client(cls, client: "ApiClient") -> "Actor":
        grants = policy.grants_of_scopes(client.scopes)
        return cls(kind="api", id=client.pk, name=client.name, grants=grants, channel=client.channel_code)

    def may(self, permission: str) -> bool:
        return permission in self.grants


SYSTEM = Actor(kind="system", id=0, name="Retaguarda")
