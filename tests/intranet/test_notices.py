"""Notices: told once, the way the person chose, in the person's language, and forgotten when old."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import translation

from backoffice.core import clock, jobs, preferences, relay
from backoffice.core.actors import SYSTEM
from backoffice.core.jobs import JobFailed, JobKind, JobRun, registry, worker
from backoffice.core.models import OutboxMessage, User
from backoffice.events.intranet import NoticeMailRequested
from backoffice.events.inventory import StockDifferencesFound
from backoffice.events.jobs import JobFinished
from backoffice.events.orders import OrderPlaced, PaymentChargedBack
from backoffice.intranet import handlers, kinds, queries, services
from backoffice.intranet.models import Notice
from backoffice.intranet.services import NoticeDraft
from orders.services import CancellationDraft, cancel_order
from tests.intranet.conftest import Hire, actor
from tests.orders.builders import Shop
from tests.racing import at_once


def tell(*people: User, kind: str = kinds.JOB_DONE, key: str = "k1", at: datetime, **data: Any) -> int:
    ids = tuple(person.pk for person in people)
    return services.notify(drafts=[NoticeDraft(kind, ids, data or {"job": "DRE 2026"}, "/relatorios/", key)], at=at)


def deliver(at: datetime) -> None:
    OutboxMessage.objects.filter(status="pending").update(next_attempt_at=at)
    relay.deliver_pending(at=at)


def finished(user: User | None, *, status: str = "done", refused: int = 0) -> JobFinished:
    return JobFinished(
        occurred_at=clock.now(),
        job_id=str(uuid4()),
        kind="inventory.reconcile_stock",
        title="Reconciliação",
        status=status,
        requested_by_id=user.pk if user else 0,
        requested_by_name=user.get_full_name() if user else "",
        refused=refused,
    )


def titles(user: User) -> list[str]:
    with translation.override("pt-br"):
        return [row.title for row in queries.list_notices(actor=actor(user), is_unread=True).rows]


def test_the_same_thing_is_told_once(renata: User, diego: User, at: datetime) -> None:
    first = tell(renata, diego, at=at)
    again = tell(renata, diego, renata, at=at)

    assert (first, again, Notice.objects.count()) == (2, 0, 2)


def test_telling_takes_one_statement_for_any_number_of_people(hire: Hire, at: datetime, django_assert_num_queries: Any) -> None:
    crowd = [hire(f"Pessoa{index} Silva", "sales", email=f"p{index}@example.com") for index in range(30)]

    with django_assert_num_queries(2 + 1):  # the savepoint of the service's transaction
        tell(*crowd, at=at)
    with django_assert_num_queries(2 + 2):  # and the outbox
        tell(*crowd, kind=kinds.MENTION, key="k2", at=at, who="Ana", kind_="order")


def test_who_chose_not_to_be_told_is_not(renata: User, diego: User, at: datetime) -> None:
    services.set_preferences(channels={kinds.JOB_DONE: "none"}, by=actor(renata))

    assert tell(renata, diego, at=at) == 1
    assert Notice.objects.get().recipient == diego


def test_who_left_is_not_told(hire: Hire, at: datetime) -> None:
    assert tell(hire("Carlos Mota", "sales", is_active=False), at=at) == 0


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "/\\evil.example", "pedidos/"])
def test_a_notice_never_leads_out_of_the_house(url: str, renata: User, at: datetime) -> None:
    with pytest.raises(ValueError, match="not a path"):
        services.notify(drafts=[NoticeDraft(kinds.JOB_DONE, (renata.pk,), {}, url, "k")], at=at)

    assert Notice.objects.count() == 0


def test_the_words_follow_the_reader(renata: User, at: datetime) -> None:
    tell(renata, at=at)

    with translation.override("en"):
        [english] = queries.list_notices(actor=actor(renata), is_unread=True).rows

    assert (english.title, titles(renata)) == ("Ready: DRE 2026", ["Pronto: DRE 2026"])


def test_an_e_mail_goes_out_once_in_the_readers_language(renata: User, diego: User, at: datetime) -> None:
    preferences.save(user_id=diego.pk, language="en")
    tell(renata, diego, kind=kinds.MENTION, at=at, who="Ana Lima", key_="", excerpt="Linha <b>um</b>")
    events = [NoticeMailRequested(occurred_at=at, notice_id=notice.pk) for notice in Notice.objects.order_by("pk")]

    deliver(at)
    handlers.email_notices(events)

    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["renata@example.com"], "Ana Lima chamou você: · Retaguarda"),
        (["diego@example.com"], "Ana Lima called you: · Retaguarda"),
    ]
    assert "Olá, Renata Moura." in mail.outbox[0].body
    assert "Linha <b>um</b>" in mail.outbox[0].body
    assert f"/avisos/{Notice.objects.get(recipient=renata).pk}/abrir/" in mail.outbox[0].body
    assert Notice.objects.filter(mailed_at=None).count() == 0


def test_no_e_mail_to_who_has_none_wants_none_or_has_read_it(renata: User, diego: User, hire: Hire, at: datetime) -> None:
    services.set_preferences(channels={kinds.MENTION: "product"}, by=actor(diego))
    tell(renata, diego, hire("Nina Sá", "sales"), kind=kinds.MENTION, at=at, who="Ana")
    services.mark_read(notice_id=Notice.objects.get(recipient=renata).pk, by=actor(renata), at=at)

    deliver(at)

    assert (len(mail.outbox), Notice.objects.count()) == (0, 3)


def test_a_name_with_a_line_break_stays_in_the_subject(renata: User, at: datetime) -> None:
    tell(renata, kind=kinds.MENTION, at=at, who="Ana\r\nBcc: all@example.com")

    deliver(at)

    [message] = mail.outbox
    assert message.recipients() == ["renata@example.com"]
    assert "\n" not in message.subject


def placed(number: str, *, reason: str = "amount", ago: timedelta = timedelta(0)) -> OrderPlaced:
    return OrderPlaced(
        occurred_at=clock.now() - ago,
        order_number=number,
        channel="loja",
        currency="BRL",
        total=Decimal("1349.40"),
        customer_name="Ana",
        customer_email="",
        approval_reason=reason,
    )


def test_orders_to_approve_are_one_notice_until_it_was_read(hire: Hire) -> None:
    livia, diego = hire("Livia Vasques", "finance_manager"), hire("Diego Ramos", "warehouse")
    first, second, third = placed("10482"), placed("10483"), placed("10484")

    handlers.tell_order_to_approve([first, second])
    handlers.tell_order_to_approve([placed("10001", reason=""), placed("9001", ago=timedelta(days=30))])
    assert (titles(livia), titles(diego)) == (["Há pedidos a aprovar, a começar pelo 10482, de R$\xa01.349,40"], [])
    assert Notice.objects.get().url == "/pedidos/?view=to_approve"

    services.mark_read(notice_id=Notice.objects.get().pk, by=actor(livia), at=clock.now())
    handlers.tell_order_to_approve([first])
    assert titles(livia) == [], "told and read"
    handlers.tell_order_to_approve([third])
    assert titles(livia) == ["Há pedidos a aprovar, a começar pelo 10484, de R$\xa01.349,40"]


def test_a_finished_job_is_told_to_who_asked(renata: User, diego: User) -> None:
    event = finished(diego)

    handlers.tell_job_ended([event])
    handlers.tell_job_ended([event])

    assert (titles(diego), titles(renata)) == (["Pronto: Reconciliação"], [])
    assert Notice.objects.get().url == f"/reconciliacoes/{event.job_id}/"


def test_refused_rows_are_told_with_their_number(diego: User) -> None:
    handlers.tell_job_ended([finished(diego, refused=1203)])

    assert titles(diego) == ["Reconciliação: 1.203 linhas recusadas"]


def test_a_failure_is_told_to_who_asked_and_to_those_who_look_after_jobs(diego: User, renata: User, hire: Hire) -> None:
    bruno = hire("Bruno Aguiar", "admin")

    handlers.tell_job_ended([finished(diego, status="failed")])

    assert (titles(diego), titles(bruno), titles(renata)) == (["Falhou: Reconciliação"], ["Falhou: Reconciliação"], [])
    assert Notice.objects.get(recipient=bruno).url.startswith("/admin/core/job/")


def test_an_admin_who_asked_hears_of_the_failure_once(hire: Hire) -> None:
    bruno = hire("Bruno Aguiar", "admin")

    handlers.tell_job_ended([finished(bruno, status="failed")])

    assert titles(bruno) == ["Falhou: Reconciliação"]


def test_a_job_of_the_system_or_called_off_tells_nobody(diego: User) -> None:
    handlers.tell_job_ended([finished(None), finished(diego, status="cancelled")])

    assert Notice.objects.count() == 0


def _refuse(run: JobRun) -> dict[str, Any]:
    raise JobFailed("there is nothing to report")


@pytest.mark.parametrize(
    ("run", "status", "refused"),
    [(lambda run: {"refused": 3}, "done", 3), (lambda run: {"rows": 3}, "done", 0), (_refuse, "failed", 0)],
)
@pytest.mark.django_db(transaction=True)
def test_the_end_of_a_job_is_announced_with_it(
    run: Callable[[JobRun], dict[str, Any]], status: str, refused: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_kinds", {"count": JobKind(run=run, permission="jobs.view_own")})
    job = jobs.enqueue(kind="count", title="Contagem", params={}, by=SYSTEM, at=at)

    worker.run(str(job.pk))
    worker.run(str(job.pk))

    [told] = OutboxMessage.objects.filter(event_type="JobFinished").values_list("payload", flat=True)
    assert (told["job_id"], told["status"], told["refused"], told["requested_by_id"]) == (str(job.pk), status, refused, 0)


@pytest.mark.django_db(transaction=True)
def test_calling_a_waiting_job_off_is_its_end(at: datetime, monkeypatch: pytest.MonkeyPatch, by: Any) -> None:
    monkeypatch.setattr(registry, "_kinds", {"count": JobKind(run=lambda run: {}, permission="jobs.view_own")})
    job = jobs.enqueue(kind="count", title="Contagem", params={}, by=SYSTEM, at=at)

    jobs.cancel(job_id=str(job.pk), by=by, at=at)

    assert OutboxMessage.objects.get(event_type="JobFinished").payload["status"] == "cancelled"


def test_corrections_wait_for_those_who_may_approve_but_not_for_who_asked(diego: User, hire: Hire) -> None:
    livia, other = hire("Lívia Vasques", "finance_manager"), hire("Rui Melo", "finance_manager")
    job_id = str(uuid4())
    found = StockDifferencesFound(occurred_at=clock.now(), job_id=job_id, requested_by_kind="user", requested_by_id=livia.pk, differences=2)

    handlers.tell_corrections_to_approve([found])

    assert (titles(other), titles(livia), titles(diego)) == (["Reconciliação de estoque: 2 diferenças a decidir"], [], [])


def _chargeback(order: str, occurred_at: datetime) -> PaymentChargedBack:
    return PaymentChargedBack(
        occurred_at=occurred_at,
        order_number=order,
        channel="loja",
        payment="PG-1",
        provider="pagarme",
        currency="BRL",
        amount=Decimal("129.90"),
        fee=Decimal("0.00"),
        from_advance=Decimal("129.90"),
        loss=Decimal("0.00"),
    )


def test_a_chargeback_is_told_to_finance_and_history_is_not(order: str, renata: User, hire: Hire) -> None:
    paulo = hire("Paulo Tavares", "finance")
    now = clock.now()

    handlers.tell_payment_problem([_chargeback(order, now), _chargeback(order, now - timedelta(days=8))])

    assert titles(paulo) == [f"Pedido {order}: o banco tomou de volta R$\u00a0129,90 (contestação)"]
    assert titles(renata) == []
    assert Notice.objects.get().url == f"/pedidos/{order}/?tab=payments"


def test_money_left_by_a_cancelled_order_is_told_to_finance(shop: Shop, order: str, hire: Hire) -> None:
    paulo = hire("Paulo Tavares", "finance")
    shop.pay(order)
    cancel_order(draft=CancellationDraft(order, "x"), by=shop.by, at=shop.at)

    deliver(clock.now())

    assert titles(paulo) == [f"Pedido {order}: R$\u00a024,90 a reembolsar"]


def test_money_that_comes_for_a_cancelled_order_is_told_to_finance(shop: Shop, order: str, hire: Hire) -> None:
    paulo = hire("Paulo Tavares", "finance")
    cancel_order(draft=CancellationDraft(order, "x"), by=shop.by, at=shop.at)
    deliver(clock.now())
    assert titles(paulo) == []

    shop.pay(order)
    deliver(clock.now())

    assert titles(paulo) == [f"Pedido {order}: R$\u00a024,90 a reembolsar"]


def test_an_order_that_is_paid_as_it_should_tells_nobody(shop: Shop, order: str, hire: Hire) -> None:
    hire("Paulo Tavares", "finance")
    shop.pay(order)

    deliver(clock.now())

    assert Notice.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_tell_the_same_thing_tell_it_once(renata: User, at: datetime) -> None:
    ended = at_once(*[partial(tell, renata, kind=kinds.MENTION, at=at, who="Ana")] * 4)

    assert not [each for each in ended if isinstance(each, Exception)]
    assert (Notice.objects.count(), OutboxMessage.objects.filter(event_type="NoticeMailRequested").count()) == (1, 1)


def test_only_the_own_notices_can_be_marked(renata: User, diego: User, at: datetime) -> None:
    tell(renata, at=at)
    notice = Notice.objects.get()

    assert services.mark_read(notice_id=notice.pk, by=actor(diego), at=at) is None
    assert services.mark_all_read(up_to_id=notice.pk, by=actor(diego), at=at) == 0

    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_all_leaves_what_came_after_the_page_was_drawn(renata: User, at: datetime) -> None:
    tell(renata, at=at)
    seen = Notice.objects.get().pk
    tell(renata, key="k2", at=at)

    assert services.mark_all_read(up_to_id=seen, by=actor(renata), at=at) == 1
    assert queries.count_unread(actor=actor(renata)) == 1


def test_read_notices_are_forgotten_after_ninety_days_unread_ones_never(renata: User, at: datetime) -> None:
    for key in ("old", "young", "unread"):
        tell(renata, key=key, at=at - timedelta(days=200))
    Notice.objects.filter(effect_key="old").update(read_at=at - timedelta(days=90, seconds=1))
    Notice.objects.filter(effect_key="young").update(read_at=at - timedelta(days=89))

    assert services.sweep_read_notices(at=at) == 1

    assert set(Notice.objects.values_list("effect_key", flat=True)) == {"young", "unread"}
