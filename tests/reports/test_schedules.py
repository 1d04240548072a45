"""Reports that go out by themselves: once per slot, in the owner's name, to those who may read them."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client

from backoffice import roles
from backoffice.core import relay
from backoffice.core.actors import Actor
from backoffice.core.errors import NotAllowed
from backoffice.core.jobs import worker
from backoffice.core.models import AuditEntry, Job, User
from backoffice.intranet.models import Notice
from backoffice.report_centre import services
from backoffice.report_centre.errors import ScheduleChanged, ScheduleNotFound
from backoffice.report_centre.models import Delivery, Schedule, ScheduleRun
from backoffice.report_centre.services import ScheduleDraft
from tests.conftest import SAO_PAULO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]
CREATED = datetime(2026, 10, 20, 12, 0, tzinfo=SAO_PAULO)
SLOT = datetime(2026, 11, 1, 7, 0, tzinfo=SAO_PAULO)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _person(name: str, *role_names: str, **more: Any) -> User:
    user = User.objects.create_user(name, email=f"{name}@exemplo.com.br", password="x", first_name=name.title(), **more)
    user.groups.add(*[Group.objects.get_or_create(name=role)[0] for role in role_names])
    return user


@pytest.fixture
def livia() -> User:
    return _person("livia", roles.FINANCE_MANAGER)


def _draft(**changes: Any) -> ScheduleDraft:
    plain: dict[str, Any] = {
        "kind": "finance.income_statement",
        "choices": {"period": "last_month", "compare": "previous", "channel": "", "columns": ""},
        "formats": ("xlsx",),
        "frequency": "monthly",
        "at_time": time(7, 0),
    }
    return ScheduleDraft(**plain | changes)


def _create(owner: User, **changes: Any) -> Schedule:
    return services.create_schedule(draft=_draft(**changes), token=uuid4(), by=Actor.of_user(owner), at=CREATED)


def _run_jobs() -> None:
    for job in Job.objects.filter(status=Job.Status.QUEUED):
        worker.run(str(job.pk))


def _go(at: datetime) -> None:
    """A beat at that moment, the worker, the beat after it, and the outbox."""
    services.start_due(at=at)
    _run_jobs()
    services.hand_out_finished(at=at + timedelta(minutes=1))
    relay.deliver_pending(at=at + timedelta(days=400))


def test_the_report_of_last_month_goes_out_on_the_first(livia: User) -> None:
    paulo = _person("paulo", roles.FINANCE)
    schedule = _create(livia, recipient_ids=(livia.pk, paulo.pk))

    _go(SLOT)

    job = Job.objects.get()
    schedule.refresh_from_db()
    assert (job.status, job.params["period"], job.requested_by) == ("done", "2026-10", livia)
    assert schedule.next_run_at == datetime(2026, 12, 1, 7, 0, tzinfo=SAO_PAULO)
    run = ScheduleRun.objects.get()
    assert (run.outcome, run.is_late, run.skipped, run.slot) == ("sent", False, 0, SLOT)
    assert [message.to for message in mail.outbox if "DRE" in message.subject] == [["livia@exemplo.com.br"], ["paulo@exemplo.com.br"]]
    assert f"/relatorios/emitidos/{job.pk}/" in mail.outbox[-1].body
    assert Notice.objects.filter(recipient=paulo, kind="report_ready").count() == 1


def test_two_beats_and_a_restart_make_one_report(livia: User) -> None:
    _create(livia, recipient_ids=(livia.pk,))

    for _beat in range(3):
        services.start_due(at=SLOT + timedelta(seconds=30))
    Schedule.objects.update(next_run_at=SLOT)
    services.start_due(at=SLOT + timedelta(minutes=2))
    _go(SLOT + timedelta(minutes=3))
    services.hand_out_finished(at=SLOT + timedelta(minutes=5))
    relay.deliver_pending(at=SLOT + timedelta(days=400))

    assert (Job.objects.count(), ScheduleRun.objects.count(), Delivery.objects.count()) == (1, 1, 1)
    assert len([message for message in mail.outbox if "DRE" in message.subject]) == 1


def test_before_its_time_nothing_happens(livia: User) -> None:
    _create(livia, recipient_ids=(livia.pk,))

    _go(SLOT - timedelta(seconds=1))

    assert Job.objects.count() == 0


def test_after_a_stand_still_the_last_slot_is_made_once_late_and_says_so(livia: User) -> None:
    _create(livia, frequency="daily", recipient_ids=(livia.pk,))

    _go(datetime(2026, 10, 24, 10, 42, tzinfo=SAO_PAULO))

    run = ScheduleRun.objects.get()
    assert (run.slot, run.is_late, run.skipped) == (datetime(2026, 10, 24, 7, 0, tzinfo=SAO_PAULO), True, 3)
    body = next(message.body for message in mail.outbox if "DRE" in message.subject)
    assert "Estava previsto para 24/10/2026 às 7h00 e saiu atrasado, em 24/10/2026 às 10h42" in body
    assert "3 vezes anteriores ficaram de fora" in body


def test_who_lost_the_permission_gets_nothing_and_the_owner_is_told(livia: User) -> None:
    paulo = _person("paulo", roles.FINANCE)
    gone = _person("joana", roles.AUDITOR)
    _create(livia, recipient_ids=(paulo.pk, gone.pk))
    paulo.groups.clear()
    User.objects.filter(pk=gone.pk).update(is_active=False)

    _go(SLOT)

    assert {(each.user.username, each.status, each.reason) for each in Delivery.objects.select_related("user")} == {
        ("paulo", "left_out", "not_allowed"),
        ("joana", "left_out", "inactive"),
    }
    assert [message for message in mail.outbox if "paulo@exemplo.com.br" in message.to] == []
    told = Notice.objects.get(recipient=livia, kind="report_trouble")
    assert told.data["names"] == "Paulo, Joana"


def test_who_sees_one_warehouse_gets_no_figures_of_all(livia: User) -> None:
    narrow = _person("nara", roles.FINANCE, warehouse_codes=["CWB"])
    _create(livia, recipient_ids=(narrow.pk,))

    _go(SLOT)

    assert Delivery.objects.get().reason == "not_allowed"


def test_an_owner_who_left_pauses_the_schedule_and_a_manager_takes_over(livia: User) -> None:
    paulo = _person("paulo", roles.FINANCE)
    schedule = _create(paulo, recipient_ids=(paulo.pk,))
    User.objects.filter(pk=paulo.pk).update(is_active=False)

    _go(SLOT)

    schedule.refresh_from_db()
    assert (schedule.is_paused, schedule.pause_reason, Job.objects.count()) == (True, "owner_gone", 0)
    assert Notice.objects.filter(recipient=livia, kind="report_trouble").count() == 1
    later = SLOT + timedelta(days=2)
    services.resume_schedule(schedule_id=schedule.pk, by=Actor.of_user(livia), at=later)
    schedule.refresh_from_db()
    assert (schedule.owner, schedule.is_paused, schedule.next_run_at) == (livia, False, datetime(2026, 12, 1, 7, 0, tzinfo=SAO_PAULO))


def test_an_owner_who_may_not_issue_any_more_pauses_the_schedule(livia: User, sign_in: Callable[..., Client]) -> None:
    schedule = _create(livia, recipient_ids=(livia.pk,))
    livia.groups.clear()
    livia.groups.add(Group.objects.get_or_create(name=roles.SALES)[0])

    _go(SLOT)

    schedule.refresh_from_db()
    assert (schedule.is_paused, schedule.pause_reason, Job.objects.count()) == (True, "not_allowed", 0)
    assert Notice.objects.filter(recipient=livia, kind="report_trouble").count() == 1
    page = sign_in(roles.FINANCE_MANAGER).get(f"/relatorios/agendamentos/{schedule.pk}/").content.decode()
    assert "Quem o criou não pode mais emitir este relatório." in page


def test_choices_that_do_not_exist_any_more_fail_with_a_sentence(livia: User) -> None:
    _create(livia, choices={"period": "last_month", "compare": "previous", "channel": "gone", "columns": ""}, recipient_ids=(livia.pk,))

    _go(SLOT)

    run = ScheduleRun.objects.get()
    assert (run.outcome, run.error) == ("failed", "As escolhas não existem mais. Edite o agendamento.")


def test_a_mail_server_that_refuses_one_address_does_not_repeat_the_others(livia: User, settings: Any, monkeypatch: Any) -> None:
    settings.REPORT_EMAIL_DOMAINS = ["contabilidade.com.br"]
    _create(livia, recipient_ids=(livia.pk,), addresses=("ana@contabilidade.com.br",))
    send, refused = EmailMessage.send, ["ana@contabilidade.com.br"]

    def picky(message: EmailMessage, *args: Any, **kwargs: Any) -> Any:
        if message.to == refused:
            raise OSError("mailbox unavailable")
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", picky)
    _go(SLOT)
    monkeypatch.setattr(EmailMessage, "send", send)
    relay.deliver_pending(at=SLOT + timedelta(days=500))

    reports = [message.to[0] for message in mail.outbox if "DRE" in message.subject]
    assert sorted(reports) == ["ana@contabilidade.com.br", "livia@exemplo.com.br"]
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_an_address_whose_domain_is_not_confirmed_any_more_gets_nothing(livia: User, settings: Any) -> None:
    settings.REPORT_EMAIL_DOMAINS = ["contabilidade.com.br"]
    _create(livia, addresses=("ana@contabilidade.com.br",))
    settings.REPORT_EMAIL_DOMAINS = []

    _go(SLOT)

    assert Delivery.objects.get().reason == "foreign"


def test_the_letter_speaks_the_language_of_its_reader(livia: User) -> None:
    paul = _person("paul", roles.FINANCE, preferences={"language": "en"})
    _create(livia, recipient_ids=(paul.pk,))

    _go(SLOT)

    body = next(message.body for message in mail.outbox if message.to == ["paul@exemplo.com.br"] and "DRE" in message.subject)
    assert body.startswith("Hello, Paul.")
    assert "is ready." in body


def test_the_same_form_sent_twice_is_one_schedule(livia: User) -> None:
    token = uuid4()

    first, second = (services.create_schedule(draft=_draft(), token=token, by=Actor.of_user(livia), at=CREATED) for _ in range(2))

    assert first.pk == second.pk
    assert Schedule.objects.count() == 1


def test_a_stale_change_is_refused_and_changes_nothing(livia: User) -> None:
    schedule = _create(livia)
    by = Actor.of_user(livia)
    services.change_schedule(schedule_id=schedule.pk, version=1, draft=_draft(frequency="daily"), by=by, at=CREATED)

    with pytest.raises(ScheduleChanged):
        services.change_schedule(schedule_id=schedule.pk, version=1, draft=_draft(month_day=5), by=by, at=CREATED)

    schedule.refresh_from_db()
    assert (schedule.frequency, schedule.month_day, schedule.version) == ("daily", 1, 2)


def test_a_schedule_is_its_owners_and_its_managers_only(livia: User) -> None:
    paulo = Actor.of_user(_person("paulo", roles.FINANCE))
    schedule = _create(livia)

    with pytest.raises(ScheduleNotFound):
        services.pause_schedule(schedule_id=schedule.pk, by=paulo, at=CREATED)
    with pytest.raises(NotAllowed):
        services.create_schedule(draft=_draft(), token=uuid4(), by=Actor.of_user(_person("renata", roles.SALES)), at=CREATED)

    schedule.refresh_from_db()
    assert schedule.is_paused is False
    assert Schedule.objects.count() == 1


def test_paused_means_nothing_is_made_and_every_step_leaves_a_trace(livia: User) -> None:
    schedule, by = _create(livia, recipient_ids=(livia.pk,)), Actor.of_user(livia)
    services.pause_schedule(schedule_id=schedule.pk, by=by, at=CREATED)

    _go(SLOT)
    services.resume_schedule(schedule_id=schedule.pk, by=by, at=SLOT + timedelta(days=1))
    services.delete_schedule(schedule_id=schedule.pk, by=by, at=SLOT + timedelta(days=1))

    assert Job.objects.count() == 0
    traces = AuditEntry.objects.filter(subject_kind="report_schedule").order_by("id").values_list("action", flat=True)
    assert list(traces) == [f"report_schedule.{act}" for act in ("created", "paused", "resumed", "deleted")]


def test_a_beat_with_nothing_due_costs_two_statements(livia: User, django_assert_num_queries: Any) -> None:
    _create(livia)

    with django_assert_num_queries(6):
        # Each of the two: savepoint, select, release.
        services.start_due(at=CREATED)
        services.hand_out_finished(at=CREATED)
    assert connection.in_atomic_block
