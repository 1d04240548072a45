"""The screens of leave: what each person sees, what a form answers, how much they ask of the database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.core import clock, statuses
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.models import AuditEntry, Job, KeptFile, SensitiveRead, User
from hr import services
from hr.errors import LeaveOverlaps
from hr.leave.days import Stretch, Workplace
from hr.leave.vacation import next_start
from hr.models import Employee, Holiday, LeaveEntry, LeaveRequest, VacationWindow
from hr.queries.leave_calendar import PEOPLE_A_PAGE
from hr.queries.notices import notices_of
from hr.services import LeaveDraft
from tests.hr.builders import make_employee, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    cache.clear()


def today() -> date:
    return clock.company_date(clock.now())


def since() -> date:
    """Eighteen months ago: one year of acquisition complete, half a year of concession gone."""
    return (today() - timedelta(days=548)).replace(day=1)


def start() -> date:
    """A lawful first day a little over a month ahead."""
    holidays = {row.day: row.name for row in Holiday.objects.all()}
    return next_start(today() + timedelta(days=40), Workplace(holidays=holidays))


def team() -> tuple[Employee, Employee]:
    bruno = make_employee("Bruno Duarte", number="0002", since=since(), user=make_user("bruno", "employee"))
    ana = make_employee("Ana Pires", number="0001", since=since(), user=make_user("ana", "employee"), manager=bruno)
    services.ensure_holidays(today=today())
    services.refresh_vacation_windows(employee_ids=[ana.pk, bruno.pk], today=today())
    return ana, bruno


def sign_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def ask(ana: Employee, *, kind: str = "ferias", days: int = 20, paper: object = None) -> LeaveRequest:
    first = start()
    draft = LeaveDraft(
        kind=kind,
        stretches=(Stretch(first, first + timedelta(days=days - 1)),),
        token=uuid4(),
        window_start=since() if kind == "ferias" else None,
        note="Combinado com a equipe",
        paper_id=paper,  # type: ignore[arg-type]
    )
    return services.ask_leave(draft=draft, by=Actor.of_user(User.objects.get(username="ana")), at=clock.now())


def vacation_form(**fields: str) -> dict[str, str]:
    first = start()
    given = {
        "token": str(uuid4()),
        "window": since().isoformat(),
        "first_1": f"{first:%d/%m/%Y}",
        "last_1": f"{first + timedelta(days=19):%d/%m/%Y}",
    }
    return given | fields


def test_vacation_is_asked_checked_live_and_stands_in_ones_own_list() -> None:
    team()
    client = sign_in("ana")

    checked = client.post(reverse("ask_vacation"), vacation_form(do="check"))
    assert LeaveRequest.objects.count() == 0
    asked = client.post(reverse("ask_vacation"), vacation_form(), follow=True)

    assert "Nada impede." in checked.content.decode()
    assert "Pedido feito." in asked.content.decode()
    assert LeaveRequest.objects.get().state == "asked"


def test_a_friday_is_refused_in_portuguese_and_the_form_keeps_what_was_typed() -> None:
    team()
    friday = start() + timedelta(days=(4 - start().weekday()) % 7)
    typed = vacation_form(first_1=f"{friday:%d/%m/%Y}", last_1=f"{friday + timedelta(days=19):%d/%m/%Y}", note="Viagem marcada")

    answer = sign_in("ana").post(reverse("ask_vacation"), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Férias não podem começar em sexta {friday:%d/%m}" in page
    assert "Viagem marcada" in page
    assert not LeaveRequest.objects.exists()


def test_days_that_wait_in_another_request_are_named_and_nothing_is_said_twice() -> None:
    ana, _bruno = team()
    ask(ana, days=20)
    first = start() + timedelta(days=60)
    client = sign_in("ana")

    left = client.post(reverse("ask_vacation"), vacation_form(first_1=f"{first:%d/%m/%Y}", last_1=f"{first + timedelta(days=13):%d/%m/%Y}"))
    no_day = client.post(reverse("ask_vacation"), vacation_form(first_1="31/02/2027"))

    assert "São pedidos 14 dias e o saldo é de 10: outros 20 já esperam decisão num pedido." in left.content.decode()
    assert no_day.context["form"].errors["first_1"] == ["“31/02/2027” não é uma data. Digite como 24/11/2026."]


def test_days_that_wait_in_a_request_are_not_offered_once_more() -> None:
    ana, _bruno = team()
    client = sign_in("ana")
    before = client.get(reverse("my_leave"))

    ask(ana, days=20)

    assert before.context["available"] == 30
    assert client.get(reverse("my_leave")).context["available"] == 10


def test_one_day_that_is_taken_is_named_once() -> None:
    day = date(2026, 12, 15)

    asked = text_of(LeaveOverlaps(first=day, last=day, is_asked=True))
    granted = text_of(LeaveOverlaps(first=day, last=day, is_asked=False))

    assert asked == "O dia 15/12/2026 já está pedido. Retire aquele pedido ou escolha outro dia."
    assert granted == "Já há uma ausência em 15/12/2026. Escolha outro dia."


def test_a_double_click_is_one_request() -> None:
    team()
    client, form = sign_in("ana"), vacation_form()

    for _click in range(2):
        client.post(reverse("ask_vacation"), form)

    assert LeaveRequest.objects.count() == 1


def test_half_a_form_is_no_mistake_while_it_is_typed_but_is_when_it_is_sent() -> None:
    team()
    client = sign_in("ana")

    typing = client.post(reverse("ask_vacation"), vacation_form(first_1="", last_1="", do="check"))
    sent = client.post(reverse("ask_vacation"), vacation_form(first_1="", last_1=""))

    assert (typing.status_code, sent.status_code) == (200, 422)
    assert "Diga o primeiro dia." in sent.content.decode()


def test_a_first_day_is_called_optional_only_where_another_part_stands_in_for_it() -> None:
    team()
    make_user("lucia", "hr")
    lucia, ana = sign_in("lucia"), sign_in("ana")
    no_days = vacation_form(first_1="", last_1="")
    record = {"token": str(uuid4()), "employee": "0001 Ana Pires", "first": "", "sold_days": "10"}

    asked = [ana.post(reverse("ask_vacation"), no_days | other) for other in ({"sold_days": "x"}, {"first_2": "x"}, {"last_2": "x"})]
    recorded = [lucia.post(reverse("record_leave"), record | {"kind": kind}) for kind in ("falta", "ferias")]

    assert not _says_optional(ana.get(reverse("ask_vacation")), "first_1")
    assert not _says_optional(ana.get(reverse("ask_vacation")), "last_1")
    no_end = ana.post(reverse("ask_vacation"), vacation_form(last_1="", sold_days="10"))
    assert no_end.context["form"].errors == {"last_1": ["Diga o último dia."]}
    assert not _says_optional(lucia.get(reverse("record_leave")), "first")
    assert [_says_optional(answer, "first_1") for answer in asked] == [True, True, False]
    assert "first" in recorded[0].context["form"].errors
    assert _says_optional(recorded[0], "first") is False
    assert LeaveEntry.objects.get().kind.code == "ferias"


def _says_optional(answer: Any, name: str) -> bool:
    label = answer.content.decode().split(f'<label for="id_{name}">')[1].split("</label>")[0]
    return "(opcional)" in label


def test_the_manager_sees_consequences_and_approves_once() -> None:
    ana, bruno = team()
    make_employee("Caio Leal", number="0004", since=since(), manager=bruno)
    caio = Employee.objects.get(number="0004")
    first = start()
    draft = LeaveDraft(kind="falta-abonada", stretches=(Stretch(first, first),), token=uuid4())
    services.record_leave(employee_id=caio.pk, draft=draft, by=Actor.of_user(make_user("lucia", "hr")), at=clock.now())
    request = ask(ana)
    client = sign_in("bruno")

    page = client.get(reverse("leave_request", args=[request.pk])).content.decode()
    url = reverse("leave_decide", args=[request.pk, "aprovar"])
    first_click = client.post(url, {"version": 1}, follow=True).content.decode()
    second_click = client.post(url, {"version": 1}, follow=True).content.decode()

    assert "Caio Leal" in page
    assert "Saldo depois" in page
    assert "Ausência de Ana Pires aprovada." in first_click
    assert "segundo clique" in second_click
    assert LeaveEntry.objects.filter(employee=ana).count() == 1


def test_a_refusal_without_a_reason_comes_back_and_changes_nothing() -> None:
    ana, _bruno = team()
    request = ask(ana)

    answer = sign_in("bruno").post(reverse("leave_decide", args=[request.pk, "recusar"]), {"version": 1, "reason": " "})

    assert answer.status_code == 422
    assert "Diga o motivo: quem pediu vai ler." in answer.content.decode()
    assert LeaveRequest.objects.get().state == "asked"


def test_strangers_find_no_request_and_only_their_own_people() -> None:
    ana, _bruno = team()
    request = ask(ana)
    make_employee("Caio Leal", number="0004", since=since(), user=make_user("caio", "employee"))
    client = sign_in("caio")

    assert client.get(reverse("leave_request", args=[request.pk])).status_code == 404
    assert client.post(reverse("leave_decide", args=[request.pk, "aprovar"]), {"version": 1}).status_code == 404
    assert "Ana Pires" not in client.get(reverse("leave_calendar")).content.decode()
    assert client.get(reverse("leave_desk")).headers["Location"] == reverse("my_leave")
    assert client.get(reverse("record_leave")).status_code == 403
    assert client.get(reverse("vacation_notices")).status_code == 403
    assert LeaveRequest.objects.get().state == "asked"


def test_a_stand_in_sees_the_team_only_while_it_lasts() -> None:
    ana, bruno = team()
    request = ask(ana)
    make_employee("Caio Leal", number="0004", since=since(), user=make_user("caio", "employee"))
    by_bruno = Actor.of_user(User.objects.get(username="bruno"))
    days = Stretch(today(), today() + timedelta(days=5))
    given = services.delegate_leave(delegate_number="0004", stretch=days, reason="", by=by_bruno, at=clock.now())
    client = sign_in("caio")

    seen = client.get(reverse("leave_request", args=[request.pk])).status_code
    services.end_delegation(delegation_id=given.pk, by=by_bruno, at=clock.now())

    assert seen == 200
    assert client.get(reverse("leave_request", args=[request.pk])).status_code == 404


def test_a_manager_reads_away_where_the_people_area_reads_of_health_and_leaves_a_trace() -> None:
    ana, _bruno = team()
    lucia = make_user("lucia", "hr")
    draft = LeaveDraft(kind="atestado", stretches=(Stretch(today(), today()),), token=uuid4())
    certificate = services.CertificateDraft(cid="J11")
    services.record_leave(employee_id=ana.pk, draft=draft, certificate=certificate, by=Actor.of_user(lucia), at=clock.now())

    by_manager = sign_in("bruno").get(reverse("leave_calendar")).content.decode()
    by_manager_file = sign_in("bruno").get(reverse("employee", args=["0001"]), {"tab": "leave"}).content.decode()
    assert SensitiveRead.objects.count() == 0
    by_people = sign_in("lucia").get(reverse("employee", args=["0001"]), {"tab": "leave"}).content.decode()

    assert "Ausente" in by_manager
    for page in (by_manager, by_manager_file):
        assert "Atestado" not in page
        assert "J11" not in page
    assert "J11" in by_people
    assert [(read.group, read.subject_key) for read in SensitiveRead.objects.all()] == [("health", str(ana.person.key))]


def test_a_health_request_waits_for_the_people_area_alone() -> None:
    ana, _bruno = team()
    make_user("lucia", "hr")
    paper = KeptFile.objects.create(
        purpose="leave",
        content_type="application/pdf",
        size_bytes=1,
        sha256="0" * 64,
        source_sha256="0" * 64,
        path="kept/x",
        uploaded_by="Ana",
        created_at=clock.now(),
    )
    request = ask(ana, kind="atestado", days=3, paper=paper.pk)

    page = sign_in("bruno").get(reverse("leave_request", args=[request.pk])).content.decode()
    desk = sign_in("lucia").get(reverse("leave_desk")).content.decode()

    assert "decidida só pela área de pessoas" in page
    assert "Combinado com a equipe" not in page
    assert "Atestado" not in page
    assert "Ana Pires" in desk


def test_a_paper_of_somebody_else_is_not_taken_along() -> None:
    ana, _bruno = team()
    foreign = KeptFile.objects.create(
        purpose="leave",
        content_type="application/pdf",
        size_bytes=1,
        sha256="0" * 64,
        source_sha256="0" * 64,
        path="kept/x",
        uploaded_by="Caio",
        created_at=clock.now(),
    )
    form = {"token": str(uuid4()), "kind": "vestibular", "first": f"{start():%d/%m/%Y}", "paper_id": str(foreign.pk)}

    answer = sign_in("ana").post(reverse("ask_leave"), form)

    assert answer.status_code == 404
    assert not LeaveRequest.objects.exists()


def test_the_people_area_records_and_takes_back_with_a_reason() -> None:
    ana, _bruno = team()
    make_user("lucia", "hr")
    client = sign_in("lucia")
    day = today() - timedelta(days=3)

    client.post(reverse("record_leave"), {"token": str(uuid4()), "employee": "0001 Ana Pires", "kind": "falta", "first": f"{day:%d/%m/%Y}"})
    entry = LeaveEntry.objects.get(employee=ana)
    refused = client.post(reverse("reverse_leave", args=[entry.pk]), {"reason": ""})
    client.post(reverse("reverse_leave", args=[entry.pk]), {"reason": "Atestado chegou depois"})

    assert refused.status_code == 422
    assert [row.days for row in LeaveEntry.objects.filter(employee=ana).order_by("pk")] == [1, -1]
    assert set(AuditEntry.objects.filter(action__startswith="leave.").values_list("action", flat=True)) == {
        "leave.recorded",
        "leave.reversed",
    }


def test_vacation_control_tells_who_is_past_the_limit_and_settles_old_years() -> None:
    old = make_employee("Davi Rocha", number="0009", since=(today() - timedelta(days=1200)).replace(day=1))
    services.refresh_vacation_windows(employee_ids=[old.pk], today=today())
    make_user("lucia", "hr")
    client = sign_in("lucia")

    page = client.get(reverse("vacation_control"), {"view": "double"}).content.decode()
    services.settle_windows(
        window_ids=VacationWindow.objects.filter(limit_on__lt=today()).values_list("pk", flat=True),
        reason="Gozadas antes",
        by=Actor.of_user(User.objects.get(username="lucia")),
        at=clock.now(),
    )
    after = client.get(reverse("vacation_control"), {"view": "double"}).content.decode()

    assert "Davi Rocha" in page
    assert "Em dobro" in page
    assert "Davi Rocha" not in after


def test_the_agenda_tells_of_everybody_away_also_beyond_the_first_page_of_people() -> None:
    _ana, bruno = team()
    make_user("lucia", "hr")
    for index in range(PEOPLE_A_PAGE):
        make_employee(f"Antes {index}", since=since(), manager=bruno)
    zeca = make_employee("Zeca Souza", since=since(), manager=bruno)
    draft = LeaveDraft(kind="falta-abonada", stretches=(Stretch(today(), today()),), token=uuid4())
    services.record_leave(employee_id=zeca.pk, draft=draft, by=Actor.of_user(User.objects.get(username="lucia")), at=clock.now())

    page = sign_in("lucia").get(reverse("leave_calendar"))

    assert [row["name"] for row in page.context["agenda"]] == ["Zeca Souza"]
    assert "Zeca Souza" not in [line["name"] for line in page.context["lines"]]
    assert page.context["people"] == PEOPLE_A_PAGE + 3


def test_lists_and_calendar_ask_as_much_for_many_as_for_few() -> None:
    ana, bruno = team()
    make_user("lucia", "hr")
    client = sign_in("lucia")

    def count(name: str) -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(name))
        return len(caught)

    few = [count(name) for name in ("leave_desk", "vacation_control", "leave_calendar")]
    more = [make_employee(f"Pessoa {index}", since=since(), manager=bruno) for index in range(5)]
    services.refresh_vacation_windows(employee_ids=[each.pk for each in more], today=today())
    ask(ana)

    assert [count(name) for name in ("leave_desk", "vacation_control", "leave_calendar")] == few


def test_every_state_has_its_shape_and_word() -> None:
    assert statuses.uncovered("leave_request", LeaveRequest.State.values) == []
    assert statuses.uncovered("vacation", ["acquiring", "open", "near", "late", "double", "done", "lost"]) == []


def test_probation_is_confirmed_in_a_dialog_and_leaves_the_list() -> None:
    first_end = today() + timedelta(days=7)
    make_employee(
        "Davi Rocha", number="0009", since=first_end - timedelta(days=44), probation_first_until=first_end, contract_kind="probation"
    )
    make_user("lucia", "hr")
    client = sign_in("lucia")

    before = client.get(reverse("probations")).content.decode()
    dialog = client.get(reverse("probation_decide", args=["0009", "prorrogar"]), headers={"X-Requested-With": "fetch"}).content.decode()
    client.post(reverse("probation_decide", args=["0009", "confirmar"]))
    after = client.get(reverse("probations")).content.decode()

    assert "Davi Rocha" in before
    assert f"{first_end + timedelta(days=45):%d/%m/%Y}" in dialog
    assert reverse("probation_decide", args=["0009", "confirmar"]) in before
    assert reverse("probation_decide", args=["0009", "confirmar"]) not in after


def test_marked_notices_are_one_job_and_name_the_next_working_day() -> None:
    ana, _bruno = team()
    request = ask(ana, days=20)
    by_bruno = Actor.of_user(User.objects.get(username="bruno"))
    services.decide_leave(decision=services.LeaveDecision(request_id=request.pk, version=1, approve=True), by=by_bruno, at=clock.now())
    make_user("lucia", "hr")
    client = sign_in("lucia")
    entry = LeaveEntry.objects.get()

    page = client.get(reverse("vacation_notices")).content.decode()
    for _click in range(2):
        client.post(reverse("vacation_notices"), {"entry": [str(entry.pk)]})
    nothing = client.post(reverse("vacation_notices"), follow=True).content.decode()

    [notice] = notices_of([entry.pk])
    assert "Ana Pires" in page
    assert [(job.kind, job.params) for job in Job.objects.all()] == [("hr.vacation_notices", {"entries": [entry.pk]})]
    assert "Marque ao menos uma." in nothing
    assert notice.back_on > notice.last
    assert notice.back_on.weekday() < 5
    assert (notice.notice_on, notice.pay_on) == (notice.first - timedelta(days=30), notice.first - timedelta(days=2))
