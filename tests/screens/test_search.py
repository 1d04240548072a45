"""The global search: a role finds what it may open, a code opens at once, one query a source."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice import roles
from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.core.reports import known_kinds
from backoffice.dashboard import search
from backoffice.dashboard.beyond import BEYOND
from backoffice.report_centre.views.catalogue import screen_url
from finance.models import JournalEntry
from inventory.models import Variant
from orders import services
from orders.services import CustomerDraft, ShipmentDraft
from tests.orders.builders import ANA, Shop

SignIn = Callable[..., Client]


def asked(client: Client, text: str) -> dict[str, Any]:
    response = client.get(reverse("search"), {"q": text, "as": "json"})
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def found(answer: dict[str, Any]) -> dict[str, list[str]]:
    """Group -> labels."""
    return {group["label"]: ["".join(text for text, _hit in hit["label"]) for hit in group["hits"]] for group in answer["groups"]}


def actor(role: str) -> Actor:
    return Actor(kind="user", id=0, name="", grants=policy.grants_of_roles([role]))


@pytest.fixture
def trade(shop: Shop) -> Shop:
    """An order with a parcel on the way, and Ana who bought it."""
    Variant.objects.filter(sku="PAN-FE-24").update(ean="7891000100103")
    placed = shop.place(("PAN-FE-24", 1), external_id="BR-296493581")
    shop.pay(placed.number)
    parcel = ShipmentDraft(placed.number, carrier="Correios", tracking_code="AA604615779BR")
    services.ship_order(draft=parcel, by=shop.by, at=shop.at)
    return shop


def everything(shop: Shop) -> dict[str, str]:
    """For each source a text that it answers to."""
    entry = JournalEntry.objects.order_by("pk").first()
    assert entry is not None
    return {
        "orders": "BR-296493581",
        "customers": "ana beatriz",
        "variants": "PAN-FE-24",
        "shipments": "AA604615779BR",
        "entries": entry.number,
        "people": "diego",
    }


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_role_finds_exactly_what_it_may_open(trade: Shop, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    User.objects.update(is_staff=True)

    for source, text in everything(trade).items():
        groups = {group["label"]: group for group in asked(client, text)["groups"]}
        spec = search.SOURCES[source]
        assert (str(spec.label) in groups) == (spec.permission in roles.ROLES[role]), (source, text)
        for group in groups.values():
            for hit in group["hits"]:
                assert client.get(hit["url"]).status_code == 200, (role, hit["url"])


def screens_found(client: Client, text: str) -> dict[str, str]:
    """Label -> the words of the screen that were meant, "" where its name was."""

    def said(pieces: list[tuple[str, bool]]) -> str:
        return "".join(piece for piece, _hit in pieces)

    groups = client.get(reverse("search"), {"q": text}).context["groups"]
    hits = [hit for group in groups if group["label"] == "Telas" for hit in group["hits"]]
    return {said(hit["label"]): said(hit["detail"]) for hit in hits}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "text", "label", "meant"),
    [
        (roles.HR, "férias", "Ausências", "férias"),
        (roles.EMPLOYEE, "FERIAS", "Pedir férias", ""),
        (roles.EMPLOYEE, "folga", "Pedir ausência", "folga"),
        (roles.HR, "atestados", "Registrar ausência", "atestado médico"),
        (roles.ADMIN, "chave da api", "Clientes da API", "chave de API"),
        (roles.SALES, "segundo fator", "Segurança e dispositivos", "segundo fator"),
        (roles.SALES, "senha", "Trocar senha", ""),
        (roles.FINANCE, "dre", "Demonstração do resultado (DRE)", ""),
        (roles.FINANCE, "prejuizo", "Demonstração do resultado (DRE)", "prejuízo"),
        (roles.FINANCE, "razao", "Razão", ""),
        (roles.WAREHOUSE, "etiqueta", "Expedição", "etiqueta de envio"),
        (roles.WAREHOUSE, "nota fiscal", "Receber mercadoria", "nota fiscal de compra"),
        (roles.WAREHOUSE, "balanço", "Reconciliações", "balanço de estoque"),
        (roles.SALES, "planilha", "Importar", "planilha"),
    ],
)
def test_a_screen_is_found_by_what_is_done_there(sign_in: SignIn, role: str, text: str, label: str, meant: str) -> None:
    assert screens_found(sign_in(role), text).get(label) == meant


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "text"),
    [(roles.SALES, "dre"), (roles.WAREHOUSE, "férias"), (roles.EMPLOYEE, "estoque"), (roles.HR, "chave de API"), (roles.FINANCE, "xyzzy")],
)
def test_no_screen_is_found_that_the_role_may_not_open(sign_in: SignIn, role: str, text: str) -> None:
    assert screens_found(sign_in(role), text) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_every_screen_of_the_palette_opens_for_who_sees_it(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    home = client.get(reverse("today"))

    listed = [place["url"] for place in home.context["palette_places"]()]
    assert len(listed) > 5
    for url in listed:
        status = client.get(url).status_code
        # 302: a page that first asks who one is, or sends on who has no file of the own
        assert status in (200, 302), (role, url, status)


def test_every_report_stands_in_the_palette() -> None:
    found = {item.url for _title, items in BEYOND for item in items}

    assert {screen_url(kind) for kind in known_kinds()} <= found


def test_every_source_asks_for_a_known_permission() -> None:
    assert {source.permission for source in search.SOURCES.values()} <= policy.known_permissions()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("BR-296493581", "/pedidos/"),
        ("br-296493581", "/pedidos/"),
        ("AA604615779BR", "/expedicao/"),
        ("aa 604615779 br", "/expedicao/"),
    ],
)
def test_a_code_opens_its_record_at_once(trade: Shop, sign_in: SignIn, text: str, where: str) -> None:
    client = sign_in(roles.SALES)

    answer, page = asked(client, text), client.get(reverse("search"), {"q": text})

    assert answer["open"].startswith(where)
    assert (page.status_code, page.headers["Location"]) == (302, answer["open"])


@pytest.mark.parametrize("text", ["PAN-FE-24", "pan-fe-24", "7891000100103"])
def test_a_sku_or_barcode_opens_its_variant_at_once(trade: Shop, sign_in: SignIn, text: str) -> None:
    page = sign_in(roles.WAREHOUSE).get(reverse("search"), {"q": text})

    assert (page.status_code, page.headers["Location"]) == (302, reverse("stock_variant", args=["PAN-FE-24"]))


def test_an_order_number_opens_the_order_and_not_its_entries(trade: Shop, sign_in: SignIn) -> None:
    number = trade.place(("PRATO-AL", 1)).number

    answer = asked(sign_in(roles.FINANCE), number)

    assert answer["open"] == reverse("order_page", args=[number])


def test_accents_and_case_do_not_matter_and_what_was_found_is_marked(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PRATO-AL", 1), customer=CustomerDraft(name="João Conceição", email="joao@example.com"))

    answer = asked(sign_in(roles.SALES), "CONCEICAO joao")

    hit = next(group for group in answer["groups"] if group["label"] == "Clientes")["hits"][0]
    assert hit["label"] == [["João", True], [" ", False], ["Conceição", True]]


def test_a_short_text_finds_beginnings_of_words(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PRATO-AL", 1), customer=CustomerDraft(name="Márcia Lobo", email="m@example.com"))
    client = sign_in(roles.SALES)

    assert found(asked(client, "lo")).get("Clientes") == ["Márcia Lobo"]
    assert "Clientes" not in found(asked(client, "ob"))


@pytest.mark.parametrize("text", ["", " ", "a", "\x00", "%", "\x00a\x00"])
def test_less_than_two_characters_ask_nothing(trade: Shop, sign_in: SignIn, text: str) -> None:
    assert asked(sign_in(roles.SALES), text)["groups"] == []


@pytest.mark.parametrize("text", ["%%", "__", "\\\\", "' OR 1=1 --", "<script>", "x" * 5000, "2026/99999999999999999999", "🙂🙂"])
def test_odd_texts_find_nothing_and_break_nothing(trade: Shop, sign_in: SignIn, text: str) -> None:
    client = sign_in(roles.FINANCE, roles.ADMIN)
    User.objects.update(is_staff=True)

    assert asked(client, text)["groups"] == []
    assert client.get(reverse("search"), {"q": text}).status_code == 200


def test_a_document_finds_only_for_those_who_read_documents(trade: Shop) -> None:
    document = "529.982.247-25"
    assert ANA.document == document

    assert [group.label for group in search.search(document, actor=actor(roles.SALES))] == ["Clientes", "Pedidos"]
    assert search.search(document, actor=actor(roles.AUDITOR)) == []


def test_a_masked_document_stays_masked(trade: Shop) -> None:
    groups = search.search("ana beatriz", actor=actor(roles.AUDITOR))

    details = [hit.detail for group in groups for hit in group.hits]
    assert not any("529" in detail for detail in details)
    assert any("ana@example.com" in detail for detail in details)


def test_each_source_costs_one_query(trade: Shop) -> None:
    everybody = Actor(kind="user", id=0, name="", grants=policy.known_permissions())

    for text in ["ana beatriz", "PAN-FE-24", "AA604615779BR", "529.982.247-25", "ana@example.com", "lo"]:
        with CaptureQueriesContext(connection) as seen:
            search.search(text, actor=everybody)
        assert len(seen) <= len(search.SOURCES), text


def test_more_than_fit_lead_to_the_list(shop: Shop, sign_in: SignIn) -> None:
    for index in range(7):
        shop.place(("PRATO-AL", 1), external_id=f"BR-77-{index}")

    group = asked(sign_in(roles.SALES), "BR-77")["groups"][0]

    assert len(group["hits"]) == 5
    assert group["more_url"] == "/pedidos/?q=BR-77"


def test_the_page_finds_screens_too(sign_in: SignIn) -> None:
    html = sign_in(roles.WAREHOUSE).get(reverse("search"), {"q": "concilia"}).content.decode()

    assert f'href="{reverse("stock_reconciliations")}"' in html
    assert "<mark>concilia</mark>" in html
    assert "Busca</span></li>" in html


def test_the_page_shows_what_was_typed_as_text(sign_in: SignIn) -> None:
    html = sign_in(roles.SALES).get(reverse("search"), {"q": '<img src=x onerror="1">'}).content.decode()

    assert "<img src=x" not in html
    assert "Nada encontrado para “&lt;img src=x" in html


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(reverse("search"), {"q": "maria", "as": "json"}).status_code == 302
