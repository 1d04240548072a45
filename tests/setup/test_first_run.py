"""The way from an empty database to the first order, and every refusal on it."""

import re
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from backoffice import roles
from backoffice.core.company import get_company
from backoffice.core.models import ApiClient, AuditEntry, Company, User
from backoffice.imports.models import ImportBatch
from backoffice.setup import steps, tokens
from backoffice.setup.models import StepDecision
from finance.models import JournalEntry
from orders.models import Channel, Order
from tests.api.conftest import order_body
from tests.imports.builders import run_jobs
from tests.setup.conftest import SignIn

pytestmark = pytest.mark.django_db

PASSWORD = "uma frase bem comprida"
PERSON = {"name": "Nair Lima", "username": "nair", "email": "nair@exemplo.com.br", "new_password1": PASSWORD, "new_password2": PASSWORD}
COMPANY = {
    "legal_name": "Casa da Nair Comércio Ltda.", "name": "Casa da Nair", "cnpj": "12.ABC.345/01DE-35", "state_registration": "ISENTO",
    "tax_regime": "simples", "email": "", "phone": "(41) 99999-0000", "postal_code": "80730-000", "line1": "Rua Padre Anchieta, 10",
    "line2": "", "district": "Bigorrilho", "city": "Curitiba", "state": "PR", "version": "0",
}  # fmt: skip
SHOP = {"name": "Loja virtual", "code": "", "warehouse_name": "Depósito", "warehouse_code": "dep"}


def link() -> str:
    """The path of the link that the server prints."""
    out = StringIO()
    call_command("setup_link", stdout=out)
    return urlsplit(out.getvalue().strip()).path


def states(client: Client) -> dict[str, str]:
    return {row["code"]: row["state"] for row in client.get("/comecar/").context["steps"]}


def bring_in(client: Client, importer: str, table: str) -> None:
    """The wizard by its pages: file, columns, preview, run."""
    client.post(reverse("import_start", args=[importer]), {"file": SimpleUploadedFile("tabela.csv", table.encode())})
    batch = ImportBatch.objects.order_by("-number").first()
    assert batch is not None
    chosen = {f"column_{name}": str(index) for name, index in batch.mapping.items()}
    page = client.get(reverse("import_batch", args=[batch.pk])).content.decode()
    for name in re.findall(r'name="(option_[a-z_]+)"', page):
        found = re.search(rf'name="{name}".*?<option value="([^"]+)"', page, re.DOTALL)
        chosen.setdefault(name, found[1] if found else "")
    client.post(reverse("import_columns", args=[batch.pk]), chosen)
    run_jobs()
    batch.refresh_from_db()
    client.post(reverse("import_confirm", args=[batch.pk]), {"analysis": str(batch.analysis)})
    run_jobs()
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.APPLIED, (batch.status, batch.mapping)


def test_from_an_empty_database_to_the_first_order() -> None:
    client = Client()
    assert client.post(link(), PERSON | {"alone": "on"}).status_code == 302
    assert client.post("/entrar/", {"login": "nair", "password": PASSWORD}).status_code == 302
    home = client.get("/")
    assert home.context["first_steps"]["next"]["code"] == "company"
    assert "Preencher a empresa" in home.content.decode()

    assert client.post("/empresa/", COMPANY)["Location"] == "/comecar/"
    key = client.post("/comecar/loja/", SHOP).context["key"]
    assert "1 canal e 1 chave da API" in client.get("/comecar/").content.decode()
    ApiClient.objects.update(is_active=False)
    assert "1 canal, ainda sem chave da API" in client.get("/comecar/").content.decode()
    ApiClient.objects.update(is_active=True)
    bring_in(client, "produtos", "SKU;Nome;Preço\nPAN-24;Panela de ferro;219,90\n")
    bring_in(client, "estoque-inicial", "SKU;Quantidade;Custo\nPAN-24;10;95,50\n")
    form = client.get("/financeiro/saldos-de-abertura/").context["form"]
    opening = {"token": str(form["token"].value()), "day": "hoje", "d-1.1.01.002": "1.045,00", "d-1.1.03.001": "955,00"}
    assert client.post("/financeiro/saldos-de-abertura/", opening | {"c-2.3.01.001": "2.000,00"}).status_code == 302
    client.post("/comecar/decidir/", {"leave": "people"})

    body = order_body(("PAN-24", 1))
    answer = Client().post(
        "/api/v1/orders/", orjson.dumps(body), "application/json",
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": "first-1"},
    )  # fmt: skip

    assert answer.status_code == 201, answer.content
    assert Order.objects.get().channel.code == "loja-virtual"
    assert states(client) == {
        "company": "done", "factor": "open", "people": "not_needed", "hiring": "open", "shop": "done", "products": "done", "stock": "done",
        "chart": "done", "tax": "open", "opening": "done",
    }  # fmt: skip
    assert client.get("/").context["first_steps"] is None
    assert get_company().cnpj == "12ABC34501DE35"


def test_the_second_factor_is_done_when_there_is_one(sign_in: SignIn) -> None:
    client = sign_in()
    assert states(client)["factor"] == "open"

    Authenticator.objects.create(user=User.objects.get(), type=Authenticator.Type.TOTP, data={})

    assert states(client)["factor"] == "done"


# --- the first account


def test_the_first_account_has_the_roles_that_were_chosen() -> None:
    Client().post(link(), PERSON)

    user = User.objects.get()
    assert (user.username, user.get_full_name(), user.roles, user.check_password(PASSWORD)) == ("nair", "Nair Lima", {roles.ADMIN}, True)
    assert AuditEntry.objects.get(action="user.added").after == {"roles": ["admin"], "first": True}


def test_the_link_is_over_once_somebody_has_an_account() -> None:
    path = link()
    Client().post(path, PERSON)

    late = Client().post(path, PERSON | {"username": "estranho", "email": "e@exemplo.com.br"})

    assert (late.status_code, Client().get(path).status_code) == (410, 410)
    assert list(User.objects.values_list("username", flat=True)) == ["nair"]
    with pytest.raises(CommandError):
        call_command("setup_link")


def test_where_only_switched_off_users_are_left_the_link_makes_the_first_account() -> None:
    User.objects.create_user("demo", is_demo=True, is_active=False)

    assert Client().post(link(), PERSON).status_code == 302
    assert User.objects.get(is_active=True).username == "nair"


def test_a_stranger_without_the_link_makes_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    old = tokens.make_token()
    monkeypatch.setattr(tokens, "SECONDS", -1)

    answers = [Client().post(f"/comecar/primeiro/{token}/", PERSON).status_code for token in ("x", "first", old)]

    assert answers == [410, 410, 410]
    assert not User.objects.exists()


@pytest.mark.parametrize("field", ["name", "username", "email", "new_password1"])
def test_what_is_missing_is_said_beside_its_field(field: str) -> None:
    answer = Client().post(link(), PERSON | {field: ""})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not User.objects.exists()


def test_a_weak_password_is_refused() -> None:
    answer = Client().post(link(), PERSON | {"new_password1": "12345678", "new_password2": "12345678"})

    assert (answer.status_code, User.objects.count()) == (422, 0)


# --- the company


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("cnpj", "12.ABC.345/01DE-36", "dígitos verificadores não conferem"),
        ("cnpj", "12.ABC.345/01DE", "faltam 2 caracteres"),
        ("cnpj", "", "Falta o CNPJ"),
        ("legal_name", "", "Falta a razão social"),
        ("tax_regime", "", "Falta o regime tributário"),
        ("state", "", "Falta o estado"),
        ("postal_code", "80730", "O CEP tem 8 dígitos"),
    ],
)
def test_a_company_that_cannot_be_is_refused_in_words(sign_in: SignIn, field: str, value: str, words: str) -> None:
    answer = sign_in("admin").post("/empresa/", COMPANY | {field: value})

    html = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert words in html
    assert 'value="Rua Padre Anchieta, 10"' in html
    assert not Company.objects.exists()


def test_whoever_saves_second_sees_what_the_first_wrote(sign_in: SignIn) -> None:
    client = sign_in("admin")
    client.post("/empresa/", COMPANY)

    late = client.post("/empresa/", COMPANY | {"city": "Londrina"})

    html = late.content.decode()
    assert late.status_code == 409
    assert "Cidade: agora “Curitiba”, você digitou “Londrina”." in html
    assert 'name="version" value="1"' in html
    assert Company.objects.get().city == "Curitiba"
    assert client.post("/empresa/", COMPANY | {"city": "Londrina", "version": "1"}).status_code == 302
    assert (Company.objects.get().city, Company.objects.get().version) == ("Londrina", 2)


# --- shop and key


def test_the_key_is_shown_once_and_a_second_send_makes_nothing(sign_in: SignIn) -> None:
    client = sign_in("admin")

    first = client.post("/comecar/loja/", SHOP)
    second = client.post("/comecar/loja/", SHOP)

    assert (first.status_code, second.status_code) == (200, 409)
    assert first.headers["Cache-Control"] == "no-store"
    key = first.context["key"]
    assert f'curl http://testserver/api/v1/products/ -H "Authorization: Bearer {key}"' in first.content.decode().replace("&quot;", '"')
    assert key not in second.content.decode()
    assert (Channel.objects.count(), ApiClient.objects.count()) == (1, 1)
    assert key not in str(AuditEntry.objects.values_list("after", flat=True))


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("warehouse_code", "SUPPLIER"), ("warehouse_code", "a b"), ("code", "é!")])
def test_a_shop_that_cannot_be_makes_nothing(sign_in: SignIn, field: str, value: str) -> None:
    answer = sign_in("admin").post("/comecar/loja/", SHOP | {field: value})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (Channel.objects.count(), ApiClient.objects.count()) == (0, 0)


def test_a_key_asks_again_who_is_there(sign_in: SignIn) -> None:
    client = sign_in("admin")
    session = client.session
    session["confirmed_at"] -= 3600
    session.save()

    answer = client.post("/comecar/loja/", SHOP)

    assert "key" not in (answer.context or {})
    assert not ApiClient.objects.exists()


# --- the list


def test_a_step_waits_for_the_one_before_unless_that_is_left_out(sign_in: SignIn) -> None:
    client = sign_in()
    before = states(client)

    client.post("/comecar/decidir/", {"leave": "stock"})
    client.post("/comecar/decidir/", {"leave": "stock"})

    assert (before["stock"], before["opening"]) == ("waiting", "waiting")
    assert (states(client)["stock"], states(client)["opening"]) == ("not_needed", "open")
    assert StepDecision.objects.get().decided_by == "Nair Lima"
    client.post("/comecar/decidir/", {"take": "stock"})
    assert states(client)["opening"] == "waiting"


@pytest.mark.parametrize("step", ["company", "factor", "chart", "nonsense", ""])
def test_what_every_company_needs_cannot_be_left_out(sign_in: SignIn, step: str) -> None:
    answer = sign_in().post("/comecar/decidir/", {"leave": step})

    assert answer.status_code == 404
    assert not StepDecision.objects.exists()


def test_put_off_the_home_page_shows_the_queues_again(sign_in: SignIn) -> None:
    client = sign_in()

    assert client.post("/comecar/decidir/", {"leave": "all"})["Location"] == "/"

    assert client.get("/").context["first_steps"] is None
    assert client.get("/comecar/").status_code == 200


def test_who_may_not_do_a_step_is_told_who_may(sign_in: SignIn) -> None:
    rows = {row["code"]: row for row in sign_in("admin").get("/comecar/").context["steps"]}

    assert (rows["stock"]["may"], rows["stock"]["who"]) == (False, "Armazém")
    assert rows["tax"]["who"] == "Controladoria"


def test_every_step_leads_to_a_page_that_its_people_may_open(sign_in: SignIn) -> None:
    client = sign_in()

    for row in client.get("/comecar/").context["steps"]:
        assert client.get(row["url"]).status_code == 200, row["code"]


def test_the_tax_of_the_regime_is_proposed(sign_in: SignIn) -> None:
    client = sign_in()
    client.post("/empresa/", COMPANY)
    [tax] = [row for row in client.get("/comecar/").context["steps"] if row["code"] == "tax"]

    assert 'value="Simples Nacional, Anexo I"' in client.get(tax["url"]).content.decode()


@pytest.mark.parametrize("role", ["sales", "warehouse", "finance", "finance_manager", "auditor", "hr", "employee"])
def test_others_are_neither_greeted_nor_let_in(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    assert [client.get(path).status_code for path in ("/comecar/", "/comecar/contas/", "/comecar/loja/", "/empresa/")] == [403] * 4
    assert client.post("/comecar/decidir/", {"leave": "all"}).status_code == 403
    assert client.get("/").context["first_steps"] is None
    assert not StepDecision.objects.exists()


def test_the_list_asks_the_same_number_of_questions_whatever_is_there(sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    client = sign_in()
    client.get("/comecar/")

    with django_assert_max_num_queries(32):
        client.get("/comecar/")

    assert len(steps.STEPS) == 10
    assert not JournalEntry.objects.exists()
