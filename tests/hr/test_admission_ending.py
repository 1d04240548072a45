"""How an admission ends, what happens by itself, and what two at once do to each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from backoffice.core import relay
from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.models import AuditEntry, OutboxMessage
from backoffice.intranet.models import Notice
from hr import errors, services
from hr.models import Admission, Document, Employee, EsocialEvent, MedicalExam, PayTerm, PortalLink, TextVersion
from hr.queries import render_text, required_texts
from hr.services.documents.decide import decide_document
from tests.hr.admission_builders import DUE, START, hand_in, invitation, invite, make_event, make_kinds, make_ready, pass_exam, send_data
from tests.racing import at_once

pytestmark = pytest.mark.django_db
EVE = START - timedelta(days=1)
FIRST_DAY = datetime(2026, 12, 1, 8, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))


def refusal(act: Any, **kwargs: Any) -> BusinessError:
    with pytest.raises(BusinessError) as caught:
        act(**kwargs)
    return caught.value


def missing(error: BusinessError) -> list[str]:
    return [item["step"] for item in error.data["missing"]]


def test_with_everything_there_the_first_day_makes_an_employee(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = make_ready(invite(by=by, at=at), by=by, at=at)

    services.admit(number=admission.number, by=by, at=FIRST_DAY)

    done = Admission.objects.select_related("employee").get()
    assert (done.stage, done.done_at, done.employee.state) == ("done", FIRST_DAY, "active")
    assert Notice.objects.get().kind == "admission_done"


def test_nobody_begins_before_the_first_day(by: Actor, at: datetime) -> None:
    admission = make_ready(invite(by=by, at=at), by=by, at=at)

    error = refusal(services.admit, number=admission.number, by=by, at=at)

    assert isinstance(error, errors.StartAhead)
    assert Employee.objects.get().state == "preparing"


def test_the_refusal_names_everything_that_is_missing(by: Actor, at: datetime) -> None:
    make_kinds("rg", "cpf")
    services.install_standard_texts(by=by, at=at)
    admission = invite(by=by, at=at)
    hand_in(admission, state="refused", at=at, codes=("rg",))

    error = refusal(services.admit, number=admission.number, by=by, at=FIRST_DAY)

    assert missing(error) == [
        "data", "paper_refused", "paper_missing", "qualification_pending", "exam_none", "text", "text", "text", "text", "s2200",
    ]  # fmt: skip
    assert "RG" in text_of(error)
    assert (Admission.objects.get().done_at, Employee.objects.get().state) == (None, "preparing")


SPOILERS: dict[str, tuple[Callable[[Admission, datetime, Actor], object], str]] = {
    "a mandatory paper is refused": (lambda a, at, by: Document.objects.update(state="refused", reason="cortada"), "paper_refused"),
    "a mandatory paper waits for review": (lambda a, at, by: Document.objects.update(state="sent"), "paper_sent"),
    "a mandatory paper expired yesterday": (
        lambda a, at, by: Document.objects.update(expires_on=START - timedelta(days=1)),
        "paper_expired",
    ),
    "a mandatory paper is gone": (lambda a, at, by: Document.objects.update(state="replaced"), "paper_missing"),
    "the name changed after the check": (
        lambda a, at, by: a.employee.person.__class__.objects.update(name="Mariana Lima"),
        "qualification_pending",
    ),
    "the exam says unfit": (lambda a, at, by: pass_exam(a, by=by, at=at, result="unfit"), "exam_unfit"),
    "there is no exam": (lambda a, at, by: MedicalExam.objects.update(cancelled_at=at), "exam_none"),
    "a new policy is not accepted": (
        lambda a, at, by: services.publish_text(code="codigo-etica", title="Código de ética", body="Seja justo.", by=by, at=at),
        "text",
    ),
    "the contract text was taken away": (lambda a, at, by: TextVersion.objects.update(retired_at=at), "contract_text"),
    "the file for eSocial was refused": (lambda a, at, by: EsocialEvent.objects.update(state="refused"), "s2200"),
}


@pytest.mark.parametrize("spoiler", SPOILERS)
def test_one_missing_thing_is_enough_to_refuse(spoiler: str, by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = make_ready(invite(by=by, at=at), by=by, at=at)
    spoil, code = SPOILERS[spoiler]
    spoil(admission, at, by)
    before = AuditEntry.objects.count()

    error = refusal(services.admit, number=admission.number, by=by, at=FIRST_DAY)

    assert missing(error) == [code]
    assert text_of(error)
    assert (Employee.objects.get().state, AuditEntry.objects.count()) == ("preparing", before)


def test_s2200_may_follow_only_behind_a_receipt_of_s2190_and_with_a_reason(by: Actor, at: datetime) -> None:
    admission = make_ready(invite(by=by, at=at), by=by, at=at)
    EsocialEvent.objects.all().delete()
    act = partial(services.admit, number=admission.number, by=by, at=FIRST_DAY)

    assert missing(refusal(act, later_s2200="A contabilidade envia até 15/12.")) == ["s2200"]
    make_event(admission, "S-2190", state="receipted", at=at)
    assert missing(refusal(act)) == ["s2200"]
    act(later_s2200="A contabilidade envia até 15/12.")

    assert Employee.objects.get().state == "active"
    assert AuditEntry.objects.get(action="admission.done").after["later_s2200"] == "A contabilidade envia até 15/12."


def test_a_cancelled_admission_ends_link_exam_terms_and_burns_the_number(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    token = services.issue_portal_link(admission_number=admission.number, by=by, at=at)
    services.schedule_exam(number=admission.number, scheduled_for=at + timedelta(days=2), clinic="Vida", clinic_address="", by=by, at=at)

    services.cancel_admission(number=admission.number, reason="Aceitou outra vaga", by=by, at=at)

    off = Admission.objects.select_related("employee").get()
    assert token
    assert (off.stage, off.cancel_reason, off.employee.state, off.employee.ended_on) == ("cancelled", "Aceitou outra vaga", "ended", START)
    assert PortalLink.objects.get().revoked_at == at
    assert MedicalExam.objects.get().cancelled_at == at
    assert PayTerm.objects.get().valid.upper == START + timedelta(days=1)
    assert "vaga" not in str(list(AuditEntry.objects.values_list("after", flat=True)))
    again = invite(by=by, at=at)
    assert again.employee.number != off.employee.number


def test_calling_off_needs_a_reason(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)

    error = refusal(services.cancel_admission, number=admission.number, reason="  ", by=by, at=at)

    assert isinstance(error, errors.AdmissionReasonMissing)
    assert Admission.objects.get().cancelled_at is None


def test_what_is_over_is_not_changed_any_more(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    services.cancel_admission(number=admission.number, reason="Desistiu", by=by, at=at)
    same = {"number": admission.number, "by": by, "at": at}

    for act in (
        partial(services.admit, **same),
        partial(services.cancel_admission, reason="outra vez", **same),
        partial(services.change_start, version=2, start_on=START, papers_due_on=DUE, **same),
        partial(services.schedule_exam, scheduled_for=at + timedelta(days=1), clinic="Vida", clinic_address="", **same),
        partial(services.send_portal_link, admission_number=admission.number, by=by, at=at),
    ):
        assert isinstance(refusal(act), errors.AdmissionOver)

    assert Admission.objects.get().cancel_reason == "Desistiu"


def test_the_calendar_admits_who_has_everything_and_nobody_else(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    ready = make_ready(invite(by=by, at=at), by=by, at=at)
    waiting = invite(by=by, at=at, email="outra@exemplo.com.br")

    assert services.admit_due(by=by, at=at) == 0
    assert services.admit_due(by=by, at=FIRST_DAY) == 1
    assert services.admit_due(by=by, at=FIRST_DAY) == 0

    states = dict(Admission.objects.values_list("number", "employee__state"))
    assert states == {ready.number: "active", waiting.number: "preparing"}


def test_a_candidate_is_reminded_once_a_day_until_everything_is_there(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    assert services.remind_candidates(by=by, at=at) == 1
    assert services.remind_candidates(by=by, at=at + timedelta(hours=3)) == 0
    assert services.remind_candidates(by=by, at=at + timedelta(days=1)) == 0
    assert services.remind_candidates(by=by, at=at + timedelta(days=2)) == 1

    send_data(admission, at=at)
    hand_in(admission, state="sent", at=at)
    services.refresh_stage(person_id=admission.employee.person_id, by=by, at=at)

    assert services.remind_candidates(by=by, at=at + timedelta(days=5)) == 0
    assert Admission.objects.get().reminders == 2
    OutboxMessage.objects.exclude(payload__mail="reminder").delete()
    relay.deliver_pending(at=at + timedelta(days=2))
    assert len(mail.outbox) == 2
    assert "1" in mail.outbox[0].body


def test_a_candidate_who_is_in_the_portal_right_now_is_left_alone(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    services.issue_portal_link(admission_number=admission.number, by=by, at=at)
    PortalLink.objects.update(last_used_at=at - timedelta(minutes=10))

    assert services.remind_candidates(by=by, at=at) == 0
    assert services.remind_candidates(by=by, at=at + timedelta(hours=2)) == 1


@pytest.mark.parametrize(("hour", "minute", "mails"), [(0, 15, 0), (7, 59, 0), (8, 0, 1), (19, 59, 1), (20, 0, 0), (23, 30, 0)])
def test_nobody_is_woken_by_a_reminder(hour: int, minute: int, mails: int, by: Actor, at: datetime) -> None:
    invite(by=by, at=at - timedelta(days=2))

    assert services.remind_candidates(by=by, at=at.replace(hour=hour, minute=minute)) == mails
    assert Admission.objects.get().reminders == mails


def test_a_cancelled_candidate_is_not_reminded(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    services.cancel_admission(number=admission.number, reason="Desistiu", by=by, at=at)

    assert services.remind_candidates(by=by, at=at) == 0


def test_hr_hears_once_of_papers_that_wait_and_of_a_first_day_that_is_near(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    hand_in(admission, state="sent", at=at - timedelta(days=4))

    services.warn_hr(at=at)
    services.warn_hr(at=at)
    assert [notice.kind for notice in Notice.objects.all()] == ["review_waiting"]

    services.warn_hr(at=at + timedelta(days=6))
    told = Notice.objects.get(kind="admission_at_risk")
    assert told.data["days"] == 1
    assert admission.number in told.url
    assert "Mariana" not in str(told.data)


def test_a_new_wording_is_a_new_version_and_the_same_wording_is_none(by: Actor, at: datetime) -> None:
    publish = partial(services.publish_text, code="normas", title="Normas", by=by, at=at)

    first = publish(body="Oi, {{ nome }}.")
    same = publish(body="Oi, {{ nome }}.")
    second = publish(body="Olá, {{ nome }}.")

    assert (first.pk, first.version, second.version) == (same.pk, 1, 2)
    first.refresh_from_db()
    assert first.retired_at == at
    assert first.body == "Oi, {{ nome }}."


@pytest.mark.parametrize("body", ["", "Oi, {{ apelido }}.", "Oi, {{ nome }.", "{{ }}"])
def test_a_text_that_cannot_be_filled_in_is_refused(body: str, by: Actor, at: datetime) -> None:
    error = refusal(services.publish_text, code="normas", title="Normas", body=body, by=by, at=at)

    assert isinstance(error, errors.TextRefused)
    assert text_of(error)
    assert TextVersion.objects.count() == 0


def test_the_standard_texts_come_once_and_cover_the_usual_contracts(by: Actor, at: datetime) -> None:
    assert services.install_standard_texts(by=by, at=at) == 6
    assert services.install_standard_texts(by=by, at=at) == 0

    contracts = TextVersion.objects.filter(is_contract=True).values_list("contract_kind", flat=True)
    assert sorted(contracts) == ["fixed_term", "indefinite", "probation"]


def test_the_contract_is_filled_in_with_what_was_agreed_and_always_reads_the_same(by: Actor, at: datetime) -> None:
    services.install_standard_texts(by=by, at=at)
    admission = invite(by=by, at=at)
    contract, *policies = required_texts(admission.employee)

    with pytest.raises(errors.TextIncomplete, match="endereco"):
        render_text(contract, admission.employee)
    send_data(admission, at=at)
    text = render_text(contract, admission.employee)

    assert contract.contract_kind == "probation"
    assert len(policies) == 3
    for words in (
        "Mariana Souza Lima",
        "R$\N{NO-BREAK SPACE}2.350,00 por mês",
        "01/12/2026",
        "14/01/2027",
        "28/02/2027",
        "44 horas",
        "Rua Brigadeiro Franco, 1200",
    ):
        assert words in text, words
    assert "{{" not in text
    assert text == render_text(contract, Employee.objects.get())


@pytest.mark.django_db(transaction=True)
def test_two_who_admit_at_once_are_one_admission(by: Actor, at: datetime) -> None:
    admission = make_ready(invite(by=by, at=at), by=by, at=at)

    results = at_once(*[partial(services.admit, number=admission.number, by=by, at=FIRST_DAY)] * 3)

    assert sorted(type(result).__name__ for result in results) == ["Admission", "AdmissionOver", "AdmissionOver"]
    assert AuditEntry.objects.filter(action="employee.activated").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_paper_is_never_refused_in_the_moment_in_which_its_person_begins(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = make_ready(invite(by=by, at=at), by=by, at=at)
    hand_in(admission, state="sent", at=at)
    document = Document.objects.get(state="sent")
    refuse = partial(decide_document, document_id=document.pk, accept=False, reason="Cortada", by=by, at=FIRST_DAY)

    admitted, refused = at_once(partial(services.admit, number=admission.number, by=by, at=FIRST_DAY), refuse)

    assert isinstance(admitted, errors.AdmissionIncomplete)
    assert getattr(refused, "state", None) == "refused"
    assert Employee.objects.get().state == "preparing"


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_four_times_at_once_is_one_invitation(by: Actor, at: datetime) -> None:
    draft = invitation()

    results = at_once(*[partial(services.invite_candidate, draft=draft, by=by, at=at)] * 4)

    assert {getattr(result, "number", result) for result in results} == {"AD-000001"}
    assert Employee.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_candidate_who_hands_in_while_hr_cancels_leaves_no_open_admission(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    hand_in(admission, state="sent", at=at)

    results = at_once(
        partial(services.cancel_admission, number=admission.number, reason="Desistiu", by=by, at=at),
        partial(services.refresh_stage, person_id=admission.employee.person_id, by=by, at=at),
    )

    assert not [result for result in results if isinstance(result, Exception)]
    assert Admission.objects.get().stage == "cancelled"
