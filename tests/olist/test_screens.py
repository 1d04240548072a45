"""What people see of imported history: every odd order has a page, and lists and reports carry it."""

from collections.abc import Callable

import pytest
from django.test import Client

from backoffice import roles
from backoffice.core.actors import Actor
from backoffice.olist.importing import Outcome
from orders.queries import find_numbers
from tests.olist.dataset import ORDERS

TABS = ["items", "delivery", "payments", "documents", "audit"]


@pytest.fixture
def client(sign_in: Callable[..., Client]) -> Client:
    return sign_in(roles.SALES, roles.FINANCE)


def _pages(client: Client, *addresses: str) -> dict[str, int]:
    return {address: client.get(address).status_code for address in addresses}


def test_every_imported_order_has_its_page_and_each_of_its_tabs(imported: Outcome, client: Client, by: Actor) -> None:
    numbers = find_numbers(actor=by, channel_code="olist", external_ids=[order.order_id for order in ORDERS])

    statuses = _pages(client, *(f"/pedidos/{number}/?tab={tab}" for number in numbers.values() for tab in TABS))

    assert len(statuses) == len(ORDERS) * len(TABS)
    assert {address: status for address, status in statuses.items() if status != 200} == {}


def test_board_journal_and_statement_carry_the_history(imported: Outcome, client: Client) -> None:
    statement = "/relatorios/dre/?period=2017"

    statuses = _pages(client, "/pedidos/", "/pedidos/?tab=problem", "/financeiro/diario/", statement, "/relatorios/balancete/")

    assert set(statuses.values()) == {200}
