"""Who may be called, and who holds a permission."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.intranet.subjects import Subject

OFFERED = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who may be called here."""

    username: str
    name: str
    roles: str


def list_offers(*, subject: Subject, key: str, actor: Actor, text: str) -> list[Offer]:
    """Up to eight people who may see the record and whose name or user name holds the text; accents do not matter."""
    everyone = _with_permission(subject.permission).exclude(pk=actor.id)
    searched = Concat("first_name", Value(" "), "last_name", Value(" "), "username", output_field=TextField())
    found = everyone.annotate(searched=_bare(Lower(searched))).filter(searched__contains=_bare(Lower(Value(text[:60]))))
    candidates = found.prefetch_related("groups").order_by("searched", "pk")[: 3 * OFFERED]
    offers: list[Offer] = []
    for user in candidates:
        # The role opens the kind of record; whether it opens this one is asked for each person.
        if len(offers) < OFFERED and subject.find(key, actor_of(user)) is not None:
            roles = ", ".join(policy.role_label(group.name) for group in user.groups.all())
            offers.append(Offer(user.get_username(), name_of(user), roles))
    return offers


def ids_with(permission: str, *, besides: Collection[int] = ()) -> list[int]:
    """Keys of the active users who hold the permission."""
    return list(_with_permission(permission).exclude(pk__in=besides).order_by("pk").values_list("pk", flat=True))


def actor_of(user: User) -> Actor:
    """The user as an actor, from groups that were fetched already."""
    user.__dict__["roles"] = frozenset(group.name for group in user.groups.all()) if user.is_active else frozenset()
    return Actor.of_user(user)


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _with_permission(permission: str) -> QuerySet[User]:
    # A subquery, not a join: a person of two such roles is one person.
    holders = User.groups.through.objects.filter(group__name__in=policy.roles_holding(permission)).values("user_id")
    return User.objects.filter(is_active=True, pk__in=holders)


def _bare(expression: Any) -> Func:
    """Without accents, as in every search of the product."""
    return Func(expression, function="bo_unaccent", output_field=TextField())
