"""The report centre as people use it: what a role finds, what a form keeps, who may open what."""

import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from backoffice import roles
from backoffice.core.actors import Actor
from backoffice.core.jobs import worker
from backoffice.core.models import Job, User
from backoffice.core.reports import known_kinds
from backoffice.report_centre import services
from backoffice.report_centre.models import Delivery, LastChoice, Schedule, ScheduleRun
from backoffice.report_centre.services import ScheduleDraft
from tests.conftest import SAO_PAULO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
Login = Callable[..., Client]
SLUGS = ["dre", "balancete", "vendas", "margem", "estoque"]
READ = {
    roles.SALES: {"vendas"},
    roles.FINANCE: set(SLUGS),
    roles.FINANCE_MANAGER: set(SLUGS),
    roles.AUDITOR: set(SLUGS),
}
DRE = {"kind": "finance.income_statement", "period": "2026-10", "compare": "previous", "channel": "", "columns": "", "formats": ["xlsx"]}
SCHEDULE = {
    "report": "dre", "report-period": "last_month", "report-compare": "previous", "report-channel": "", "report-columns": "",
    "frequency": "monthly", "day_rule": "day", "month_day": "1", "at_time": "7h", "formats": ["pdf"], "attach_pdf": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _user(name: str, role: str) -> User:
    user = User.objects.create_user(name, email=f"{name}@exemplo.com.br", password="x", first_name=name.title())
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


@pytest.fixture
def login() -> Login:
    def as_role(role: str, name: str = "livia") -> Client:
        user = User.objects.filter(username=name).first() or _user(name, role)
        client = Client()
        client.force_login(user)
        return client

    return as_role


@pytest.mark.parametrize("role", [role for role in roles.ROLES if "reports.view" in roles.ROLES[role]])
def test_a_role_finds_its_own_reports_only(role: str, login: Login) -> None:
    client = login(role)
    page = client.get("/relatorios/").content.decode()

    shown = {kind.slug for kind in known_kinds() if f">{kind.title}</a>" in page}
    opened = {slug for slug in SLUGS if client.get(f"/relatorios/pedir/{slug}/").status_code == 200}
    seen = {slug for slug in SLUGS if client.get(f"/relatorios/ver/{slug}/").status_code == 200}

    assert shown == opened == seen == READ[role]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("role", [roles.FINANCE])
def test_every_report_has_its_pages_in_portuguese(slug: str, role: str, login: Login) -> None:
    client = login(role)
    for address in (f"/relatorios/pedir/{slug}/", f"/relatorios/agendamentos/novo/?report={slug}"):
        text = client.get(address).content.decode()
        assert not re.search(r">\s*(None|Schedule|Issue report|Period|Files|Total sales)\b", text), address


def test_what_was_asked_is_offered_again(login: Login) -> None:
    client = login(roles.FINANCE)

    client.post("/relatorios/pedir/", DRE | {"compare": "none", "formats": ["pdf", "csv"]})

    form = client.get("/relatorios/pedir/dre/").content.decode()
    assert '<option value="none" selected>' in form
    assert re.search(r'value="csv"[^>]*checked', form)
    assert not re.search(r'value="xlsx"[^>]*checked', form)
    assert "Última vez: outubro de 2026" in re.sub(r"\s+", " ", client.get("/relatorios/").content.decode())
    assert LastChoice.objects.get().choices["compare"] == "none"


def test_a_wrong_form_says_so_in_place_and_keeps_what_was_typed(login: Login) -> None:
    client = login(roles.FINANCE)
    form = {
        "kind": "orders.sales",
        "span": "between",
        "date_from": "31/10/2026",
        "date_to": "01/10/2026",
        "group": "day",
        "formats": ["pdf"],
    }

    answer = client.post("/relatorios/pedir/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="31/10/2026"' in page
    assert "O fim vem antes do começo" in page or "antes do começo" in page
    assert Job.objects.count() == 0
    nothing = client.post("/relatorios/pedir/", DRE | {"formats": []})
    assert (nothing.status_code, "Escolha ao menos um arquivo." in nothing.content.decode()) == (422, True)


@pytest.mark.parametrize("query", ["span=x", "span=between&date_from=99/99/2026&date_to=", "group=moon", "channel=%00", "span=between"])
def test_an_address_that_makes_no_sense_is_said_and_not_an_error(query: str, login: Login) -> None:
    assert login(roles.FINANCE).get(f"/relatorios/ver/vendas/?{query}").status_code == 422


@pytest.mark.parametrize("slug", ["vendas", "margem", "estoque"])
def test_a_report_without_rows_says_so(slug: str, login: Login) -> None:
    assert "Nada neste período" in login(roles.FINANCE).get(f"/relatorios/ver/{slug}/").content.decode()


def test_screen_csv_and_spreadsheet_have_the_same_figures(login: Login, media: Path) -> None:
    client = login(roles.FINANCE)
    form = {"kind": "finance.trial_balance", "span": "between", "date_from": "01/10/2026", "date_to": "31/10/2026"}
    address = client.post("/relatorios/pedir/", form | {"formats": ["xlsx", "csv"]})["Location"]
    worker.run(str(Job.objects.get().pk))

    page = client.get(address).content.decode()
    links = re.findall(rf"{address}arquivos/\d+/", page)
    texts = [b"".join(client.get(link).streaming_content) for link in dict.fromkeys(links)]  # type: ignore[attr-defined]

    csv = next(text for text in texts if text.startswith(b"\xef\xbb\xbf")).decode("utf-8-sig")
    assert csv.splitlines()[0] == "Código;Conta;Saldo anterior;Débito;Crédito;Saldo final"
    row = next(line.split(";") for line in csv.splitlines() if line.startswith("1.1.03.001;"))
    assert row[-1] == "4300,00"
    assert "4.300,00 D" in page
    assert "\r\n" in csv


def test_a_report_page_is_for_who_asked_and_for_whom_it_was_sent(login: Login) -> None:
    owner, stranger, reader = login(roles.FINANCE), login(roles.FINANCE, "paulo"), login(roles.FINANCE, "rita")
    address = owner.post("/relatorios/pedir/", DRE)["Location"]
    job = Job.objects.get()
    worker.run(str(job.pk))
    schedule = _schedule(User.objects.get(username="livia"))
    run = ScheduleRun.objects.create(schedule=schedule, slot=schedule.next_run_at, started_at=schedule.next_run_at, job_id=job.pk)
    delivery = Delivery.objects.create(run=run, user=User.objects.get(username="rita"), status="sent")
    file = f"{address}arquivos/{job.files.get().pk}/"

    assert [client.get(address).status_code for client in (owner, stranger, reader)] == [200, 404, 200]
    assert [client.get(file).status_code for client in (owner, stranger, reader)] == [200, 404, 200]
    delivery.user.groups.set([Group.objects.get_or_create(name=roles.SALES)[0]])
    assert reader.get(address).status_code == 404, "the permission is asked again at each look"


def test_a_file_that_was_swept_says_where_the_figures_are(login: Login, media: Path) -> None:
    client = login(roles.FINANCE)
    address = client.post("/relatorios/pedir/", DRE)["Location"]
    job = Job.objects.get()
    worker.run(str(job.pk))
    next(media.rglob("*.xlsx")).unlink()

    answer = client.get(f"{address}arquivos/{job.files.get().pk}/")

    assert answer.status_code == 410
    assert "180 dias" in answer.content.decode()
    assert "257,66" in answer.content.decode(), "the figures are kept"


def test_the_history_costs_the_same_for_any_number_of_reports(login: Login, django_assert_max_num_queries: Any) -> None:
    client = login(roles.FINANCE)
    for month in ("2026-08", "2026-09", "2026-10"):
        client.post("/relatorios/pedir/", DRE | {"period": month})
    client.get("/relatorios/")

    with django_assert_max_num_queries(20):
        client.get("/relatorios/")


def _schedule(owner: User) -> Schedule:
    draft = ScheduleDraft(
        kind="finance.income_statement",
        choices={"period": "last_month", "compare": "previous", "channel": "", "columns": ""},
        formats=("xlsx",),
        frequency="monthly",
        at_time=time(7, 0),
        recipient_ids=(owner.pk,),
    )
    at = datetime(2026, 10, 20, 12, 0, tzinfo=SAO_PAULO)
    return services.create_schedule(draft=draft, token=uuid4(), by=Actor.of_user(owner), at=at)


def test_a_schedule_is_made_changed_paused_and_ended_on_the_screen(login: Login) -> None:
    client = login(roles.FINANCE)
    me = User.objects.get(username="livia")

    made = client.post("/relatorios/agendamentos/novo/", SCHEDULE | {"recipients": [me.pk], "token": str(uuid4())})
    schedule = Schedule.objects.get()
    assert made["Location"] == f"/relatorios/agendamentos/{schedule.pk}/"
    assert "todo mês, dia 1º às 7h00" in client.get(made["Location"]).content.decode()
    changed = SCHEDULE | {
        "recipients": [me.pk],
        "frequency": "weekly",
        "weekdays": ["0", "3"],
        "at_time": "8:30",
        "version": schedule.version,
    }
    client.post(made["Location"], changed)
    stale = client.post(made["Location"], changed)
    assert (stale.status_code, "Alguém mudou este agendamento" in stale.content.decode()) == (409, True)
    client.post(f"{made['Location']}acao/", {"act": "pause"})
    schedule.refresh_from_db()
    assert (schedule.weekdays, f"{schedule.at_time:%H:%M}", schedule.is_paused) == ([0, 3], "08:30", True)
    assert "segunda-feira e quinta-feira às 8h30" in client.get("/relatorios/agendamentos/").content.decode()
    client.post(f"{made['Location']}acao/", {"act": "delete"})
    assert Schedule.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"at_time": "25:00"}, "“25:00” não é uma hora. Digite assim: 7:00."),
        ({"at_time": ""}, "Diga a hora."),
        ({"month_day": "32"}, "O dia do mês é 32. Ele precisa estar entre 1 e 31."),
        ({"frequency": "weekly"}, "Escolha ao menos um dia da semana."),
        ({"formats": []}, "Escolha ao menos um arquivo."),
        ({"recipients": []}, "Escolha ao menos uma pessoa ou um endereço."),
        ({"addresses": "x"}, "“x” não é um endereço de e-mail."),
        ({"addresses": "ana@gmail.com"}, "ana@gmail.com não é de ninguém que possa ler este relatório"),
        ({"report-period": "1999-01"}, "Faça uma escolha válida"),
    ],
)
def test_a_wrong_schedule_is_refused_in_place(wrong: dict[str, Any], sentence: str, login: Login) -> None:
    client = login(roles.FINANCE)
    me = User.objects.get(username="livia")

    answer = client.post("/relatorios/agendamentos/novo/", SCHEDULE | {"recipients": [me.pk]} | wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Schedule.objects.count() == 0


def test_an_address_of_a_colleague_becomes_the_colleague(login: Login) -> None:
    client = login(roles.FINANCE)
    paulo = _user("paulo", roles.FINANCE)

    client.post("/relatorios/agendamentos/novo/", SCHEDULE | {"addresses": "PAULO@exemplo.com.br"})

    schedule = Schedule.objects.get()
    assert (list(schedule.recipients.all()), schedule.addresses) == ([paulo], [])


def test_sales_may_not_be_sent_a_report_that_sales_may_not_read(login: Login) -> None:
    client = login(roles.FINANCE)
    renata = _user("renata", roles.SALES)

    answer = client.post("/relatorios/agendamentos/novo/", SCHEDULE | {"recipients": [renata.pk]})

    assert answer.status_code == 422
    assert Schedule.objects.count() == 0
