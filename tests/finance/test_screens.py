"""The finance screens: who may see them, what they say, and that every number leads to what makes it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice import roles
from backoffice.core.jobs import worker
from backoffice.core.models import Job, User
from finance import channels, handlers, services
from finance.models import Account, JournalEntry
from tests.finance.builders import NOW, captured, post, sale, shipped
from tests.reports.conftest import book

__all__ = ["book"]
pytestmark = pytest.mark.django_db
PAGES = [
    "/financeiro/diario/",
    "/financeiro/razao/",
    "/financeiro/periodos/",
    "/financeiro/razao/?account=1.1.01.002",
    "/financeiro/razao/?row=premises&posted_from=2026-10-01&posted_to=2026-10-31",
    "/relatorios/",
    "/relatorios/dre/?period=2026-10",
    "/relatorios/dre/?period=2026",
    "/relatorios/dre/?period=2026&columns=total",
    "/relatorios/dre/?period=2030-01",
    "/relatorios/dre/partes/?period=2026-10&row=premises",
    "/relatorios/balancete/?from=01/10/2026&to=31/10/2026&level=2",
]

Login = Callable[..., Client]


@pytest.fixture
def login(client: Client) -> Login:
    def as_role(*names: str) -> Client:
        user = User.objects.create_user("livia", password="x", first_name="Lívia", last_name="Vasques", is_staff=True)
        user.groups.add(*[Group.objects.get_or_create(name=name)[0] for name in names])
        client.force_login(user)
        return client

    return as_role


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("book")
def test_finance_reads_every_page_in_portuguese(page: str, login: Login) -> None:
    answer = login(roles.FINANCE).get(page)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r">\s*(None|Net profit|Trial balance|Journal|Account|Debit)\b", text)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_ledger_has_pages_too(page: str, login: Login) -> None:
    assert login(roles.FINANCE).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_login_and_other_roles_are_refused(page: str, client: Client, login: Login) -> None:
    assert client.get(page).status_code == 302

    assert login(roles.WAREHOUSE).get(page).status_code == 403


@pytest.mark.parametrize(
    "page",
    ["/financeiro/lancamentos/2026-999999/", "/financeiro/lancamentos/x/", "/financeiro/razao/?row=moon", "/financeiro/razao/?account=9.9",
     "/v/RG-%00/",
     "/relatorios/dre/partes/?row=moon", "/relatorios/emitidos/00000000-0000-0000-0000-000000000000/"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(page: str, login: Login) -> None:
    assert login(roles.FINANCE).get(page).status_code == 404


@pytest.mark.parametrize(
    "junk", ["?period=';--", "?period=2026-99&compare=x&columns=y", "?channel=%00", "?from=99/99/9999&to=x", "?after=zzz&q=%27"]
)
@pytest.mark.usefixtures("book")
def test_an_address_that_makes_no_sense_is_no_error(junk: str, login: Login) -> None:
    client = login(roles.FINANCE)

    for page in ("/relatorios/dre/", "/relatorios/balancete/", "/financeiro/diario/", "/financeiro/razao/"):
        assert client.get(f"{page}{junk}").status_code == 200, page


@pytest.mark.usefixtures("book")
def test_a_number_of_the_statement_leads_to_lines_that_repeat_it(login: Login) -> None:
    client = login(roles.FINANCE)
    page = client.get("/relatorios/dre/?period=2026-10").content.decode()

    link = re.search(r'<a class="rg-open" href="([^"]+)"[^>]*>\u2212400,00</a>', page)
    assert link is not None
    lines = client.get(unescape(link[1])).content.decode()
    assert 'Efeito no lucro <b class="rg-strong">\u2212R$\xa0400,00</b>' in lines
    assert lines.count("Expedição 10482-1 do pedido 10482") == 2
    assert parse_qs(urlsplit(unescape(link[1])).query)["row"] == ["cost_of_goods_sold"]


@pytest.mark.usefixtures("book")
def test_channels_go_by_their_names_wherever_finance_shows_one(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "_sources", [lambda: [("loja", "Ateliê"), ("shopee", "Shopee Brasil")]])
    services.fold_balances(at=NOW)
    client = login(roles.FINANCE)

    statement = client.get("/relatorios/dre/?period=2026-10&channel=shopee").content.decode()
    parts = client.get("/relatorios/dre/partes/?period=2026-10&row=cost_of_goods_sold").content.decode()
    lines = client.get("/financeiro/razao/?row=cost_of_goods_sold&channel=loja").content.decode()
    sold = JournalEntry.objects.filter(lines__channel="loja").earliest("id")
    entry = client.get(f"/financeiro/lancamentos/{sold.number.replace('/', '-')}/").content.decode()

    assert re.findall(r'<option value="(\w+)"[^>]*>([^<]+)</option>', statement.split('<select name="channel">')[1])[:2] == [
        ("loja", "Ateliê"),
        ("shopee", "Shopee Brasil"),
    ]
    assert "· Shopee Brasil ·" in statement
    assert re.findall(r"Ateliê|Shopee Brasil", parts) == ["Ateliê", "Shopee Brasil"]
    assert re.search(r"<td[^>]*>Ateliê</td>", lines)
    assert "Ateliê" in entry
    assert ">loja<" not in statement + parts + lines + entry


@pytest.mark.usefixtures("book")
def test_the_way_back_from_a_number_keeps_its_period(login: Login) -> None:
    client = login(roles.FINANCE)

    month = client.get("/financeiro/razao/", {"row": "net_revenue", "posted_from": "2026-10-01", "posted_to": "2026-10-31"})
    year = client.get("/financeiro/razao/", {"row": "net_revenue", "posted_from": "2026-01-01", "posted_to": "2026-12-31"})

    assert 'href="/relatorios/dre/?period=2026-10"' in month.content.decode()
    assert 'href="/relatorios/dre/?period=2026"' in year.content.decode()


@pytest.mark.usefixtures("book")
def test_a_day_that_cannot_be_shown_is_said(login: Login) -> None:
    html = login(roles.FINANCE).get("/relatorios/balancete/", {"from": "99/99/2026", "to": "30/11/2026"}).content.decode()

    assert "“99/99/2026” não é um dia que dê para mostrar" in html


@pytest.mark.usefixtures("book")
def test_an_accounts_ledger_runs_from_its_opening_to_its_closing_balance(login: Login) -> None:
    page = login(roles.FINANCE).get("/financeiro/razao/?account=1.1.02.001&posted_from=2026-10-01&posted_to=2026-10-31").content.decode()

    assert "Saldo anterior 840,00 D · débitos 1.020,00 · créditos 600,00 · saldo final 1.260,00 D" in page
    assert page.index("1.440,00 D") < page.index("840,00 D", page.index("<tbody")) < page.rindex("1.260,00 D")


@pytest.mark.parametrize(("search", "found"), [("2026/{id:06d}", 1), ("10482", 2), ("4.2", 1), ("4.2.01.002", 1), ("nothing", 0)])
def test_the_journal_is_searched_by_number_source_and_account(search: str, found: int, login: Login) -> None:
    handlers.post_shipments([shipped(items="10.00")])
    handlers.post_captures([captured("10.00", fee="1.00", to_receivable="10.00")])
    [other] = post(sale("5.00"))

    page = login(roles.FINANCE).get("/financeiro/diario/", {"q": search.format(id=other.id)}).content.decode()

    assert page.count("rg-link rg-code rg-num") == found


def test_the_journal_turns_its_pages(login: Login) -> None:
    post(*[sale("1.00") for _ in range(60)])
    client = login(roles.FINANCE)

    first = client.get("/financeiro/diario/").content.decode()
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first)
    assert following is not None
    second = client.get(f"/financeiro/diario/{unescape(following[1])}").content.decode()
    back = re.search(r'href="(\?[^"]*before=[^"]+)"', second)
    assert back is not None

    numbers = r"(\d{4}/\d{6})</a>"
    assert len(re.findall(numbers, first)) == 50
    assert len(re.findall(numbers, second)) == 10
    assert not set(re.findall(numbers, first)) & set(re.findall(numbers, second))
    assert re.findall(numbers, client.get(f"/financeiro/diario/{unescape(back[1])}").content.decode()) == re.findall(numbers, first)


@pytest.mark.usefixtures("book")
def test_lists_take_a_fixed_number_of_queries(login: Login, django_assert_max_num_queries: Any) -> None:
    client = login(roles.FINANCE)

    for page in ("/financeiro/diario/", "/financeiro/razao/?account=1.1.02.001", "/relatorios/dre/?period=2026-10"):
        with django_assert_max_num_queries(25):
            client.get(page)


def test_an_entry_is_reversed_with_a_reason(login: Login) -> None:
    [entry] = post(sale("10.00"))
    client = login(roles.FINANCE)
    address = f"/financeiro/lancamentos/{entry.number.replace('/', '-')}/"

    without = client.post(f"{address}estornar/", {"posted_on": "hoje", "reason": " "})
    done = client.post(f"{address}estornar/", {"posted_on": "hoje", "reason": "valor errado"})

    assert (without.status_code, done.status_code) == (422, 302)
    assert JournalEntry.objects.get(reverses_id=entry.id).posted_by_name == "Lívia Vasques"
    again = client.post(f"{address}estornar/", {"posted_on": "hoje", "reason": "de novo"}, follow=True)
    assert "já foi estornado" in again.content.decode()


@pytest.mark.usefixtures("book")
def test_an_entry_and_an_account_stand_under_the_journal_in_the_menu(login: Login) -> None:
    [entry] = post(sale("10.00"))
    client = login(roles.FINANCE)

    for page in (f"/financeiro/lancamentos/{entry.number.replace('/', '-')}/", "/financeiro/razao/?account=1.1.01.002"):
        assert re.findall(r'<a href="([^"]+)" aria-current="page"', client.get(page).content.decode()) == ["/financeiro/diario/"], page


def test_a_reader_may_not_reverse(login: Login) -> None:
    [entry] = post(sale("10.00"))

    answer = login(roles.AUDITOR).post(f"/financeiro/lancamentos/{entry.number.replace('/', '-')}/estornar/", {"reason": "x"})

    assert answer.status_code == 403
    assert JournalEntry.objects.count() == 1


@pytest.mark.usefixtures("book")
def test_a_report_is_asked_for_once_and_watched(login: Login) -> None:
    client = login(roles.FINANCE)
    form = {"kind": "finance.income_statement", "period": "2026-10", "compare": "previous", "channel": "", "formats": "xlsx", "columns": ""}

    first, second = client.post("/relatorios/pedir/", form), client.post("/relatorios/pedir/", form)

    job = Job.objects.get()
    assert first["Location"] == second["Location"] == f"/relatorios/emitidos/{job.pk}/"
    assert (job.kind, job.title, job.params["period"]) == ("finance.income_statement", "DRE, outubro de 2026", "2026-10")
    page = client.get(first["Location"]).content.decode()
    assert f'data-job-url="/trabalhos/{job.pk}/"' in page
    assert "DRE, outubro de 2026" in client.get("/relatorios/").content.decode()


@pytest.mark.usefixtures("book")
def test_the_page_of_a_finished_report_shows_the_issued_figures(login: Login, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = login(roles.FINANCE)
    form = {"kind": "finance.income_statement", "period": "2026-10", "compare": "previous", "formats": "xlsx"}
    address = client.post("/relatorios/pedir/", form)["Location"]
    worker.run(str(Job.objects.get().pk))
    post(sale("999.00", on=date(2026, 10, 9)))

    page = client.get(address).content.decode()

    assert "257,66" in page
    assert "dre-2026-10.xlsx" in page
    assert re.search(r"RG-\w{4}-\w{4}-\w{4}", page)
    assert "1.256,66" not in page, "what came later is not in the issued report"


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "finance.income_statement", "period": "1999-01", "compare": "previous", "formats": "xlsx"},
        {"kind": "finance.trial_balance", "date_from": "31/10/2026", "date_to": "01/10/2026", "formats": "xlsx"},
        {"kind": "finance.trial_balance", "date_from": "x", "date_to": "", "formats": "exe"},
    ],
)
def test_a_request_that_makes_no_sense_asks_for_nothing(form: dict[str, str], login: Login) -> None:
    answer = login(roles.FINANCE).post("/relatorios/pedir/", form)

    assert answer.status_code == 422
    assert Job.objects.count() == 0


def test_who_may_only_read_does_not_issue(login: Login) -> None:
    answer = login(roles.SALES).post("/relatorios/pedir/", {"kind": "finance.trial_balance"})

    assert answer.status_code == 403


def test_the_chart_is_changed_by_the_manager_within_its_rules(login: Login) -> None:
    client = login(roles.FINANCE_MANAGER)
    used = Account.objects.get(code="4.2.01.002")
    form = {"name": "Taxas do gateway", "statement_line": "payment_fees", "referential_code": ""}

    refused = client.post(f"/admin/finance/account/{used.pk}/change/", form)
    renamed = client.post(f"/admin/finance/account/{used.pk}/change/", form | {"is_active": "on"})

    assert (refused.status_code, renamed.status_code) == (200, 302)
    assert "lançamentos automáticos" in refused.content.decode()
    used.refresh_from_db()
    assert (used.name, used.is_active) == ("Taxas do gateway", True)


def test_an_account_is_added_below_a_summary_account(login: Login) -> None:
    client = login(roles.FINANCE_MANAGER)
    form = {"code": "4.3.05.009", "name": "Brindes", "kind": "expense", "nature": "debit", "is_postable": "on", "is_active": "on"}

    without_line = client.post("/admin/finance/account/add/", form)
    orphan = client.post("/admin/finance/account/add/", form | {"code": "7.1", "statement_line": "administrative"})
    added = client.post("/admin/finance/account/add/", form | {"statement_line": "administrative"})

    assert (without_line.status_code, orphan.status_code, added.status_code) == (200, 200, 302)
    assert Account.objects.get(code="4.3.05.009").statement_line == "administrative"


def test_the_registers_of_finance_open(login: Login) -> None:
    post(sale("10.00"))
    services.fold_balances(at=NOW)
    client = login(roles.FINANCE_MANAGER)

    for register in ("finance/account", "finance/salestaxrate", "finance/journalentry", "report_centre/reportsnapshot"):
        assert client.get(f"/admin/{register}/").status_code == 200, register
    assert client.get("/admin/finance/salestaxrate/add/").status_code == 200
