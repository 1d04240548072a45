"""Deny by default: every address has a declared permission, and each role reaches exactly what the table says."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from backoffice import roles
from backoffice.core import policy
from backoffice.core.models import User
from backoffice.core.views import PUBLIC
from hr.portal.access import PORTAL


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, route)
        else:
            yield route, entry


def _all_patterns() -> list[tuple[str, URLPattern]]:
    return list(_patterns(get_resolver()))


def _declared(pattern: URLPattern) -> str | dict[str, str] | None:
    view_class = getattr(pattern.callback, "cls", None)
    if view_class is not None:
        return getattr(view_class, "permissions", None)
    return getattr(pattern.callback, "required_permission", None)


def test_every_address_outside_the_admin_declares_its_permission() -> None:
    undeclared = [route for route, pattern in _all_patterns() if not route.startswith("admin/") and _declared(pattern) is None]

    assert undeclared == []


def test_every_declared_permission_exists() -> None:
    declared: set[str] = set()
    for _route, pattern in _all_patterns():
        permission = _declared(pattern)
        declared |= set(permission.values()) if isinstance(permission, dict) else {permission} if permission else set()

    assert declared - policy.known_permissions() - {PUBLIC, PORTAL} == set()


def _plain_pages() -> list[tuple[str, str]]:
    """Staff pages that take no arguments: (url name, permission)."""
    return [
        (pattern.name, permission)
        for route, pattern in _all_patterns()
        if not route.startswith(("admin/", "api/"))
        and "<" not in route
        and pattern.name
        and isinstance(permission := _declared(pattern), str)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_role_opens_exactly_its_own_pages(client: Client, role: str) -> None:
    user = User.objects.create_user("someone", password="a long password")
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    client.force_login(user)

    for name, permission in _plain_pages():
        if permission in (PUBLIC, PORTAL):
            continue
        response = client.get(reverse(name))
        # 404: the page needs parameters that this plain call does not give
        expected = {200, 302, 404, 405} if permission in roles.ROLES[role] else {403, 405}
        assert response.status_code in expected, (role, name, response.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_no_role_of_the_house_opens_the_candidates_portal(client: Client, role: str) -> None:
    user = User.objects.create_user("someone", password="a long password")
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    client.force_login(user)

    inside = [name for name, permission in _plain_pages() if permission == PORTAL and name not in ("portal_enter", "portal_renew")]

    assert len(inside) > 5
    for name in inside:
        assert client.get(reverse(name)).status_code in (403, 405), (role, name)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_login(client: Client) -> None:
    for name, permission in _plain_pages():
        if permission not in (PUBLIC, PORTAL):
            response = client.get(reverse(name))
            assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, reverse("login")), name


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_the_register_admin_shows_a_role_only_what_it_may_see(client: Client, role: str) -> None:
    user = User.objects.create_user("someone", password="a long password", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    client.force_login(user)

    for route, pattern in _all_patterns():
        if route.startswith("admin/") and (pattern.name or "").endswith("_changelist"):
            model_admin = pattern.callback.model_admin  # type: ignore[attr-defined]
            needed = {getattr(model_admin, "view_permission", ""), getattr(model_admin, "change_permission", "")} - {""}
            status = client.get(reverse(f"admin:{pattern.name}")).status_code
            assert status == (200 if needed & roles.ROLES[role] else 403), (role, pattern.name, status)
