"""Entries typed in and reversed: the difference in sight, posted once, refusals that keep what was typed."""

from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from backoffice import roles
from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from finance import services
from finance.models import JournalEntry, JournalLine, Period
from tests.finance.builders import BANK, RENT, SALES, post, sale
from tests.finance.test_screens import Login, login

__all__ = ["login"]
pytestmark = pytest.mark.django_db
URL = "/financeiro/lancamentos/novo/"
TOKEN = "7d9f3c1e-2f5b-4f0e-9d57-7a5f0f0f5a22"


def words(response: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def send(client: Client, do: str = "post", **typed: Any) -> HttpResponse:
    lines = {"account-0": f"{RENT} Aluguel", "debit-0": "1.500,00", "credit-0": "", "account-1": BANK, "debit-1": "", "credit-1": "R$ 1500"}
    empty = {"account-2": "", "debit-2": "", "credit-2": ""}
    start = {"token": TOKEN, "day": "hoje", "description": "Aluguel de novembro", "do": do}
    return client.post(URL, start | lines | empty | {name.replace("_", "-"): value for name, value in typed.items()})


def closed_month() -> Any:
    """A day of last month, which is closed."""
    day = clock.company_date(clock.now()).replace(day=1) - timedelta(days=1)
    services.close_period(period_id=day.year * 100 + day.month, by=SYSTEM, at=clock.now())
    return day


def test_an_entry_is_shown_before_and_posted_once(login: Login) -> None:
    client = login(roles.FINANCE)

    seen = words(send(client, "refresh"))
    assert JournalEntry.objects.count() == 0
    first, second = send(client), send(client, debit_0="9", credit_1="9")

    assert "Diferença 0,00" in seen
    assert "debita R$ 1.500,00 em" in seen
    entry = JournalEntry.objects.get()
    assert (entry.total, entry.description, entry.posted_by_name) == (Decimal("1500.00"), "Aluguel de novembro", "Lívia Vasques")
    assert sorted(JournalLine.objects.values_list("account__code", "amount")) == [(BANK, Decimal("-1500.00")), (RENT, Decimal("1500.00"))]
    assert first["Location"] == second["Location"]
    assert "nada foi lançado duas vezes" in words(client.get(second["Location"]))


def test_the_difference_is_in_sight_and_refused(login: Login) -> None:
    client = login(roles.FINANCE)

    seen, answer = words(send(client, "refresh", credit_1="1.400")), send(client, credit_1="1.400")

    assert "Diferença 100,00" in seen
    assert answer.status_code == 422
    assert "Débitos e créditos diferem em R$ 100,00" in words(answer).replace("\xa0", " ")
    assert 'value="1.400"' in answer.content.decode()
    assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"description": " "}, "id_description", "obrigatório"),
        ({"day": "31/02"}, "id_day", "não é uma data"),
        ({"account_0": "9.9.99"}, "account-0", "Nenhuma conta que recebe lançamentos se chama “9.9.99”"),
        ({"account_0": "1.1"}, "account-0", "Nenhuma conta que recebe lançamentos se chama “1.1”"),
        ({"account_0": ""}, "account-0", "Escolha a conta"),
        ({"debit_0": "muito"}, "debit-0", "não é um valor"),
        ({"debit_0": "-1500"}, "debit-0", "sinal de menos"),
        ({"credit_0": "5"}, "credit-0", "Débito e crédito estão preenchidos"),
        ({"credit_1": ""}, "debit-1", "Informe o débito ou o crédito"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_above(login: Login, typed: dict[str, str], field: str, error: str) -> None:
    answer = send(login(roles.FINANCE), **typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Erro:" in html
    assert words(answer).count(error) >= 2
    assert f'href="#{field}"' in html
    assert JournalEntry.objects.count() == 0


def test_an_account_is_found_by_words_of_its_name(login: Login) -> None:
    send(login(roles.FINANCE), account_0="aluguel")

    assert JournalLine.objects.get(amount__gt=0).account.code == RENT


def test_a_closed_month_says_so_and_offers_today(login: Login) -> None:
    day = closed_month()
    client, written = login(roles.FINANCE), f"{day:%d/%m/%Y}"

    seen, answer = send(client, "refresh", day=written), send(client, day=written)

    today = clock.company_date(clock.now())
    assert f'value="day:{today.isoformat()}"' in seen.content.decode()
    assert answer.status_code == 409
    assert "está fechado desde" in words(answer)
    assert JournalEntry.objects.count() == 0
    moved = send(client, f"day:{today.isoformat()}", day=written).content.decode()
    assert f'value="{today.isoformat()}"' in moved
    assert "está fechado desde" not in moved


def test_more_lines_keep_what_was_typed(login: Login) -> None:
    html = send(login(roles.FINANCE), "more").content.decode()

    assert 'name="account-6"' in html
    assert f'value="{RENT} Aluguel"' in html


def test_the_reversal_says_what_it_does_and_happens_once(login: Login) -> None:
    [entry] = post(sale("500.00"))
    client, url = login(roles.FINANCE), f"/financeiro/lancamentos/{entry.number.replace('/', '-')}/estornar/"

    asked = words(client.get(url, headers={"X-Requested-With": "fetch"}))
    for part in (f"Estornar o lançamento {entry.number}?", f"credita R$ 500,00 em {BANK}", f"debita R$ 500,00 em {SALES}"):
        assert part in asked
    first = client.post(url, {"posted_on": "hoje", "reason": "valor errado"})
    second = client.post(url, {"posted_on": "hoje", "reason": "valor errado"}, follow=True)

    reversal = JournalEntry.objects.get(reverses_id=entry.id)
    assert first["Location"].endswith(f"-{reversal.pk:06d}/")
    assert JournalEntry.objects.count() == 2
    assert "já foi estornado" in words(second)


def test_a_reversal_in_a_closed_month_keeps_the_reason_and_names_the_way_out(login: Login) -> None:
    [entry] = post(sale("500.00"))
    day = closed_month()

    url = f"/financeiro/lancamentos/{entry.number.replace('/', '-')}/estornar/"
    answer = login(roles.FINANCE).post(url, {"posted_on": f"{day:%d/%m/%Y}", "reason": "valor errado"})

    assert answer.status_code == 409
    assert "está fechado desde" in words(answer)
    assert 'value="valor errado"' in answer.content.decode()
    assert not JournalEntry.objects.filter(reverses_id=entry.id).exists()
    assert Period.objects.filter(status="closed").count() == 1


def test_only_finance_writes_entries(login: Login, client: Client) -> None:
    assert client.get(URL).status_code == 302
    assert login(roles.AUDITOR).get(URL).status_code == 403
    assert "Novo lançamento" not in client.get("/financeiro/diario/").content.decode()


@pytest.mark.parametrize("do", ["refresh", "post"])
def test_an_entry_asks_the_same_of_the_database_for_many_lines_as_for_few(do: str, login: Login) -> None:
    client = login(roles.FINANCE)

    def count(pairs: int) -> int:
        typed: dict[str, Any] = {"token": str(uuid4())}
        for index in range(pairs):
            typed |= {f"account-{2 * index}": RENT, f"debit-{2 * index}": "10,00", f"credit-{2 * index}": ""}
            typed |= {f"account-{2 * index + 1}": BANK, f"debit-{2 * index + 1}": "", f"credit-{2 * index + 1}": "10,00"}
        with CaptureQueriesContext(connection) as asked:
            answer = send(client, do, **typed)
        assert answer.status_code == (200 if do == "refresh" else 302)
        return len(asked)

    count(1)
    few, many = count(1), count(9)

    assert few == many
    assert many <= 25
