"""Template tags: statuses, addresses that keep the list's state, fields that screen readers understand."""

import re
from pathlib import Path

import pytest
from django import forms
from django.db import models
from django.utils import translation

from backoffice.core import statuses
from backoffice.core.models import Job, OutboxMessage
from finance.models import Period
from inventory.models import Reservation, StockDifference, StockReconciliation
from orders.models import FulfilmentStatus, OrderStatus, PaymentStatus, Shipment
from tests.screens.drawing import draw as draw_template

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "backoffice" / "retaguarda.css"


@pytest.fixture(autouse=True)
def portuguese():
    with translation.override("pt-br"):
        yield


def draw(source: str, query: str = "", **context: object) -> str:
    return draw_template("{% load retaguarda %}" + source, path=f"/pedidos{query}", **context)


def test_a_status_is_shape_word_and_colour() -> None:
    assert draw('{% status "order" "cancelled" %}') == '<span class="rg-st rg-st-void">Cancelado</span>'


def test_the_expected_value_is_quiet_in_a_list_and_the_others_are_not() -> None:
    assert draw('{% status "payment" "paid" plain=True %}') == '<span class="rg-st rg-st-done rg-st-plain">Pago</span>'
    assert draw('{% status "payment" "failed" plain=True %}') == '<span class="rg-st rg-st-bad">Recusado</span>'


def test_a_status_without_value_writes_nothing_and_an_unknown_one_its_bare_word() -> None:
    assert draw('{% status "order" value %}', value="") == ""
    assert draw('{% status "order" value %}', value="<new>") == '<span class="rg-st rg-st-w">&lt;new&gt;</span>'


def test_a_label_replaces_the_word_but_not_the_shape() -> None:
    assert draw('{% status "fulfilment" "checking" "3 de 4" %}') == '<span class="rg-st rg-st-go">3 de 4</span>'


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("order", OrderStatus),
        ("payment", PaymentStatus),
        ("fulfilment", FulfilmentStatus),
        ("shipment", Shipment.Status),
        ("reservation", Reservation.Status),
        ("period", Period.Status),
        ("job", Job.Status),
        ("event", OutboxMessage.Status),
        ("stock_check", StockReconciliation.Status),
        ("stock_difference", StockDifference.Status),
    ],
)
def test_every_status_of_the_models_has_a_row(kind: str, choices: type[models.TextChoices]) -> None:
    assert statuses.uncovered(kind, choices.values) == []


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, rows in statuses.STATUSES.items() for value in rows])
def test_every_row_has_a_known_shape_and_a_portuguese_word(kind: str, value: str) -> None:
    row = statuses.STATUSES[kind][value]
    word = str(row.label)

    assert row.css in statuses.SHAPES
    with translation.override("en"):
        assert word != str(row.label)


def test_every_shape_is_drawn_by_the_style_sheet() -> None:
    css = CSS.read_text()

    for shape in statuses.SHAPES:
        assert re.search(rf"\.{shape}\b", css), shape


def test_url_with_keeps_the_filters_and_goes_back_to_the_first_page() -> None:
    assert draw('{% url_with sort="-total" %}', "?q=a%20b&status=open&after=xyz") == "?q=a+b&amp;status=open&amp;sort=-total"


def test_url_with_takes_out_and_repeats_parameters() -> None:
    assert draw('{% url_with q=None after="n" %}', "?q=a&after=x") == "?after=n"
    assert draw("{% url_with status=many %}", "?status=open", many=["late", "open"]) == "?status=late&amp;status=open"


def test_a_sorted_column_says_so_and_turns_around() -> None:
    head = draw('{% sort_head "total" "Total (R$)" css="rg-r" %}', "?q=a&sort=total")

    assert 'aria-sort="ascending"' in head
    assert 'href="?q=a&amp;sort=-total"' in head


class SupplierForm(forms.Form):
    name = forms.CharField(label="Razão social")
    cnpj = forms.CharField(label="CNPJ", help_text="Letras valem desde 2026.")
    phone = forms.CharField(label="Telefone", required=False)
    freight = forms.ChoiceField(label="Frete", widget=forms.RadioSelect, choices=[("c", "Nosso"), ("f", "Deles")])
    active = forms.BooleanField(label="Ativo", required=False)


def test_a_field_links_label_hint_and_error() -> None:
    form = SupplierForm({"cnpj": "12"})
    form.add_error("cnpj", "CNPJ incompleto: faltam 12 dígitos.")

    html = draw('{% field form.cnpj mask="cnpj" %}', form=form)

    assert '<label for="id_cnpj">CNPJ</label>' in html
    assert 'aria-describedby="id_cnpj_helptext id_cnpj_error"' in html
    assert 'id="id_cnpj_helptext"' in html
    assert 'id="id_cnpj_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'data-mask="cnpj"' in html
    assert 'inputmode="text"' in html
    assert "CNPJ incompleto: faltam 12 dígitos." in html


def test_an_optional_field_says_so() -> None:
    assert "(opcional)" in draw("{% field form.phone %}", form=SupplierForm())
    assert "(opcional)" not in draw("{% field form.name %}", form=SupplierForm())


def test_a_group_has_a_legend_and_no_id_twice() -> None:
    html = draw("{% field form.freight %}", form=SupplierForm())

    assert "<legend>Frete</legend>" in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
