"""Prices and customers: what is known is changed, what is new is added, and both can be taken back."""

from decimal import Decimal

import pytest

from backoffice.core.actors import Actor
from inventory.models import Price, PriceList
from orders.models import Customer
from tests.imports.builders import a_person, bring_in, changes, preview, problems, undo, upload, verdicts
from tests.inventory.builders import make_variant

pytestmark = pytest.mark.django_db

CUSTOMERS = (
    "Nome;CPF/CNPJ;E-mail;Celular;CEP;Endereço;Número;Bairro;Cidade;UF\n"
    "Ana Nogueira;529.982.247-25;ANA@exemplo.com.br;(41) 99999-0001;80730-000;Rua Padre Anchieta;1245;Bigorrilho;Curitiba;pr\n"
    "Café Serra Azul;11.222.333/0001-81;;;;;;;;\n"
    "Sem Documento;;sem@exemplo.com.br;;;;;;;\n"
)


def test_prices_are_set_in_the_chosen_list_and_taken_back(clerk: Actor) -> None:
    pan, lid = make_variant("PAN-24"), make_variant("LID-24")
    retail = PriceList.objects.create(code="varejo", name="Varejo")
    PriceList.objects.create(code="atacado", name="Atacado")
    Price.objects.create(price_list=retail, variant=pan, amount=Decimal("10.00"))

    batch = bring_in("precos", "Código;Preço de venda\nPAN-24;R$ 12,50\nLID-24;1.000\n", by=clerk, price_list="varejo")

    assert changes(batch, 2) == {"price": ("10.00", "12.50")}
    assert set(Price.objects.values_list("variant", "amount")) == {(pan.pk, Decimal("12.50")), (lid.pk, Decimal("1000.00"))}

    undo(batch, by=clerk)

    assert list(Price.objects.values_list("variant", "amount")) == [(pan.pk, Decimal("10.00"))]


def test_a_price_that_somebody_changed_since_is_kept(clerk: Actor) -> None:
    make_variant("PAN-24")
    batch = bring_in("precos", "SKU;Preço\nPAN-24;12,50\n", by=clerk)
    Price.objects.update(amount=Decimal("13.00"))

    batch = undo(batch, by=clerk)

    assert (batch.undone_count, batch.kept_count) == (0, 1)
    assert Price.objects.get().amount == Decimal("13.00")


def test_customers_come_in_once(clerk: Actor) -> None:
    batch = bring_in("clientes", CUSTOMERS, by=clerk)

    assert batch.applied_count == 3
    ana = Customer.objects.get(document="52998224725")
    assert (ana.kind, ana.email, ana.phone) == ("person", "ana@exemplo.com.br", "+5541999990001")
    assert ana.address == {
        "line1": "Rua Padre Anchieta, 1245", "district": "Bigorrilho", "city": "Curitiba", "state": "PR", "postal_code": "80730000",
        "country": "BR",
    }  # fmt: skip
    assert Customer.objects.get(document="11222333000181").kind == "company"

    again = preview("clientes", CUSTOMERS, by=clerk)

    assert set(verdicts(again).values()) == {"same"}


def test_a_known_customer_is_changed_and_changed_back(clerk: Actor) -> None:
    bring_in("clientes", CUSTOMERS, by=clerk)

    batch = bring_in("clientes", "Nome;CPF;Cidade;Telefone\nAna Nogueira;52998224725;Londrina;43 3333-0001\n", by=clerk)

    assert changes(batch, 2) == {"phone": ("+5541999990001", "+554333330001"), "city": ("Curitiba", "Londrina")}
    ana = Customer.objects.get(document="52998224725")
    assert (ana.address["city"], ana.address["state"]) == ("Londrina", "PR")

    undo(batch, by=clerk)

    ana.refresh_from_db()
    assert (ana.address["city"], ana.phone) == ("Curitiba", "+5541999990001")


def test_new_customers_without_orders_go_again(clerk: Actor) -> None:
    batch = bring_in("clientes", CUSTOMERS, by=clerk)

    batch = undo(batch, by=clerk)

    assert batch.undone_count == 3
    assert Customer.objects.count() == 0


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Ana;;;", (2, "", "no_identity")),
        ("Ana;111.111.111-11;;", (2, "document", "document_form")),
        ("Ana;9123456;;", (2, "document", "document_form")),
        ("Ana;191;;", (2, "document", "document_form")),
        ("Ana;1,12223E+13;;", (2, "document", "excel_number")),
        ("Ana;;ana@exemplo;", (2, "email", "email_form")),
        ("Ana;;ana@exemplo.com.br;1,1988E+10", (2, "phone", "excel_number")),
        ("Ana;;ana@exemplo.com.br;99999", (2, "phone", "phone_form")),
        (";529.982.247-25;;", (2, "name", "required")),
    ],
)
def test_a_row_that_names_nobody_is_refused(clerk: Actor, row: str, problem: tuple[int, str, str]) -> None:
    batch = preview("clientes", f"Nome;CPF;E-mail;Telefone\n{row}\n", by=clerk)

    assert problems(batch) == [problem]
    assert Customer.objects.count() == 0


def test_a_document_without_its_zeros_is_named_with_them(clerk: Actor) -> None:
    batch = preview("clientes", "Nome;CPF\nAna;191\nBeto;1234567890\nCida;123456797\n", by=clerk)

    assert [code for _line, _column, code in problems(batch)] == ["document_form", "document_zeros_lost", "document_zeros_lost"]


def test_each_importer_asks_for_its_own_permission(db: None) -> None:
    warehouse = a_person("warehouse", name="diego")

    with pytest.raises(Exception, match="customers.change"):
        upload("clientes", CUSTOMERS, by=warehouse)

    assert upload("estoque-inicial", "SKU;Quantidade;Custo\nA;1;1\n", by=warehouse).status == "uploaded"
