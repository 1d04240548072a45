"""The order page: one next step, refusals that explain, acts that happen once."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from backoffice import roles
from backoffice.core.models import AuditEntry
from finance.models import JournalEntry
from orders import services
from orders.error_texts import REASON_TEXTS
from orders.models import Order, PaymentEvent, Shipment
from orders.services import CancellationDraft, ShipmentDraft
from tests.orders.builders import Shop
from tests.racing import at_once

SignIn = Callable[..., Client]


def page(client: Client, number: str, query: str = "") -> str:
    response = client.get(reverse("order_page", args=[number]) + query)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The page as it is read, white space evened."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def act(client: Client, number: str, name: str, **typed: Any) -> HttpResponse:
    """Send the act's form on the version that the order has now, unless another is given."""
    typed.setdefault("version", Order.objects.get(number=number).version)
    return client.post(reverse(f"order_{name}", args=[number]), typed)


def told(client: Client, response: HttpResponse) -> str:
    """What the page says after the act, wherever it led."""
    return words((client.get(response["Location"]) if response.status_code == 302 else response).content.decode())


@pytest.fixture
def paid(shop: Shop) -> str:
    """A paid order of two lines, 3 units."""
    number = shop.place(("PAN-FE-24", 1), ("PRATO-AL", 2), external_id="BR-58231", shipping_total=Decimal("24.64")).number
    shop.pay(number, fee="10.00")
    return number


def test_the_header_says_what_it_is_and_where_it_stands(paid: str, sign_in: SignIn) -> None:
    text = words(page(sign_in(roles.SALES), paid))

    assert f"Pedido {paid}" in text
    assert "Ana Beatriz Nogueira, Curitiba/PR · Loja virtual BR-58231 · feito hoje às" in text
    assert "R$ 294,34" in text
    assert "Rua Padre Anchieta, 1846, ap. 32, Bigorrilho" in text
    assert "80730-000" in text


@pytest.mark.parametrize(("role", "labels"), [(roles.WAREHOUSE, ["Expedir"]), (roles.SALES, []), (roles.AUDITOR, [])])
def test_at_most_one_filled_button_and_only_for_whom_it_may_press(paid: str, sign_in: SignIn, role: str, labels: list[str]) -> None:
    html = page(sign_in(role), paid)

    acts = re.search(r'<div class="rg-acts">(.*?)</div>\s*</div>', html, re.S)
    assert acts is not None
    filled = re.findall(r'class="rg-btn rg-btn-main"[^>]*>(.*?)</a>', html, re.S)
    assert [words(re.sub(r"<(span|kbd)[^>]*>.*?</\1>", "", button)) for button in filled] == labels


def test_a_refused_act_stays_with_its_reason_and_the_way_out(shop: Shop, sign_in: SignIn) -> None:
    unpaid = shop.place(("PAN-FE-24", 1)).number

    html = page(sign_in(roles.WAREHOUSE, roles.FINANCE), unpaid)

    item = next(part for part in re.findall(r'<div role="group" aria-disabled="true".*?</div>', html, re.S) if "Expedir" in part)
    assert "R$ 219,90" in words(item)
    assert f'href="{reverse("order_record_payment", args=[unpaid])}"' in item


def test_costs_and_margin_are_for_those_who_may_see_them(paid: str, sign_in: SignIn) -> None:
    with_cost = words(page(sign_in(roles.FINANCE), paid))
    without = words(page(sign_in(roles.SALES), paid))

    # 294,34 - 126,00 of goods at moving average - 10,00 of fees
    assert "Custo dos itens estimado −126,00" in with_cost
    assert "Margem antes de impostos 53,8% 158,34" in with_cost
    assert "Margem" not in without
    assert "126,00" not in without


def test_a_document_is_masked_for_those_who_need_not_know(paid: str, sign_in: SignIn) -> None:
    assert "CPF 529.982.247-25" in words(page(sign_in(roles.SALES), paid))

    masked = page(sign_in(roles.WAREHOUSE), paid)

    assert "CPF •••.982.247-••" in words(masked)
    assert "52998224725" not in masked


@pytest.mark.parametrize("tab", ["items", "delivery", "payments", "documents", "audit", "nope"])
def test_every_part_has_its_own_address(paid: str, shop: Shop, sign_in: SignIn, tab: str) -> None:
    services.ship_order(draft=ShipmentDraft(paid, carrier="Jadlog", tracking_code="AA1"), by=shop.by, at=shop.at)
    expected = {
        "items": "Produto PAN-FE-24",
        "delivery": "AA1",
        "payments": "294,34",
        "documents": "Movimentos de estoque",
        "audit": "Quem",
        "nope": "Posição",
    }

    assert expected[tab] in words(page(sign_in(roles.FINANCE), paid, f"?tab={tab}"))


def test_the_ledgers_entries_stand_beside_their_order(paid: str, sign_in: SignIn) -> None:
    entry = JournalEntry.objects.get(source_number=paid)

    mine = page(sign_in(roles.FINANCE), paid)
    hidden = page(sign_in(roles.WAREHOUSE), paid)

    assert re.search(rf'<a href="/financeiro/lancamentos/\d{{4}}-0*{entry.pk}/">', mine)
    assert "/financeiro/lancamentos/" not in hidden


def test_shipping_moves_the_order_and_says_so(paid: str, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)

    response = act(
        client,
        paid,
        "ship",
        **{"units-PAN-FE-24": "1", "units-PRATO-AL": "1", "carrier": "Jadlog", "tracking_code": "AA1", "shipped_on": "hoje"},
    )

    assert f"Volume {paid}-1 saiu com 2 unidades." in told(client, response)
    parcel = Shipment.objects.get()
    assert (parcel.carrier, parcel.tracking_code, parcel.items_total) == ("Jadlog", "AA1", Decimal("244.80"))
    assert Order.objects.get(number=paid).fulfilment_status == "partially_shipped"


def test_delivery_is_confirmed(paid: str, shop: Shop, sign_in: SignIn) -> None:
    services.ship_order(draft=ShipmentDraft(paid), by=shop.by, at=shop.at)
    client = sign_in(roles.WAREHOUSE)

    response = act(client, paid, "deliver", delivered_on="hoje")

    assert "confirmada em" in told(client, response)
    assert Order.objects.get(number=paid).status == "completed"


def test_a_payment_typed_in_portuguese_is_recorded_to_the_cent(shop: Shop, sign_in: SignIn) -> None:
    number = shop.place(("PAN-FE-24", 6)).number
    client = sign_in(roles.FINANCE)

    response = act(
        client,
        number,
        "record_payment",
        kind="captured",
        amount="R$ 1.319,40",
        fee="1,5",
        method="transfer",
        occurred_on="hoje",
        reference="TED 77",
    )

    assert "Registrado: R$ 1.319,40." in told(client, response)
    event = PaymentEvent.objects.get()
    assert (event.amount, event.fee, event.method, event.provider) == (Decimal("1319.40"), Decimal("1.50"), "transfer", "manual")
    assert Order.objects.get(number=number).payment_status == "paid"


def test_the_dialog_shows_the_consequences_before(paid: str, shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    fragment = client.get(reverse("order_cancel", args=[paid]), headers={"X-Requested-With": "fetch"}).content.decode()
    over_page = client.get(reverse("order_cancel", args=[paid])).content.decode()

    text = words(fragment)
    assert f"Cancelar o pedido {paid}?" in text
    for effect in services.preview_cancellation(order_number=paid, actor=shop.by)[:2]:
        assert effect.text.replace("\u00a0", " ") in text
    assert "R$ 294,34" in text
    assert "Manter pedido" in text
    assert "<main" not in fragment
    assert "data-open" in over_page
    assert Order.objects.get(number=paid).status == "open"


def test_cancelling_needs_a_reason_and_keeps_what_was_typed(paid: str, sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    response = act(client, paid, "cancel", reason="", note="ligou às 9h")

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Erro:" in html
    assert re.search(r'<a href="#id_reason">Motivo: Escolha por que o pedido é cancelado\.', html)
    assert 'value="ligou às 9h"' in html
    assert "data-open" in html
    assert Order.objects.get(number=paid).status == "open"


def test_cancelling_releases_and_says_what_is_to_refund(paid: str, shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)

    response = act(client, paid, "cancel", reason="customer_gave_up", note="")

    text = told(client, response)
    assert f"Pedido {paid} cancelado. 3 unidades voltaram à venda. R$ 294,34 ficam a reembolsar." in text
    order = Order.objects.get(number=paid)
    assert (order.status, order.cancel_reason) == ("cancelled", "Cliente desistiu antes do envio")
    assert shop.level("PAN-FE-24") == (50, 0)


@pytest.mark.parametrize(
    ("name", "typed", "field", "error"),
    [
        ("ship", {"units-PAN-FE-24": "2", "shipped_on": "hoje"}, "units-PAN-FE-24", "Só falta expedir 1 de PAN-FE-24."),
        ("ship", {"units-PAN-FE-24": "1,5", "shipped_on": "hoje"}, "units-PAN-FE-24", "não é um número inteiro"),
        ("ship", {"units-PAN-FE-24": "1", "shipped_on": "31/02/2026"}, "shipped_on", "não é uma data"),
        ("ship", {"units-PAN-FE-24": "1", "shipped_on": "01/01/2020"}, "shipped_on", "é antes de o pedido ser feito"),
        ("record_payment", {"kind": "captured", "amount": "muito", "method": "pix", "occurred_on": "hoje"}, "amount", "não é um valor"),
        ("record_payment", {"kind": "captured", "amount": "0", "method": "pix", "occurred_on": "hoje"}, "amount", "O mínimo é R$ 0,01"),
        ("record_payment", {"kind": "captured", "amount": "1", "fee": "2", "method": "pix", "occurred_on": "hoje"}, "fee", "maior que o"),
        ("record_payment", {"kind": "gift", "amount": "1,00", "method": "pix", "occurred_on": "hoje"}, "kind", "válida"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_happens(
    paid: str, sign_in: SignIn, name: str, typed: dict[str, str], field: str, error: str
) -> None:
    client = sign_in(roles.WAREHOUSE, roles.FINANCE)
    before = Order.objects.values().get(number=paid)

    response = act(client, paid, name, **typed)

    html = response.content.decode()
    assert response.status_code == 422
    assert error in words(html)
    assert f'href="#id_{field}"' in html
    assert Order.objects.values().get(number=paid) == before
    assert Shipment.objects.count() == 0
    assert PaymentEvent.objects.count() == 1


def test_a_refused_attempt_is_told_and_becomes_part_of_the_story(paid: str, shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.SALES)
    services.ship_order(draft=ShipmentDraft(paid), by=shop.by, at=shop.at)
    before = Order.objects.values().get(number=paid)

    response = act(client, paid, "cancel", reason="customer_gave_up")

    text = told(client, response)
    assert re.search(r"Cancelar pedido foi recusado às \d+h\d\d\.", text)
    with translation.override("pt-br"):
        assert REASON_TEXTS["already_shipped"]({"units": 3}) in text
    trace = AuditEntry.objects.filter(subject_key=paid).latest("id")
    assert (trace.action, trace.actor_name) == ("order.act_refused", "Diego Ramos")
    assert Order.objects.values().get(number=paid) == before


def test_an_act_typed_by_address_is_refused_with_its_reason(shop: Shop, sign_in: SignIn) -> None:
    unpaid = shop.place(("PAN-FE-24", 1)).number
    client = sign_in(roles.WAREHOUSE)

    response = client.get(reverse("order_ship", args=[unpaid]))

    assert "R$ 219,90" in told(client, response)


def test_a_second_click_has_no_effect_and_is_no_alarm(paid: str, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)
    form = {"version": Order.objects.get(number=paid).version, "units-PAN-FE-24": "1", "shipped_on": "hoje"}

    act(client, paid, "ship", **form)
    second = act(client, paid, "ship", **form)

    assert "Já estava feito: o segundo clique não mudou nada." in told(client, second)
    assert Shipment.objects.count() == 1


def test_who_was_slower_is_told_who_was_faster_and_keeps_what_was_typed(paid: str, sign_in: SignIn) -> None:
    marina, diego = sign_in(roles.WAREHOUSE, name="Marina Costa"), sign_in(roles.WAREHOUSE)
    version = Order.objects.get(number=paid).version
    act(marina, paid, "ship", **{"version": version, "units-PAN-FE-24": "1", "shipped_on": "hoje"})

    late = act(diego, paid, "ship", **{"version": version, "units-PRATO-AL": "2", "carrier": "Loggi", "shipped_on": "hoje"})

    html = late.content.decode()
    assert late.status_code == 409
    assert "Nada foi alterado" in words(html)
    assert "Marina Costa" in words(html)
    assert 'value="Loggi"' in html
    assert Shipment.objects.count() == 1
    # With the eyes on the present order, the same form goes through.
    again = re.search(r'name="version" value="(\d+)"', html)
    assert again is not None
    act(diego, paid, "ship", **{"version": again[1], "units-PRATO-AL": "2", "shipped_on": "hoje"})
    assert Shipment.objects.count() == 2


def test_who_was_too_late_is_sent_back_with_the_reason(paid: str, shop: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)
    version = Order.objects.get(number=paid).version
    services.cancel_order(draft=CancellationDraft(paid, "Fraude"), by=shop.by, at=shop.at)

    response = act(client, paid, "ship", **{"version": version, "units-PAN-FE-24": "1", "shipped_on": "hoje"})

    assert "Nada foi alterado" in told(client, response)
    assert Shipment.objects.count() == 0


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "1.0", "\x00"])
def test_a_forged_version_changes_nothing(paid: str, sign_in: SignIn, version: str) -> None:
    act(sign_in(roles.WAREHOUSE), paid, "ship", **{"version": version, "units-PAN-FE-24": "1", "shipped_on": "hoje"})

    assert Shipment.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "role"), [("cancel", roles.WAREHOUSE), ("ship", roles.SALES), ("deliver", roles.FINANCE), ("record_payment", roles.SALES)]
)
def test_an_act_needs_its_own_permission(paid: str, sign_in: SignIn, name: str, role: str) -> None:
    before = Order.objects.values().get(number=paid)

    response = act(sign_in(role), paid, name, reason="fraud", **{"units-PAN-FE-24": "1"})

    assert response.status_code == 403
    assert Order.objects.values().get(number=paid) == before


def test_a_form_without_token_is_refused(paid: str, sign_in: SignIn) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(roles.SALES).cookies

    assert act(strict, paid, "cancel", reason="fraud").status_code == 403
    assert Order.objects.get(number=paid).status == "open"


@pytest.mark.parametrize("number", ["0", "99999999", "abc", "-"])
def test_an_unknown_order_is_not_found(shop: Shop, sign_in: SignIn, number: str) -> None:
    assert sign_in(roles.SALES).get(f"/pedidos/{number}/").status_code == 404


def test_an_order_knows_its_place_in_the_list_it_was_opened_from(shop: Shop, sign_in: SignIn) -> None:
    first, second, third = (shop.place(("PRATO-AL", 1), external_id=f"N{index}").number for index in range(3))
    client = sign_in(roles.SALES)

    html = page(client, second, "?list=view%3Dto_pay")

    assert "2 de 3" in words(html)
    assert f'href="/pedidos/{third}/?list=view%3Dto_pay" data-key="k"' in html
    assert f'href="/pedidos/{first}/?list=view%3Dto_pay" data-key="j"' in html


def test_after_shipping_from_the_queue_the_next_one_is_a_key_away(shop: Shop, sign_in: SignIn) -> None:
    first, second = (shop.place(("PRATO-AL", 1), external_id=f"N{index}").number for index in range(2))
    for number in (first, second):
        shop.pay(number)
    client = sign_in(roles.WAREHOUSE)

    done = client.post(
        reverse("order_ship", args=[second]) + "?list=view%3Dto_ship",
        {"version": Order.objects.get(number=second).version, "units-PRATO-AL": "1", "shipped_on": "hoje"},
    )

    assert done["Location"] == f"/pedidos/{second}/?list=view%3Dto_ship"
    html = client.get(done["Location"]).content.decode()
    assert f'href="/pedidos/{first}/?list=view%3Dto_ship" data-key="j"' in html


def test_money_of_a_dead_order_asks_to_be_refunded(paid: str, shop: Shop, sign_in: SignIn) -> None:
    services.cancel_order(draft=CancellationDraft(paid, "Fraude"), by=shop.by, at=shop.at)
    client = sign_in(roles.FINANCE)

    text = words(page(client, paid))
    assert "R$ 294,34 a reembolsar." in text
    # Money that has to go back is nobody's margin: only the provider's fee is lost.
    assert "Margem antes de impostos −10,00" in text
    act(client, paid, "record_payment", kind="refunded", amount="294,34", method="pix", occurred_on="hoje")

    assert "a reembolsar." not in words(page(client, paid))
    assert Order.objects.get(number=paid).payment_status == "refunded"


def test_the_page_costs_the_same_for_two_lines_and_for_thirty(shop: Shop, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    number = shop.place(("PAN-FE-24", 1), *[("PRATO-AL", 1)] * 30).number
    shop.pay(number)
    services.ship_order(draft=ShipmentDraft(number, lines=(("PRATO-AL", 3),)), by=shop.by, at=shop.at)
    client = sign_in(*roles.ROLES)

    with django_assert_max_num_queries(27):
        page(client, number, "?list=view%3Dto_ship")


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_ship_once(sign_in: SignIn, shop: Shop) -> None:
    number = shop.place(("PRATO-AL", 4)).number
    shop.pay(number)
    form = {"version": Order.objects.get(number=number).version, "units-PRATO-AL": "1", "shipped_on": "hoje"}
    clients = [sign_in(roles.WAREHOUSE), sign_in(roles.WAREHOUSE)]

    answers = at_once(*[partial(act, client, number, "ship", **form) for client in clients])

    assert [getattr(each, "status_code", each) for each in answers] == [302, 302]
    assert Shipment.objects.count() == 1


def test_the_account_begins_with_the_sum_of_the_items_and_takes_off_what_was_called_off(shop: Shop, sign_in: SignIn) -> None:
    number = shop.place(("PRATO-AL", 4), shipping_total=Decimal("12.00")).number
    draft = services.ItemsCancellationDraft(number, "sem estoque", lines=(("PRATO-AL", 3),))
    services.cancel_order_items(draft=draft, by=shop.by, at=shop.at)

    read = words(page(sign_in(roles.SALES), number))

    # Four plates of 24,90 stand in the items: 99,60; three are called off.
    assert "1 item, 4 unidades 99,60 Cancelado, 3 unidades −74,70 Frete cobrado 12,00 Total do pedido 36,90" in read
