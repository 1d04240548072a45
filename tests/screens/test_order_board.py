"""The order board: tabs, search, filters, pages; everything in the URL."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backoffice import roles
from backoffice.core.templatetags import formats
from orders import services
from orders.models import Order
from orders.services import CancellationDraft, CustomerDraft, ShipmentDraft
from orders.views import board as board_view
from tests.orders.builders import ANA, Shop

SignIn = Callable[..., Client]


def numbers(html: str) -> list[str]:
    """The order numbers of the rows, top to bottom."""
    return re.findall(r'<a class="rg-link rg-code rg-num" href="[^"]+">(\d+)</a>', html)


def board(client: Client, query: str = "") -> str:
    response = client.get(reverse("order_board") + query)
    assert response.status_code == 200
    return response.content.decode()


def tab_count(html: str, view: str) -> int:
    found = re.search(rf'href="\?[^"]*view={view}[^"]*"[^>]*>[^<]*<span class="rg-num[^"]*">([\d.]+)</span>', html)
    assert found, view
    return int(found[1].replace(".", ""))


@pytest.fixture
def week(shop: Shop) -> dict[str, str]:
    """One order in each state: name -> number."""
    made = {name: shop.place(("PAN-FE-24", 1), external_id=name).number for name in ("paying", "ready", "shipped", "off")}
    late = shop.place(("TAB-TE-40", 2), external_id="late", promised_ship_date=timezone.localdate() - timedelta(days=2))
    partial = shop.place(("PRATO-AL", 5), external_id="partial", promised_ship_date=timezone.localdate())
    made |= {"late": late.number, "partial": partial.number}
    for name in ("ready", "partial", "shipped", "late"):
        shop.pay(made[name])
    services.ship_order(draft=ShipmentDraft(made["partial"], lines=(("PRATO-AL", 2),)), by=shop.by, at=shop.at)
    services.ship_order(draft=ShipmentDraft(made["shipped"], carrier="Jadlog"), by=shop.by, at=shop.at)
    services.cancel_order(draft=CancellationDraft(made["off"], "Cliente desistiu"), by=shop.by, at=shop.at)
    return made


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("to_pay", ["paying"]),
        ("to_ship", ["ready", "partial", "late"]),
        ("late", ["late"]),
        ("partially_shipped", ["partial"]),
        ("shipped", ["shipped"]),
        ("cancelled", ["off"]),
    ],
)
def test_a_tab_holds_what_its_name_says(week: dict[str, str], sign_in: SignIn, view: str, names: list[str]) -> None:
    html = board(sign_in(roles.SALES), f"?view={view}")

    assert set(numbers(html)) == {week[name] for name in names}


def test_a_count_equals_the_rows_behind_it(week: dict[str, str], sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    html = board(client)

    for view in ("open", "to_pay", "to_ship", "late", "payment_problem", "shipped", "partially_shipped"):
        assert tab_count(html, view) == len(numbers(board(client, f"?view={view}"))), view


def test_an_exception_has_a_tab_only_while_it_is_there(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 1))
    client = sign_in(roles.SALES)

    assert "view=to_refund" not in board(client)
    assert "view=to_refund" in board(client, "?view=to_refund")


def test_money_to_refund_is_named_in_its_row(shop: Shop, sign_in: SignIn) -> None:
    overpaid, off = (shop.place(("PAN-FE-24", 1), external_id=name).number for name in ("overpaid", "off"))
    total = Order.objects.get(number=off).total
    shop.pay(overpaid, total + Decimal("0.01"))
    shop.pay(off)
    services.cancel_order(draft=CancellationDraft(off, "Cliente desistiu"), by=shop.by, at=shop.at)
    client = sign_in(roles.SALES)

    html = board(client, "?view=to_refund")

    assert numbers(html) == [off, overpaid]
    assert re.findall(r">([\d.,]+) a reembolsar<", html) == [formats.money(total), "0,01"]
    assert "O pedido não vale mais" in client.get(reverse("order_page", args=[off])).content.decode()
    assert "O cliente pagou mais do que o total do pedido." in client.get(reverse("order_page", args=[overpaid])).content.decode()


@pytest.mark.parametrize("text", ["beatriz", "BÉATRIZ", "529.982.247-25", "52998224725", "PAN-FE", "BR-77", "ana@example.com"])
@pytest.mark.parametrize("many", [0, 1000], ids=["common name", "rare name"])
def test_search_finds_by_number_customer_document_sku(
    shop: Shop, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, text: str, many: int
) -> None:
    monkeypatch.setattr("orders.queries.filters.MANY_CUSTOMERS", many)
    wanted = shop.place(("PAN-FE-24", 1), external_id="BR-77")
    other = CustomerDraft(name="José Antônio Lima", email="jose@example.com", document="111.444.777-35", address=ANA.address)
    shop.place(("TAB-TE-40", 1), external_id="BR-99", customer=other)

    client = sign_in(roles.SALES)

    assert numbers(board(client, f"?q={quote(text)}")) == [wanted.number]
    assert numbers(board(client, f"?q={wanted.number}")) == [wanted.number]


def test_filters_narrow_and_their_chips_take_them_out(week: dict[str, str], shop: Shop, sign_in: SignIn) -> None:
    market = shop.place(("PAN-FE-24", 1), channel="mercado", external_id="ML-1")
    client = sign_in(roles.SALES)

    html = board(client, "?channel=mercado&placed_from=hoje&state=PR&payment=pending")

    assert numbers(html) == [market.number]
    assert "Mercado Livre" in html
    assert html.count('class="rg-chip"') == 4
    removal = next(url for url in re.findall(r'<a href="(\?[^"]*)" aria-label="Tirar o filtro Canal"', html))
    assert parse_qs(urlsplit(removal.replace("&amp;", "&")).query) == {"placed_from": ["hoje"], "state": ["PR"], "payment": ["pending"]}
    assert numbers(board(client, "?placed_to=ontem")) == []


def test_pages_follow_each_other_without_gap_or_repetition(shop: Shop, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    placed = [shop.place(("PRATO-AL", 1), external_id=f"N{index}").number for index in range(5)][::-1]
    client = sign_in(roles.SALES)
    monkeypatch.setattr(board_view, "BOARD", replace(board_view.BOARD, page_size=2))

    seen, query = [], ""
    for _page in range(3):
        html = board(client, query)
        seen.append(numbers(html))
        following = re.search(r'href="(\?[^"]*)" rel="next"', html)
        query = following[1].replace("&amp;", "&") if following else ""
    back = re.search(r'href="(\?[^"]*)" rel="prev"', html)
    assert back is not None
    before = numbers(board(client, back[1].replace("&amp;", "&")))

    assert "Mostrando 1 de cerca de" in html
    assert seen == [placed[:2], placed[2:4], placed[4:]]
    assert following is None
    assert before == placed[2:4]


def test_the_sum_of_the_filter_is_exact_when_asked_for(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 2))
    shop.place(("PRATO-AL", 1))
    client = sign_in(roles.SALES)

    assert "Soma do filtro" not in board(client)
    assert "Mostrando 2 de 2" in board(client)
    html = board(client, "?sum=1")

    assert "R$\u00a0464,70" in html
    assert "Mostrando 2 de 2" in html


def test_the_three_kinds_of_empty(shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    never = board(client)
    shop.place(("PAN-FE-24", 1))
    done = board(client, "?view=late")
    nothing = board(client, "?q=ninguem&channel=loja")

    assert "Nenhum pedido ainda" in never
    assert "rg-empty-done" in done
    assert "busca “ninguem”, Canal Loja virtual" in nothing
    assert re.search(r'<a class="rg-btn" href="\?"', nothing)


@pytest.mark.parametrize(
    "query",
    ["?view=%00", "?after=abc", "?after=" + "A" * 3000, "?before=W10", "?q=%00", "?q=" + "%25" * 400, "?placed_from=99/99/9999",
     "?channel=%27%3B--",
     "?after=WyIyMDI2LTExLTI0VDEwOjAwOjAwIiwiMSJd", "?sum=x&page=-1", "?q=%F0%9F%98%80"],
)  # fmt: skip
def test_no_address_breaks_the_board(shop: Shop, sign_in: SignIn, query: str) -> None:
    shop.place(("PAN-FE-24", 1))

    assert "Traceback" not in board(sign_in(roles.SALES), query)


def test_what_customers_send_is_shown_as_text(shop: Shop, sign_in: SignIn) -> None:
    shop.place(
        ("PAN-FE-24", 1),
        external_id="<b>x</b>",
        customer=CustomerDraft(name="<script>alert(1)</script>", email="x@example.com", address=ANA.address),
    )

    html = board(sign_in(roles.SALES), "?q=%3Cscript%3E")

    assert "<script>alert" not in html
    assert "<b>x</b>" not in html


def test_a_long_number_of_a_channel_does_not_push_the_amounts_away(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 1), external_id="6bbc1892d79fc89cd656a04b7d96f622")

    assert 'title="6bbc1892d79fc89cd656a04b7d96f622">6bbc1892d79fc8…</span>' in board(sign_in(roles.SALES))


def test_the_board_costs_the_same_for_one_order_and_for_many(shop: Shop, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(roles.SALES)
    for index in range(8):
        shop.place(("PRATO-AL", 1), external_id=f"N{index}")

    # session, user, groups, side bar; saved views, tabs, rows, channels of the filter, the newest row for "mark all"
    with django_assert_max_num_queries(10):
        board(client)


@pytest.mark.parametrize("role", [roles.HR, roles.EMPLOYEE])
def test_people_without_sales_do_not_see_orders(shop: Shop, sign_in: SignIn, role: str) -> None:
    response = sign_in(role).get(reverse("order_board"))

    assert response.status_code == 403
    assert "Vendas" in response.content.decode()


def test_a_stranger_is_sent_to_the_login() -> None:
    response = Client().get(reverse("order_board") + "?view=late")

    assert response.status_code == 302
    assert response["Location"] == "/entrar/?next=/pedidos/%3Fview%3Dlate"


def test_amount_several_channels_and_sort_stand_in_the_address(shop: Shop, sign_in: SignIn) -> None:
    small = shop.place(("PRATO-AL", 1)).number
    large = shop.place(("PAN-FE-24", 2), channel="mercado", external_id="ML-1").number
    client = sign_in(roles.SALES)

    assert numbers(board(client, "?total_min=100")) == [large]
    assert numbers(board(client, "?total_max=1.000,00&channel=loja&channel=mercado&sort=total")) == [small, large]
    assert "Loja virtual, Mercado Livre" in board(client, "?channel=mercado&channel=loja")
    assert "a partir de R$\u00a0100,00" in board(client, "?total_min=100")
    assert re.search(r'<th scope="col" aria-sort="descending"[^>]*><a href="\?sort=total">Total', board(client, "?sort=-total"))


def test_own_work_comes_first_and_the_rest_waits(shop: Shop, sign_in: SignIn) -> None:
    context = sign_in(roles.WAREHOUSE).get(reverse("order_board") + "?view=all").context

    assert [tab["name"] for tab in context["views"]] == ["all", "to_ship", "late"]
    assert {"to_pay", "completed"} <= {tab["name"] for tab in context["more_views"]}
