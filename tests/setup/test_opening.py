"""Opening balances: one entry, balanced, tied out with the stock ledger, never twice."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db.models import Sum
from django.test import Client

from backoffice.core.actors import SYSTEM, Actor
from backoffice.core.models import AuditEntry
from finance import queries, services
from finance.errors import EntryInvalid, OpeningDiffers, OpeningLocked, OpeningPosted
from finance.models import JournalEntry, JournalLine
from finance.posting.drafts import LineDraft
from finance.services import OpeningBalances
from finance.views.opening_table import read_table
from inventory import services as inventory
from tests.finance.builders import NOW, post, sale
from tests.setup.conftest import SignIn

pytestmark = pytest.mark.django_db
BY = Actor(kind="user", id=3, name="Lívia Vasques")
BANK, STOCK, ADVANCES, CAPITAL, COUNTERPART = "1.1.01.002", "1.1.03.001", "2.1.02.001", "2.3.01.001", "2.3.03.001"
DAY = date(2026, 10, 31)
URL = "/financeiro/saldos-de-abertura/"


def balances(*lines: tuple[str, str], token: UUID | None = None, day: date = DAY) -> OpeningBalances:
    return OpeningBalances(token=token or uuid4(), day=day, lines=tuple(LineDraft(code, Decimal(amount)) for code, amount in lines))


def open_books(*lines: tuple[str, str], **more: object) -> services.PostedEntry:
    return services.post_opening_balances(balances=balances(*lines, **more), by=BY, at=NOW)  # type: ignore[arg-type]


def bring_in_stock() -> None:
    """Ten pans of 12.50 lie there already: 125.00 against the account of opening balances."""
    warehouse = inventory.ensure_warehouse(code="DEP", name="Depósito")
    inventory.register_products(drafts=[inventory.ProductDraft(sku="PAN-24", name="Panela")], price_list_id=None, by=SYSTEM, at=NOW)
    line = inventory.ReceiptLine(sku="PAN-24", location_id=warehouse, quantity=10, unit_cost=Decimal("12.50"))
    inventory.receive(lines=[line], reference="ABERTURA", origin="opening", by=SYSTEM, at=NOW)


def balance_of(code: str) -> Decimal:
    return JournalLine.objects.filter(account__code=code).aggregate(s=Sum("amount"))["s"] or Decimal(0)


def test_the_ledger_shows_what_was_typed_and_the_stock_counts_once() -> None:
    bring_in_stock()

    posted = open_books((BANK, "875.00"), (STOCK, "125.00"), (CAPITAL, "-1000.00"))

    assert {code: balance_of(code) for code in (BANK, STOCK, CAPITAL, COUNTERPART)} == {
        BANK: Decimal("875.00"), STOCK: Decimal("125.00"), CAPITAL: Decimal("-1000.00"), COUNTERPART: Decimal("0.00")
    }  # fmt: skip
    entry = JournalEntry.objects.get(rule="opening_balance")
    assert (entry.posted_on, entry.total, entry.line_count, entry.posted_by_name) == (DAY, Decimal("1000.00"), 3, "Lívia Vasques")
    assert AuditEntry.objects.get(action="opening.posted").after["number"] == posted.number


def test_sending_twice_posts_once() -> None:
    token = uuid4()

    first = open_books((BANK, "10.00"), (CAPITAL, "-10.00"), token=token)
    second = open_books((BANK, "10.00"), (CAPITAL, "-10.00"), token=token)

    assert (second.number, second.is_new) == (first.number, False)
    assert JournalEntry.objects.count() == 1


def test_a_difference_is_refused_and_named() -> None:
    with pytest.raises(EntryInvalid) as refusal:
        open_books((BANK, "100.00"), (CAPITAL, "-99.99"))

    assert refusal.value.data["errors"] == [{"line": 0, "code": "not_balanced", "currency": "BRL", "difference": "0.01"}]
    assert not JournalEntry.objects.exists()


def test_stock_that_differs_from_the_stock_ledger_is_refused_with_both_sums() -> None:
    bring_in_stock()

    with pytest.raises(OpeningDiffers) as refusal:
        open_books((BANK, "880.00"), (STOCK, "120.00"), (CAPITAL, "-1000.00"))

    [row] = refusal.value.data["accounts"]
    assert (row["account"], row["typed"], row["kept"]) == (STOCK, "120.00", "125.00")
    assert not JournalEntry.objects.filter(rule="opening_balance").exists()


def test_advances_without_orders_behind_them_are_refused() -> None:
    with pytest.raises(OpeningDiffers) as refusal:
        open_books((BANK, "50.00"), (ADVANCES, "-50.00"))

    assert [row["account"] for row in refusal.value.data["accounts"]] == [ADVANCES]


@pytest.mark.parametrize(
    ("lines", "day", "code"),
    [
        (((BANK, "5.00"), (COUNTERPART, "-5.00")), DAY, "account_ends_at_zero"),
        (((BANK, "5.00"), (CAPITAL, "-5.00")), date(2026, 11, 25), "future"),
        (((BANK, "5.00"),), DAY, "line_count"),
        (((BANK, "5.00"), ("2.3.01", "-5.00")), DAY, "account_not_postable"),
    ],
)
def test_what_cannot_be_is_refused(lines: tuple[tuple[str, str], ...], day: date, code: str) -> None:
    with pytest.raises(EntryInvalid) as refusal:
        open_books(*lines, day=day)

    assert code in [mistake["code"] for mistake in refusal.value.data["errors"]]
    assert not JournalEntry.objects.exists()


def test_they_are_posted_once_and_again_after_a_reversal() -> None:
    first = open_books((BANK, "10.00"), (CAPITAL, "-10.00"))
    with pytest.raises(OpeningPosted) as refusal:
        open_books((BANK, "20.00"), (CAPITAL, "-20.00"))
    assert refusal.value.data == {"number": first.number}

    services.reverse_entry(entry_id=first.id, posted_on=DAY, reason="Banco errado", by=BY, at=NOW)
    open_books((BANK, "20.00"), (CAPITAL, "-20.00"))

    assert balance_of(BANK) == Decimal("20.00")
    present = queries.get_opening()
    assert present is not None
    assert present.total == Decimal("20.00")


def test_after_the_first_closing_they_stay() -> None:
    posted = open_books((BANK, "10.00"), (CAPITAL, "-10.00"), day=date(2026, 9, 30))
    services.close_period(period_id=202609, by=BY, at=NOW)

    with pytest.raises(OpeningLocked):
        services.reverse_entry(entry_id=posted.id, posted_on=date(2026, 11, 24), reason="Tarde", by=BY, at=NOW)

    assert JournalEntry.objects.count() == 1


def test_a_closed_month_refuses_the_first_posting() -> None:
    post(sale("10.00", on=date(2026, 10, 5)))
    services.close_period(period_id=202610, by=BY, at=NOW)

    with pytest.raises(OpeningLocked) as refusal:
        open_books((BANK, "10.00"), (CAPITAL, "-10.00"), day=date(2026, 9, 30))

    assert refusal.value.data == {"period": 202610}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.1.01.002;Bancos;1.500,00;", {BANK: "1500.00"}),
        ("Conta\tNome\tDébito\tCrédito\n1.1.01.002\tBancos\t1.500,00\t0,00\n2.3.01.001\tCapital\t\t1.500,00",
         {BANK: "1500", CAPITAL: "-1500"}),
        ("1.1.01.002;1500.00\n2.3.01.001;1500.00", {BANK: "1500", CAPITAL: "-1500"}),
        ("1.1.01.002;Bancos;R$ 10,00;D\n2.3.01.001;Capital;10,00;C", {BANK: "10", CAPITAL: "-10"}),
        ("1.1.01.002;Bancos;-20,00", {BANK: "-20"}),
        ('1.1.01.002;"Bancos; conta";5,00;;', {BANK: "5"}),
        ("1.1;Ativo circulante;;\n1.1.01.002;Bancos;5,00;;", {BANK: "5"}),
    ],
)  # fmt: skip
def test_a_pasted_table_is_read_in_the_shapes_that_excel_gives(text: str, expected: dict[str, str]) -> None:
    table = read_table(text, natures={BANK: "debit", CAPITAL: "credit"})

    assert (table.balances, table.problems) == ({code: Decimal(amount) for code, amount in expected.items()}, [])


def test_lines_that_cannot_be_read_are_named() -> None:
    table = read_table("1.1.01.002;Bancos;abc;D\n9.9.9;Outra;5,00;D", natures={BANK: "debit"})

    assert table.balances == {}
    assert [problem.partition(":")[0] for problem in table.problems] == ["Linha 1", "Linha 2"]


def form_of(client: Client, **amounts: str) -> dict[str, str]:
    token = client.get(URL).context["form"]["token"].value()
    return {"token": str(token), "day": "31/10/2026"} | amounts


def test_the_form_keeps_what_was_typed_and_says_the_difference(sign_in: SignIn) -> None:
    client = sign_in("admin")

    answer = client.post(URL, form_of(client) | {f"d-{BANK}": "1.000,00", f"c-{CAPITAL}": "900,00"})

    html = answer.content.decode()
    assert (answer.status_code, 'value="1.000,00"' in html) == (422, True)
    assert "Débitos e créditos diferem em R$\xa0100,00" in html
    assert not JournalEntry.objects.exists()


def test_the_form_posts_once_however_often_it_is_sent(sign_in: SignIn) -> None:
    client = sign_in("admin")
    form = form_of(client) | {f"d-{BANK}": "1.000,00", f"c-{CAPITAL}": "1000.00"}

    answers = [client.post(URL, form).status_code, client.post(URL, form).status_code]

    assert answers == [302, 302]
    assert JournalEntry.objects.count() == 1
    assert "Saldos de abertura" in client.get(URL).content.decode()


def test_a_field_that_is_no_amount_is_marked(sign_in: SignIn) -> None:
    client = sign_in("admin")

    answer = client.post(URL, form_of(client) | {f"d-{BANK}": "mil", f"d-{STOCK}": "1,00", f"c-{STOCK}": "1,00"})

    assert answer.status_code == 422
    assert [name for name, _text in answer.context["errors"]] == [f"c-{STOCK}", f"d-{BANK}"]


def test_a_paste_fills_the_table_and_posts_nothing(sign_in: SignIn) -> None:
    client = sign_in("admin")

    answer = client.post(URL, form_of(client) | {"act": "read", "table": "1.1.01.002;Bancos;1.500,00;"})

    assert 'value="1.500,00"' in answer.content.decode()
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("role", ["sales", "warehouse", "finance", "auditor", "hr"])
def test_others_may_not_open_the_books(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)

    assert (client.get(URL).status_code, client.post(URL, {}).status_code) == (403, 403)
