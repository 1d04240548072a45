"""
The one permission policy: role or key scope -> permission codes, row scopes, field masks.  Deny by default.

Panels, API, admin, exports and reports all ask here.  The tables themselves are ``backoffice/roles.py``; this module
learns them at start (``install``), so that the core never looks upward.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from backoffice.core.actors import Actor
from backoffice.core.errors import NotAllowed

RowScope = Callable[[Actor, QuerySet[Any]], QuerySet[Any]]

_roles: dict[str, frozenset[str]] = {}
_role_labels: dict[str, Promise | str] = {}
_api_scopes: dict[str, frozenset[str]] = {}
_masked_fields: dict[str, str] = {}
_row_scopes: dict[str, RowScope] = {}


def install(
    *,
    roles: Mapping[str, frozenset[str]],
    role_labels: Mapping[str, Promise | str],
    api_scopes: Mapping[str, frozenset[str]],
    masked_fields: Mapping[str, str],
    row_scopes: Mapping[str, RowScope],
) -> None:
    """Take over the installation's tables; called once at start."""
    for target, source in (
        (_roles, roles),
        (_role_labels, role_labels),
        (_api_scopes, api_scopes),
        (_masked_fields, masked_fields),
        (_row_scopes, row_scopes),
    ):
        target.clear()
        target.update(source)  # type: ignore[arg-type]


def known_permissions() -> frozenset[str]:
    """Every permission that some role or scope holds; a code outside it is a spelling mistake."""
    return frozenset().union(*_roles.values(), *_api_scopes.values())


def known_roles() -> list[str]:
    """Names of the roles, in the table's order."""
    return list(_roles)


def known_scopes() -> list[str]:
    """Names of the API scopes, for the form that makes a key."""
    return list(_api_scopes)


def grants_of_roles(roles: Iterable[str]) -> frozenset[str]:
    """The permission codes of these roles together; an unknown role grants nothing."""
    return frozenset().union(*(_roles.get(role, frozenset()) for role in roles))


def grants_of_scopes(scopes: Iterable[str]) -> frozenset[str]:
    """The permission codes of these API scopes together; an unknown scope grants nothing."""
    return frozenset().union(*(_api_scopes.get(scope, frozenset()) for scope in scopes))


def roles_holding(permission: str) -> list[str]:
    """Who can do it: named in a refusal, so that a person knows whom to ask."""
    return [role for role, grants in _roles.items() if permission in grants]


def scopes_holding(permission: str) -> list[str]:
    """Which API scopes would do: named when a key is refused."""
    return [scope for scope, grants in _api_scopes.items() if permission in grants]


def role_label(role: str) -> str:
    """The role's name for people."""
    return str(_role_labels.get(role, role))


def role_names(roles: "Iterable[str]") -> str:
    """Any of these roles, in words: Finance, Finance manager or Auditor."""
    names = [role_label(role) for role in roles]
    return _("%(some)s or %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]} if len(names) > 1 else "".join(names)


def require(actor: Actor, permission: str) -> None:
    """
    Refuse unless the actor holds the permission.

    :raises NotAllowed: with ``permission`` and the roles that hold it
    """
    if not actor.may(permission):
        raise NotAllowed(permission=permission, roles=roles_holding(permission))


def may_see(actor: Actor, field: str) -> bool:
    """Whether the actor reads this masked field (``customer.document``) in full; an unmasked field is free."""
    permission = _masked_fields.get(field)
    return permission is None or actor.may(permission)


def visible(actor: Actor, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """
    The rows of the queryset that this actor may know of.

    :raises LookupError: the model has no declared row scope: deny by default means that it must be declared
    """
    return _row_scopes[queryset.model._meta.label](actor, queryset)
