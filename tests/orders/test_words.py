"""Every refusal, reason, effect and step of the story has words, with its numbers inside, in Portuguese."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from backoffice.core.error_texts import text_of
from orders import errors, states, timeline
from orders.error_texts import EFFECT_TEXTS, ERROR_TEXTS, REASON_TEXTS
from orders.services import ShipmentDraft, ship_order
from tests.orders.builders import Shop, refused

ROOT = Path(__file__).resolve().parent.parent.parent


def _codes_of(file: str, call: str) -> set[str]:
    """First arguments of every call of this name in the file."""
    tree = ast.parse((ROOT / file).read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == call]
    return {str(node.args[0].value) for node in calls if node.args and isinstance(node.args[0], ast.Constant)}


def test_every_reason_has_words_and_no_words_are_left_over() -> None:
    assert _codes_of("orders/states.py", "Reason") == set(REASON_TEXTS)


def test_every_error_has_words_and_no_words_are_left_over() -> None:
    codes = {error.code for error in vars(errors).values() if isinstance(error, type) and error.__module__ == "orders.errors"}

    assert codes == set(ERROR_TEXTS)


@pytest.mark.parametrize("code", sorted(ERROR_TEXTS))
def test_words_can_be_found_for_an_error_without_data(code: str) -> None:
    assert ERROR_TEXTS[code]({})


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            errors.OverShipment(order="10482", lines=[{"sku": "PAN-FE-24", "requested": 5, "open": 3}]),
            "Só falta expedir 3 de PAN-FE-24, e o volume leva 5.",
        ),
        (
            errors.PriceMismatch(lines=[{"line": 0, "sku": "PRATO-AL", "sent": Decimal("1.00"), "price": Decimal("24.90")}]),
            "PRATO-AL custa R$\u00a024,90 e o canal enviou R$\u00a01,00. Os preços deste canal são definidos aqui: envie sem preço.",
        ),
        (errors.DuplicateExternalId(external_id="BR-1", number="10482"), "O canal já enviou BR-1: é o pedido 10482."),
    ],
)
def test_numbers_stand_inside_the_sentence(error: errors.Conflict, text: str) -> None:
    assert text_of(error) == text


def test_the_service_and_the_page_give_the_same_reason(shop: Shop) -> None:
    number = shop.place(("PAN-FE-24", 1)).number

    with refused(errors.TransitionRefused) as caught:
        ship_order(draft=ShipmentDraft(number), by=shop.by, at=shop.at)

    assert text_of(caught.value) == "Ainda faltam R$\u00a0219,90, e o canal Loja virtual só expede depois do pagamento."


def test_effects_are_told_in_the_singular_and_the_plural() -> None:
    one, many = (EFFECT_TEXTS["release_units"]({"units": count, "warehouse": "Curitiba"}) for count in (1, 6))

    assert (one, many) == ("Libera 1 unidade reservada em Curitiba", "Libera 6 unidades reservadas em Curitiba")


def test_every_action_that_services_trace_has_words() -> None:
    written: set[str] = set()
    for path in (ROOT / "orders" / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "action" and isinstance(node.value, ast.Constant):
                written.add(node.value.value)
    written |= {f"payment.{kind}" for kind in ("authorized", "captured", "refunded", "voided", "chargeback")}

    assert len(written) > 8
    assert written <= set(timeline.TELLINGS)


@pytest.mark.parametrize("action", sorted(timeline.TELLINGS))
def test_the_story_can_be_told_without_details(action: str) -> None:
    assert timeline.text_of(action, {})
    assert isinstance(timeline.detail_of(action, {}), str)


def test_an_unknown_action_stays_as_it_was_written() -> None:
    assert (timeline.text_of("order.beamed", {}), timeline.detail_of("order.beamed", {"a": 1})) == ("order.beamed", "")


def test_acts_have_labels_in_both_languages() -> None:
    with translation.override("en"):
        assert str(states.ACTS["ship"].label) == "Ship"
    with translation.override("pt-br"):
        assert str(states.ACTS["ship"].label) == "Expedir"
