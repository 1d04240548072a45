"""Months are closed on their page, and opened again only by two people."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client

from backoffice import roles
from backoffice.core import clock, relay
from backoffice.core.models import AuditEntry, User
from backoffice.core.statuses import uncovered
from backoffice.intranet.models import Notice
from finance import services
from finance.errors import OwnReopening, PeriodStateConflict, ReopeningDecided, ReopeningNotFound, ReopeningWaits
from finance.models import Period, PeriodReopening
from tests.finance.builders import NOW, post, sale
from tests.finance.test_periods import LIVIA, PAULO

pytestmark = pytest.mark.django_db
PAGE = "/financeiro/periodos/"


@pytest.fixture
def october() -> Period:
    """October 2026, closed, with one entry."""
    post(sale("10.00", on=date(2026, 10, 5)))
    return services.close_period(period_id=202610, by=PAULO, at=NOW)


def person(name: str, role: str = roles.FINANCE_MANAGER) -> Client:
    user, _made = User.objects.get_or_create(username=name.lower(), defaults={"first_name": name, "is_staff": True})
    user.groups.set([Group.objects.get_or_create(name=role)[0]])
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, reason: str = "nota do frete") -> PeriodReopening:
    assert client.post(f"{PAGE}202610/reabrir/", {"reason": reason}).status_code == 302
    return PeriodReopening.objects.latest("id")


def state() -> tuple[str, list[str]]:
    return Period.objects.get(pk=202610).status, list(PeriodReopening.objects.order_by("id").values_list("status", flat=True))


# --- the rule


def test_who_asked_does_not_approve(october: Period) -> None:
    asked = services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)

    with pytest.raises(OwnReopening):
        services.approve_reopening(reopening_id=asked.pk, by=PAULO, at=NOW)

    assert state() == ("closed", ["waiting"])


def test_the_database_knows_that_it_takes_two(october: Period) -> None:
    asked = services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)

    with pytest.raises(IntegrityError, match="finance_reopening_two_people"), transaction.atomic():
        PeriodReopening.objects.filter(pk=asked.pk).update(status="approved", decided_by_id=PAULO.id, decided_at=NOW)


def test_a_month_is_asked_for_once(october: Period) -> None:
    services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)

    for who, is_own in ((PAULO, True), (LIVIA, False)):
        with pytest.raises(ReopeningWaits) as refusal:
            services.ask_reopening(period_id=202610, reason="y", by=who, at=NOW)
        assert refusal.value.data == {"period": 202610, "who": "Paulo Tavares", "is_own": is_own}
    assert state() == ("closed", ["waiting"])


def test_an_open_month_needs_no_request() -> None:
    post(sale("10.00", on=date(2026, 10, 5)))

    with pytest.raises(PeriodStateConflict):
        services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)


def test_what_is_decided_is_not_decided_again(october: Period) -> None:
    asked = services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)
    services.refuse_reopening(reopening_id=asked.pk, note="já informado", by=LIVIA, at=NOW)

    with pytest.raises(ReopeningDecided):
        services.approve_reopening(reopening_id=asked.pk, by=LIVIA, at=NOW)
    with pytest.raises(ReopeningNotFound):
        services.approve_reopening(reopening_id=asked.pk + 1, by=LIVIA, at=NOW)

    assert state() == ("closed", ["refused"])


def test_a_month_locked_meanwhile_stays_locked(october: Period) -> None:
    asked = services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)
    services.lock_period(period_id=202610, by=PAULO, at=NOW)

    with pytest.raises(PeriodStateConflict):
        services.approve_reopening(reopening_id=asked.pk, by=LIVIA, at=NOW)

    assert state() == ("locked", ["waiting"])


def test_ones_own_request_is_withdrawn_and_asked_again(october: Period) -> None:
    asked = services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)
    services.refuse_reopening(reopening_id=asked.pk, note="engano", by=PAULO, at=NOW)
    services.ask_reopening(period_id=202610, reason="y", by=PAULO, at=NOW)

    assert state() == ("closed", ["withdrawn", "waiting"])
    assert list(AuditEntry.objects.filter(action__startswith="period.reopening").order_by("id").values_list("action", flat=True)) == [
        "period.reopening_asked",
        "period.reopening_withdrawn",
        "period.reopening_asked",
    ]


def test_every_state_of_a_request_has_its_shape() -> None:
    assert uncovered("reopening", PeriodReopening.Status.values) == []


# --- the page


def test_the_page_closes_the_oldest_month_first_and_says_what_that_does() -> None:
    post(sale("10.00", on=date(2026, 9, 5)), sale("10.00", on=date(2026, 10, 5)))
    livia = person("Livia")

    page = livia.get(PAGE).content.decode()
    dialog = livia.get(f"{PAGE}202609/fechar/", headers={"X-Requested-With": "fetch"}).content.decode()
    done = livia.post(f"{PAGE}202609/fechar/", follow=True).content.decode()

    assert "Fechar setembro de 2026" in page
    assert "Fecha com 1 lançamento e resultado de R$\xa010,00" in dialog
    assert "<html" not in dialog
    assert "Setembro de 2026 está fechado." in done
    assert dict(Period.objects.filter(pk__lte=202610).values_list("pk", "status")) == {202609: "closed", 202610: "open"}


def test_out_of_turn_a_month_is_refused_with_the_reason() -> None:
    post(sale("10.00", on=date(2026, 9, 5)), sale("10.00", on=date(2026, 10, 5)))

    answer = person("Livia").post(f"{PAGE}202610/fechar/")

    assert answer.status_code == 409
    assert "setembro de 2026" in answer.content.decode().split('role="alert"')[1].lower()
    assert Period.objects.get(pk=202610).status == "open"


def test_two_people_open_a_month_again_on_the_page(october: Period) -> None:
    paulo, livia = person("Paulo"), person("Livia")

    assert "Espera a decisão de outra pessoa: Livia" in paulo.get(f"{PAGE}202610/reabrir/").content.decode()
    asked = ask(paulo)
    own, other = paulo.get(PAGE).content.decode(), livia.get(PAGE).content.decode()
    alone = paulo.post(f"/financeiro/reaberturas/{asked.pk}/aprovar/")

    assert ("Retirar pedido" in own, "Reabrir mês" in own) == (True, False)
    assert ("Retirar pedido" in other, "Reabrir mês" in other) == (False, True)
    assert alone.status_code == 403
    assert "Foi você quem pediu" in alone.content.decode()
    assert state() == ("closed", ["waiting"])
    answer = livia.post(f"/financeiro/reaberturas/{asked.pk}/aprovar/", follow=True).content.decode()
    assert "Outubro de 2026 está aberto de novo." in answer
    assert state() == ("open", ["approved"])
    again = livia.post(f"/financeiro/reaberturas/{asked.pk}/aprovar/")
    assert (again.status_code, state()) == (409, ("open", ["approved"]))


def test_a_request_without_a_reason_keeps_the_dialog_open(october: Period) -> None:
    answer = person("Livia").post(f"{PAGE}202610/reabrir/", {"reason": " "})

    assert answer.status_code == 422
    assert "Diga por quê" in answer.content.decode()
    assert state() == ("closed", [])


def test_who_is_alone_learns_that_a_second_person_is_needed(october: Period) -> None:
    assert "convide antes outra pessoa com o papel" in person("Livia").get(f"{PAGE}202610/reabrir/").content.decode()


@pytest.mark.parametrize("role", [roles.FINANCE, roles.AUDITOR, roles.SALES, roles.ADMIN])
def test_nobody_else_closes_asks_or_decides(october: Period, role: str) -> None:
    asked = services.ask_reopening(period_id=202610, reason="x", by=PAULO, at=NOW)
    other = person("Outra", role)

    urls = [f"{PAGE}202610/{act}/" for act in ("fechar", "travar", "reabrir")]
    urls += [f"/financeiro/reaberturas/{asked.pk}/{act}/" for act in ("aprovar", "recusar")]

    assert {other.post(url, {"reason": "x"}).status_code for url in urls} == {403}
    assert state() == ("closed", ["waiting"])


@pytest.mark.parametrize("url", [f"{PAGE}202610/queimar/", f"{PAGE}190001/fechar/", "/financeiro/reaberturas/9/aprovar/"])
def test_what_does_not_exist_is_not_found(october: Period, url: str) -> None:
    assert person("Livia").post(url).status_code == 404


def test_the_page_takes_as_many_queries_for_many_months_as_for_few(django_assert_max_num_queries: Any) -> None:
    post(sale("10.00", on=date(2026, 10, 5)))
    livia = person("Livia")
    livia.get(PAGE)

    def count() -> int:
        with django_assert_max_num_queries(30) as asked:
            livia.get(PAGE)
        return len(asked)

    few = count()
    post(*[sale("1.00", on=date(2025, month, 5)) for month in range(1, 13)])

    assert count() == few


def test_the_second_person_is_told_and_the_first_hears_the_answer(october: Period) -> None:
    paulo, livia = person("Paulo"), person("Livia")
    ask(paulo)
    relay.deliver_pending(at=clock.now())
    asked = PeriodReopening.objects.get()
    livia.post(f"/financeiro/reaberturas/{asked.pk}/recusar/", {"reason": "já informado"})
    relay.deliver_pending(at=clock.now())

    told = {notice.recipient.username: notice.kind for notice in Notice.objects.select_related("recipient")}
    assert told == {"livia": "reopening_to_decide", "paulo": "reopening_decided"}
    assert re.search(r"Outubro de 2026 continua fechado: Livia recusou", paulo.get("/avisos/").content.decode())
