"""Inviting, changing, examining: what is written, what is refused with nothing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from backoffice.core import relay
from backoffice.core.actors import Actor
from backoffice.core.errors import BusinessError
from backoffice.core.models import AuditEntry, OutboxMessage
from backoffice.events.hr import AdmissionMailAsked
from hr import errors, mails, services
from hr.models import Admission, AdmissionItem, Employee, MedicalExam, Person, PortalLink
from hr.services.portal_links import hash_of
from tests.hr.admission_builders import (
    DUE,
    START,
    TODAY,
    accept_texts,
    hand_in,
    invitation,
    invite,
    make_kinds,
    make_ready,
    pass_exam,
    qualify,
    send_data,
    terms,
)
from tests.hr.builders import make_employee, make_person, make_position, make_schedule, new_cpf

pytestmark = pytest.mark.django_db

SILVIA = Actor(kind="user", id=0, name="Sílvia Nakamura")


def refusal(act: Any, *args: Any, **kwargs: Any) -> BusinessError:
    with pytest.raises(BusinessError) as caught:
        act(*args, **kwargs)
    return caught.value


def problems(error: BusinessError) -> set[tuple[str, str]]:
    return {(problem["field"], problem["problem"]) for problem in error.data["problems"]}


def test_an_invitation_writes_person_contract_terms_papers_and_asks_for_the_mail(by: Actor, at: datetime) -> None:
    make_kinds("cpf", "rg", "foto")
    manager = make_employee("Diego Ramos")

    admission = invite(by=by, at=at, terms=terms(manager=manager.number))

    employee = admission.employee
    assert admission.number == "AD-000001"
    assert (employee.state, employee.contract_kind, employee.category) == ("preparing", "probation", "101")
    assert (employee.admitted_on, employee.probation_first_until, employee.probation_until) == (START, date(2027, 1, 14), date(2027, 2, 28))
    pay, job, hours, led = (
        rows.get() for rows in (employee.pay_terms, employee.job_terms, employee.schedule_terms, employee.manager_terms)
    )
    assert (pay.amount, pay.valid.lower, pay.valid.upper) == (Decimal("2350.00"), START, None)
    assert {job.valid.lower, hours.valid.lower, led.valid.lower} == {START}
    assert led.manager == manager
    assert sorted(admission.items.values_list("kind__code", flat=True)) == ["cpf", "foto", "rg"]
    assert Admission.objects.get().stage == "invitation"
    [asked] = OutboxMessage.objects.filter(event_type="AdmissionMailAsked")
    assert "Mariana" not in str(asked.payload)
    assert "mariana@" not in str(asked.payload)


def test_the_department_s_head_leads_who_is_given_nobody(by: Actor, at: datetime) -> None:
    head = make_employee("Diego Ramos")
    agreed = terms()
    head.job_terms.get().department.__class__.objects.filter(pk=agreed.department_id).update(head=head)

    admission = invite(by=by, at=at, terms=agreed)

    assert admission.employee.manager_terms.get().manager == head


def test_the_same_form_twice_is_one_admission(by: Actor, at: datetime) -> None:
    draft = invitation()

    first = services.invite_candidate(draft=draft, by=by, at=at)
    again = services.invite_candidate(draft=draft, by=by, at=at)

    assert first.pk == again.pk
    assert (Admission.objects.count(), Person.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)


def test_who_comes_back_is_found_by_cpf_and_keeps_the_papers(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    former = make_employee(state="ended", since=date(2024, 3, 1), ended_on=date(2025, 1, 31))
    person = former.person

    admission = invite(by=by, at=at, cpf=person.cpf, birth_date=person.birth_date, name=person.name)

    assert admission.employee.person_id == person.pk
    assert admission.employee.number != former.number
    assert Person.objects.count() == 1


WRONG: list[tuple[dict[str, Any], dict[str, Any], tuple[str, str]]] = [
    ({"name": ""}, {}, ("name", "missing")),
    ({"name": "Mari4na"}, {}, ("name", "name_form")),
    ({"cpf": "11122233344"}, {}, ("cpf", "cpf_wrong")),
    ({"email": "", "phone": ""}, {}, ("email", "no_contact")),
    ({"email": "mariana@"}, {}, ("email", "email_form")),
    ({"birth_date": date(2013, 1, 1)}, {}, ("birth_date", "age_out")),
    ({"birth_date": date(2011, 6, 1)}, {}, ("birth_date", "too_young")),
    ({}, {"start_on": TODAY - timedelta(days=1)}, ("start_on", "start_past")),
    ({"papers_due_on": START + timedelta(days=1)}, {}, ("papers_due_on", "due_outside")),
    ({"papers_due_on": TODAY - timedelta(days=1)}, {}, ("papers_due_on", "due_outside")),
    ({}, {"pay": Decimal("0.00")}, ("pay", "pay_range")),
    ({}, {"manager": "9999"}, ("manager", "not_offered")),
    ({}, {"position_id": 0}, ("position", "not_offered")),
    ({}, {"contract_kind": "fixed_term", "probation": ""}, ("term_ends_on", "missing")),
    ({}, {"contract_kind": "fixed_term", "probation": "", "term_ends_on": date(2029, 1, 1)}, ("term_ends_on", "term_long")),
    ({}, {"contract_kind": "indefinite"}, ("probation", "probation_kind")),
]


@pytest.mark.parametrize(("fields", "agreed", "expected"), WRONG)
def test_a_wrong_invitation_names_its_problem_and_writes_nothing(
    fields: dict[str, Any], agreed: dict[str, Any], expected: tuple[str, str], by: Actor, at: datetime
) -> None:
    draft = invitation(terms=terms(**agreed), **fields)

    error = refusal(services.invite_candidate, draft=draft, by=by, at=at)

    assert expected in problems(error)
    assert (Admission.objects.count(), Person.objects.count(), Employee.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0, 0)


def test_a_15_year_old_may_begin_as_an_apprentice_but_not_at_night(by: Actor, at: datetime) -> None:
    night = make_schedule("noite", name="Noite")
    night.days.all().update(starts_at="21:00", ends_at="04:00")
    agreed = {"contract_kind": "apprentice", "probation": "", "term_ends_on": date(2027, 11, 30)}
    born = date(2011, 6, 1)

    error = refusal(services.invite_candidate, draft=invitation(birth_date=born, terms=terms(schedule_id=night.pk, **agreed)), by=by, at=at)
    admission = invite(by=by, at=at, birth_date=born, terms=terms(**agreed))

    assert problems(error) == {("schedule", "night_minor")}
    assert admission.employee.category == "103"


def test_the_cpf_of_somebody_born_on_another_day_is_no_match(by: Actor, at: datetime) -> None:
    other = make_person(birth_date=date(1980, 1, 1))

    error = refusal(services.invite_candidate, draft=invitation(cpf=other.cpf), by=by, at=at)

    assert problems(error) == {("birth_date", "other_birth")}
    assert Employee.objects.count() == 0


def test_somebody_who_works_here_cannot_be_invited_again(by: Actor, at: datetime) -> None:
    person = make_employee().person

    error = refusal(services.invite_candidate, draft=invitation(cpf=person.cpf, birth_date=person.birth_date), by=by, at=at)

    assert problems(error) == {("cpf", "employed_already")}
    assert Admission.objects.count() == 0


def test_moving_the_first_day_moves_terms_and_probation(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)

    services.change_start(number=admission.number, version=1, start_on=date(2026, 12, 8), papers_due_on=date(2026, 12, 3), by=by, at=at)

    employee = Employee.objects.get()
    assert (employee.admitted_on, employee.probation_first_until) == (date(2026, 12, 8), date(2027, 1, 21))
    assert {employee.pay_terms.get().valid.lower, employee.job_terms.get().valid.lower} == {date(2026, 12, 8)}
    assert Admission.objects.get().papers_due_on == date(2026, 12, 3)


def test_two_who_change_the_same_admission_do_not_overwrite_each_other(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    change = {"number": admission.number, "version": 1, "papers_due_on": DUE, "by": by, "at": at}
    services.change_start(start_on=date(2026, 12, 8), **change)

    error = refusal(services.change_start, start_on=date(2026, 12, 15), **change)

    assert isinstance(error, errors.StaleAdmission)
    assert Employee.objects.get().admitted_on == date(2026, 12, 8)


def test_other_terms_replace_the_agreed_ones_and_ask_for_other_papers(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    picker = make_position("separador", name="Separador", cbo="414110")
    rule = AdmissionItem.objects.get().kind.rules.get()
    rule.position = make_position()
    rule.save()

    changed = terms(position_id=picker.pk, pay=Decimal("2500.00"))
    services.change_terms(number=admission.number, version=1, terms=changed, by=by, at=at)

    employee = Employee.objects.get()
    assert employee.pay_terms.get().amount == Decimal("2500.00")
    assert employee.job_terms.get().position == picker
    assert AdmissionItem.objects.count() == 0


def test_an_accepted_contract_stands(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    services.install_standard_texts(by=by, at=at)
    accept_texts(admission, at=at)

    for act, fields in (
        (services.change_start, {"start_on": date(2026, 12, 8), "papers_due_on": DUE}),
        (services.change_terms, {"terms": terms(pay=Decimal("9999.00"))}),
    ):
        error = refusal(act, number=admission.number, version=1, by=by, at=at, **fields)
        assert isinstance(error, errors.ContractAccepted)

    employee = Employee.objects.get()
    assert (employee.admitted_on, employee.pay_terms.get().amount) == (START, Decimal("2350.00"))


def test_an_exam_is_booked_moved_and_its_result_is_sealed_and_untold(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    book = {"number": admission.number, "clinic": "Clínica Vida Plena", "clinic_address": "R. XV de Novembro, 880", "by": by, "at": at}
    services.schedule_exam(scheduled_for=at + timedelta(days=2), **book)
    services.schedule_exam(scheduled_for=at + timedelta(days=3), **book)

    exam = pass_exam(admission, by=by, at=at)

    assert MedicalExam.objects.filter(cancelled_at=None).count() == 1
    assert (exam.result, exam.scheduled_for) == ("fit", at + timedelta(days=3))
    told = AuditEntry.objects.filter(action="admission.exam_recorded").get()
    assert "fit" not in str(told.after)


@pytest.mark.parametrize(("days", "problem"), [(-1, ("scheduled_for", "exam_past")), (7, ("scheduled_for", "exam_after_start"))])
def test_an_exam_lies_ahead_and_before_the_first_day(days: int, problem: tuple[str, str], by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)

    error = refusal(
        services.schedule_exam,
        number=admission.number,
        scheduled_for=at + timedelta(days=days),
        clinic="X",
        clinic_address="",
        by=by,
        at=at,
    )

    assert problems(error) == {problem}
    assert MedicalExam.objects.count() == 0


def test_a_result_without_a_physician_is_none(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    told = services.ExamResult(result="", done_on=TODAY + timedelta(days=1), physician=" ", crm="x", crm_state="ZZ")

    error = refusal(services.record_exam, number=admission.number, result=told, by=by, at=at)

    assert problems(error) == {
        ("result", "missing"),
        ("done_on", "exam_future"),
        ("physician", "missing"),
        ("crm", "crm_form"),
        ("crm_state", "state_form"),
    }
    assert MedicalExam.objects.count() == 0


def test_the_stage_follows_every_fact(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    seen = []

    def look() -> None:
        services.refresh_stage(person_id=admission.employee.person_id, by=by, at=at)
        seen.append(Admission.objects.values_list("stage", "turn").get())

    look()
    send_data(admission, at=at)
    look()
    hand_in(admission, state="sent", at=at)
    look()
    hand_in(admission, state="refused", at=at)
    look()
    make_ready(admission, by=by, at=at)
    look()

    assert seen == [
        ("invitation", "candidate"), ("papers", "hr"), ("review", "hr"), ("papers", "hr"), ("first_day", ""),
    ]  # fmt: skip
    told = list(AuditEntry.objects.filter(action="admission.stage").order_by("id").values_list("after__stage", flat=True))
    assert told == ["papers", "review", "papers", "contract", "first_day"]


def test_a_new_name_or_dependent_is_hr_s_turn_at_once(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    make_ready(admission, by=by, at=at)
    key = admission.employee.person.key
    services.refresh_stage(person_id=admission.employee.person_id, by=by, at=at)
    ready = Admission.objects.values_list("stage", "turn").get()

    services.change_person(person_key=key, values={"name": "Mariana Souza Prado"}, by=by, at=at)
    renamed = Admission.objects.values_list("stage", "turn").get()
    qualify(admission, at=at)
    child = {"name": "Theo Souza Prado", "kind": "03", "birth_date": date(2019, 3, 2), "cpf": new_cpf()}
    services.save_dependent(person_key=key, values=child, by=by, at=at)

    assert ready == ("first_day", "")
    assert renamed == ("qualification", "hr")
    assert Admission.objects.values_list("stage", "turn").get() == ("qualification", "hr")


def test_a_closed_link_is_hr_s_turn_until_there_is_another(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    services.issue_portal_link(admission_number=admission.number, by=by, at=at)
    link = PortalLink.objects.get()

    for day in range(1, 6):
        services.confirm_birth_date(link_id=link.pk, birth_date=date(2001, 1, day), at=at)
    closed = Admission.objects.get().turn
    services.issue_portal_link(admission_number=admission.number, by=by, at=at)

    assert (closed, Admission.objects.get().turn) == ("hr", "candidate")


def test_the_mail_greets_by_first_name_and_carries_nothing_else_of_the_person(by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    relay.deliver_pending(at=at + timedelta(minutes=1))

    [message] = mail.outbox
    person, employee = admission.employee.person, admission.employee
    assert "Mariana" in message.body
    for secret in ("Souza", person.cpf, "1996", "2.350", "Auxiliar", employee.number, "rg", "R$"):
        assert secret not in message.body + message.subject, secret
    [link] = PortalLink.objects.all()
    assert "#" in message.body
    assert link.token_hash not in message.body


def test_a_link_that_was_handed_out_is_not_closed_by_a_mail_that_was_still_waiting(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    token = services.issue_portal_link(admission_number=admission.number, by=SILVIA, at=at + timedelta(seconds=20))

    relay.deliver_pending(at=at + timedelta(minutes=1))

    assert mail.outbox == []
    [link] = PortalLink.objects.all()
    assert (link.token_hash, link.revoked_at) == (hash_of(token), None)
    assert AuditEntry.objects.filter(action="admission.mail_withheld", subject_key=admission.number).count() == 1


@pytest.mark.parametrize("kind", ["refused", "reminder"])
def test_what_was_refused_or_is_missing_is_told_beside_a_link_that_was_handed_out(kind: str, by: Actor, at: datetime) -> None:
    make_kinds("rg")
    admission = invite(by=by, at=at)
    relay.deliver_pending(at=at)
    hand_in(admission, state="refused", at=at)
    waiting = AdmissionMailAsked(occurred_at=at, admission_number=admission.number, mail=kind)
    token = services.issue_portal_link(admission_number=admission.number, by=SILVIA, at=at + timedelta(seconds=20))

    sent = mails.send_admission_mails([waiting])

    message = mail.outbox[-1]
    said = {"refused": "1 documento precisa ser enviado de novo", "reminder": "Falta 1 documento seu"}
    assert sent == 1
    assert said[kind] in message.body
    assert "Continue pelo link que Silvia passou a você agora há pouco" in message.body
    assert "#" not in message.body
    assert PortalLink.objects.get(revoked_at=None).token_hash == hash_of(token)
    assert not AuditEntry.objects.filter(action="admission.mail_withheld").exists()


def test_a_mail_that_is_asked_for_after_a_link_was_handed_out_brings_its_own(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    relay.deliver_pending(at=at)
    services.issue_portal_link(admission_number=admission.number, by=SILVIA, at=at + timedelta(seconds=20))
    services.send_portal_link(admission_number=admission.number, by=SILVIA, at=at + timedelta(seconds=40))

    relay.deliver_pending(at=at + timedelta(minutes=1))

    [_invitation, message] = mail.outbox
    open_link = PortalLink.objects.get(revoked_at=None)
    assert open_link.created_by == "Retaguarda"
    assert hash_of(message.body.split("#", 1)[1].split()[0]) == open_link.token_hash


def test_a_mail_that_is_delivered_twice_leaves_twice(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    event = AdmissionMailAsked(occurred_at=at, admission_number=admission.number, mail="invitation")

    sent = [mails.send_admission_mails([event]), mails.send_admission_mails([event])]

    assert sent == [1, 1]
    assert PortalLink.objects.filter(revoked_at=None).count() == 1


def test_a_cancelled_admission_gets_no_mail_any_more(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at)
    services.cancel_admission(number=admission.number, reason="Desistiu", by=by, at=at)

    relay.deliver_pending(at=at + timedelta(minutes=1))

    assert mail.outbox == []
    assert PortalLink.objects.filter(revoked_at=None).count() == 0


def test_without_an_address_nothing_is_mailed_and_a_new_link_is_refused(by: Actor, at: datetime) -> None:
    admission = invite(by=by, at=at, email="")

    error = refusal(services.send_portal_link, admission_number=admission.number, by=by, at=at)

    assert isinstance(error, errors.CandidateWithoutMail)
    assert OutboxMessage.objects.count() == 0
    assert Admission.objects.get().invited_at is None


def test_another_token_for_the_same_person_is_another_matter(by: Actor, at: datetime) -> None:
    draft = invitation()
    services.invite_candidate(draft=draft, by=by, at=at)

    error = refusal(services.invite_candidate, draft=replace(draft, token=uuid4()), by=by, at=at)

    assert problems(error) == {("cpf", "employed_already")}
    assert Admission.objects.count() == 1
