"""Each address and method with each scope: exactly the pairs of this table pass the door."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.conftest import ALL_SCOPES, Caller

pytestmark = pytest.mark.django_db

# (method, address) -> the scopes that open it.  What is not here must not exist.
TABLE: dict[tuple[str, str], set[str]] = {
    ("GET", "v1/catalog/products/"): {"catalog"},
    ("GET", "v1/catalog/availability/"): {"catalog"},
    ("GET", "v1/orders/"): {"orders", "payments", "fulfilment"},
    ("POST", "v1/orders/"): {"orders"},
    ("GET", "v1/orders/<str:number>/"): {"orders", "payments", "fulfilment"},
    ("GET", "v1/orders/<str:number>/timeline/"): {"orders", "payments", "fulfilment"},
    ("POST", "v1/orders/<str:number>/payments/"): {"payments"},
    ("POST", "v1/orders/<str:number>/cancel/"): {"orders"},
    ("POST", "v1/orders/<str:number>/shipments/"): {"fulfilment"},
    ("POST", "v1/orders/<str:number>/deliver/"): {"fulfilment"},
}
OPEN = {"v1/schema/", "v1/docs/"}


def _addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, route)
        else:
            yield route, entry


def test_the_table_names_every_address_and_method_of_the_api() -> None:
    found = {
        (method, route)
        for route, pattern in _addresses(get_resolver("backoffice.api_urls"))
        if route not in OPEN and hasattr(pattern.callback, "cls")
        for method in pattern.callback.cls.permissions
    }

    assert {(method, route.removeprefix("^/")) for method, route in found} == set(TABLE)


@pytest.mark.parametrize("scope", ALL_SCOPES)
@pytest.mark.parametrize(("method", "route"), TABLE)
def test_a_scope_opens_what_the_table_says_and_nothing_else(method: str, route: str, scope: str, make_key: Callable[..., str]) -> None:
    caller = Caller(make_key(scopes=[scope]))
    address = "/api/" + route.replace("<str:number>", "99999")

    response = caller.client.generic(method, address, b"{}", content_type="application/json")

    assert (response.status_code != 403) == (scope in TABLE[method, route]), response.content


@pytest.mark.parametrize(("method", "route"), TABLE)
@pytest.mark.parametrize("scopes", [[], ["admin"], ["orders.place"]])
def test_no_scope_or_an_unknown_one_opens_nothing(method: str, route: str, scopes: list[str], make_key: Callable[..., str]) -> None:
    caller = Caller(make_key(scopes=scopes))
    address = "/api/" + route.replace("<str:number>", "99999")

    assert caller.client.generic(method, address, b"{}", content_type="application/json").status_code == 403


@pytest.mark.parametrize("address", sorted(OPEN))
def test_the_description_of_the_api_is_open_and_read_only(address: str) -> None:
    caller = Caller("")

    assert caller.client.get(f"/api/{address}").status_code == 200
    assert caller.client.post(f"/api/{address}").status_code == 405
