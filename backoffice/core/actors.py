"""Who does something: a person, a storefront's key, or the system itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol


class Member(Protocol):
    """What of a user goes into an actor."""

    @property
    def pk(self) -> Any: ...
    @property
    def grants(self) -> frozenset[str]: ...
    @property
    def warehouse_codes(self) -> Iterable[str]: ...
    def get_full_name(self) -> str: ...
    def get_username(self) -> str: ...


class Client(Protocol):
    """What of a storefront's key goes into an actor."""

    @property
    def pk(self) -> Any: ...
    @property
    def grants(self) -> frozenset[str]: ...
    @property
    def name(self) -> str: ...
    @property
    def channel_code(self) -> str: ...


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
    def of_user(cls, user: Member) -> "Actor":
        name = user.get_full_name() or user.get_username()
        return cls(kind="user", id=user.pk, name=name, grants=user.grants, warehouses=frozenset(user.warehouse_codes))

    @classmethod
    def of_client(cls, client: Client) -> "Actor":
        return cls(kind="api", id=client.pk, name=client.name, grants=client.grants, channel=client.channel_code)

    def may(self, permission: str) -> bool:
        return permission in self.grants


SYSTEM = Actor(kind="system", id=0, name="Retaguarda")
