"""The home page: the work first, each role its own, every number the list behind it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from backoffice import roles
from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.models import Job, JobFile, User
from backoffice.dashboard import queues
from hr import services as hr_services
from orders import services
from orders.services import ShipmentDraft
from tests.hr.admission_builders import hand_in, invite, make_kinds, send_data, terms
from tests.hr.builders import make_employee
from tests.hr.esocial_due_company import company_of_every_sort, watch_since
from tests.orders.builders import Shop
from tests.screens.test_order_board import board, numbers

SignIn = Callable[..., Client]
MAX_QUERIES = 25
FLOOR = {"A separar", "Ondas em andamento", "Embalados", "Faltas na separação"}


def home(client: Client) -> str:
    response = client.get(reverse("today"))
    assert response.status_code == 200
    return response.content.decode()


def cards(html: str) -> dict[str, tuple[int, str]]:
    """Queue label -> (count, address), in the page's order."""
    found = re.findall(
        r'<a class="rg-q[^"]*" href="([^"]+)"><span class="rg-q-l">([^<]+)</span><span class="rg-q-n[^"]*">([\d.]+)</span>', html
    )
    return {label: (int(count.replace(".", "")), url.replace("&amp;", "&")) for url, label, count in found}


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Something in every queue."""
    shop.place(("PAN-FE-24", 1))
    late = shop.place(("TAB-TE-40", 1), promised_ship_date=timezone.localdate() - timedelta(days=3))
    due = shop.place(("TAB-TE-40", 1), promised_ship_date=timezone.localdate())
    partial = shop.place(("PRATO-AL", 4), promised_ship_date=timezone.localdate() + timedelta(days=4))
    over = shop.place(("PRATO-AL", 1), promised_ship_date=timezone.localdate() + timedelta(days=4))
    for number in (late.number, due.number, partial.number):
        shop.pay(number)
    shop.pay(over.number, "99.00")
    services.ship_order(draft=ShipmentDraft(partial.number, lines=(("PRATO-AL", 1),)), by=shop.by, at=shop.at)
    return shop


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (roles.WAREHOUSE, FLOOR | {"Atrasados", "Expedidos em parte", "A expedir", "Sem estoque", "Esperam estoque"}),
        (roles.SALES, {"Atrasados", "Pagamentos parados", "Aguardam pagamento", "A aprovar", "Sem estoque"}),
        (roles.FINANCE, {"Pagamentos parados", "A reembolsar", "Aguardam pagamento"}),
        (
            roles.FINANCE_MANAGER,
            {"Pagamentos parados", "A reembolsar", "Aguardam pagamento", "A aprovar"} | {"Correções a aprovar", "Períodos a fechar"},
        ),
        (roles.HR, {"Admissões com o RH", "Documentos a conferir", "CPF a conferir", "eSocial a vencer", "Pedidos de privacidade"}),
        (roles.EMPLOYEE, set()),
    ],
)
def test_a_role_sees_its_own_work(busy: Shop, sign_in: SignIn, role: str, labels: set[str]) -> None:
    shown = cards(home(sign_in(role)))

    assert set(shown) == labels


def test_an_auditor_watches_over_every_queue(busy: Shop, sign_in: SignIn) -> None:
    shown = cards(home(sign_in(roles.AUDITOR)))

    assert set(shown) == {str(queue.label) for queue in _watched() if not queue.quiet}


def test_a_quiet_queue_speaks_up_when_it_counts(busy: Shop, sign_in: SignIn) -> None:
    make_employee("Nilo Braga", number="0901", probation_first_until=timezone.localdate() + timedelta(days=5))

    shown = cards(home(sign_in(roles.AUDITOR)))

    quiet = {str(queue.label) for queue in _watched() if queue.quiet}
    assert "Experiências que terminam" in quiet
    assert set(shown) & quiet == {"Experiências que terminam"}
    assert shown["Experiências que terminam"][0] == 1


def _watched() -> list[queues.Queue]:
    return [queue for queue in queues.QUEUES if not queue.personal and queue.needs in roles.ROLES[roles.AUDITOR]]


def test_the_worst_comes_first(busy: Shop, sign_in: SignIn) -> None:
    Job.objects.create(kind="x", title="DRE", status="failed", error="no Pango", created_at=clock.now())

    waiting = [label for label, (count, _url) in cards(home(sign_in(roles.AUDITOR))).items() if count]

    assert [label for label in waiting if label not in ("Sem estoque", "Períodos a fechar")] == [
        "Atrasados",
        "Pagamentos parados",
        "Trabalhos com falha",
        "A reembolsar",
        "Expedidos em parte",
        "A expedir",
        "Aguardam pagamento",
    ]


def test_what_is_up_to_date_goes_to_the_end(shop: Shop, sign_in: SignIn) -> None:
    shop.place(("PAN-FE-24", 1))

    shown = cards(home(sign_in(roles.SALES)))

    assert list(shown.items())[0] == ("Aguardam pagamento", (1, "/pedidos/?view=to_pay"))
    assert [count for count, _url in list(shown.values())[1:]] == [0] * (len(shown) - 1)


def test_failed_jobs_lead_to_the_register_that_lists_them(sign_in: SignIn) -> None:
    Job.objects.create(kind="x", title="DRE", status="failed", error="no Pango", created_at=clock.now())
    client = sign_in(roles.ADMIN)
    user = User.objects.get(username="diego")
    user.is_staff = True
    user.save()

    count, url = cards(home(client))["Trabalhos com falha"]

    assert (count, url) == (1, "/admin/core/job/?status__exact=failed")
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.context["cl"].result_count == 1


def test_the_day_is_held_against_the_same_weekday_until_the_same_hour(shop: Shop, sign_in: SignIn) -> None:
    for index, ago in enumerate([timedelta(), timedelta(), timedelta(days=7), timedelta(days=1)]):
        placed = clock.now() - ago
        shop.place(("PAN-FE-24", 1), external_id=f"N{index}", placed_at=placed)
    client = sign_in(roles.SALES)

    html = home(client)

    text = strip_tags(html)
    assert "R$\u00a0439,80" in text
    assert "+1 sobre 1" in text
    assert re.search(r"contra \S+ da semana passada, até \d+h\d\d", text)
    orders_today = re.search(r'<dt>Pedidos</dt><dd class="rg-k-v rg-num"><a class="rg-open" href="([^"]+)">2</a>', html)
    assert orders_today is not None
    assert len(numbers(board(client, orders_today[1].replace("&amp;", "&").removeprefix("/pedidos/")))) == 2


def test_a_new_shop_has_no_empty_chart(shop: Shop, sign_in: SignIn) -> None:
    html = home(sign_in(roles.SALES))

    assert "Ver tabela" not in html
    assert '<a class="rg-open" href="/pedidos/?placed_from=' in html


def test_the_trend_says_its_numbers_as_a_table(shop: Shop, sign_in: SignIn) -> None:
    yesterday = clock.now() - timedelta(days=1)
    shop.place(("PAN-FE-24", 1), external_id="A", placed_at=yesterday)
    shop.place(("PAN-FE-24", 1), external_id="B", placed_at=yesterday - timedelta(days=14))

    html = home(sign_in(roles.SALES))

    assert "Ver tabela" in html
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td class="rg-r rg-num">([^<]*)</td><td class="rg-r rg-num">([^<]*)</td>', html)
    assert len(rows) == 14
    assert rows[-1] == (f"{timezone.localtime(yesterday):%d/%m}", "1", "1")


def test_what_is_due_links_to_its_orders(busy: Shop, sign_in: SignIn) -> None:
    client = sign_in(roles.WAREHOUSE)
    html = home(client)

    link = re.search(r'<span class="rg-due-t[^"]*">hoje</span><a href="([^"]+)"><b>Expedir 1 pedido</b>', html)

    assert link is not None
    assert len(numbers(board(client, link[1].replace("&amp;", "&").removeprefix("/pedidos/")))) == 1


def _job(user: User, *, status: str, at: datetime, **values: object) -> Job:
    return Job.objects.create(kind="x", title=f"Trabalho {status}", status=status, requested_by=user, created_at=at, **values)


def test_a_running_job_stays_in_sight_on_every_page(sign_in: SignIn) -> None:
    client = sign_in(roles.FINANCE)
    job = _job(User.objects.get(username="diego"), status="running", at=clock.now(), done=1, total=4)

    html = board(client)

    assert re.search(rf'<aside class="rg-toast rg-card"[^>]*data-job-url="/trabalhos/{job.pk}/"', html)
    assert "1 de 4" in html


def test_ones_own_jobs_show_progress_and_result(sign_in: SignIn) -> None:
    client = sign_in(roles.FINANCE)
    mine, now = User.objects.get(username="diego"), clock.now()
    other = User.objects.create_user("outra", password="a long password")
    running = _job(mine, status="running", at=now, done=3, total=10)
    done = _job(mine, status="done", at=now, finished_at=now)
    JobFile.objects.create(job=done, name="dre.pdf", content_type="application/pdf", path="x", sha256="0" * 64, size_bytes=1)
    _job(mine, status="failed", at=now, error="Falta a biblioteca Pango")
    _job(other, status="cancelled", at=now)

    html = home(client)

    assert f'data-job-url="/trabalhos/{running.pk}/"' in html
    assert "3 de 10" in html
    assert "Baixar PDF" in html
    assert "Falta a biblioteca Pango" in html
    assert "Trabalho cancelled" not in html


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_the_page_stays_cheap_for_every_role(busy: Shop, sign_in: SignIn, django_assert_max_num_queries: Callable, role: str) -> None:
    client = sign_in(role)
    user = User.objects.get(username="diego")
    for index in range(8):
        job = _job(user, status="done", at=clock.now(), finished_at=clock.now())
        JobFile.objects.create(job=job, name="a.pdf", content_type="application/pdf", path=f"p{index}", sha256="0" * 64, size_bytes=1)

    with django_assert_max_num_queries(MAX_QUERIES) as asked:
        home(client)

    assert len(asked) < MAX_QUERIES


def test_one_person_with_every_role_is_cheap_too(busy: Shop, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(*roles.ROLES)

    with django_assert_max_num_queries(MAX_QUERIES - 1):
        home(client)


@pytest.fixture
def busy_people(db: None, by: Actor) -> None:
    """An admission at each turn, papers, leave and vacations that wait, everything that eSocial has to hear of."""
    now = clock.now()
    make_kinds("rg", "cpf")
    for index, state in enumerate(("", "sent", "refused", "accepted")):
        agreed, mail = terms(start_on=clock.company_date(now) + timedelta(days=4)), f"candidato{index}@exemplo.com.br"
        admission = invite(by=by, at=now, terms=agreed, email=mail, papers_due_on=clock.company_date(now))
        if state:
            hand_in(admission, state=state, at=now)
            send_data(admission, at=now)
            hr_services.refresh_stage(person_id=admission.employee.person_id, by=by, at=now)
    watch_since()
    company_of_every_sort()


@pytest.mark.parametrize("who", [(roles.HR,), tuple(roles.ROLES)], ids=["hr", "every role"])
def test_a_full_people_area_costs_no_more(
    busy: Shop, busy_people: None, sign_in: SignIn, django_assert_max_num_queries: Callable, who: tuple[str, ...]
) -> None:
    client = sign_in(*who)

    with django_assert_max_num_queries(MAX_QUERIES - 1):
        shown = cards(home(client))

    for label in ("Admissões com o RH", "Começam esta semana, incompletas", "Documentos a conferir", "CPF a conferir", "eSocial atrasado"):
        assert shown[label][0] > 0
