"""Handing papers in and judging them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, KeptFile
from backoffice.intranet.kinds import KINDS
from backoffice.intranet.models import Notice
from hr import errors, queries, services
from hr.models import AdmissionItem, ChecklistRule, Dependent, Document, DocumentKind, DocumentPage, Person
from tests.hr.admission_builders import invite, make_kinds
from tests.hr.builders import AT, make_employee, make_person, make_user
from tests.hr.papers_builders import MARIANA, hand_in, kept, make_kind
from tests.racing import at_once

pytestmark = pytest.mark.django_db
SILVIA = Actor(kind="user", id=7, name="Sílvia")
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def decide(document: Document, *, accept: bool = True, by: Actor = SILVIA, at: datetime = AT, **fields: Any) -> Document:
    return services.decide_document(document_id=document.pk, accept=accept, by=by, at=at, **fields)


def make_child(person: Person, name: str = "Davi") -> Dependent:
    return Dependent.objects.create(person=person, kind="03", name=name, birth_date=date(2022, 3, 1))


def test_a_paper_that_is_handed_in_again_is_a_new_version_and_the_old_one_is_kept() -> None:
    person = make_person()
    first = hand_in(person, pages=2)

    second = hand_in(person, at=AT + timedelta(hours=1))

    first.refresh_from_db()
    assert (first.version, first.state, first.pages.count()) == (1, "replaced", 2)
    assert (second.version, second.state, second.uploaded_by) == (2, "sent", "Mariana")
    assert list(AuditEntry.objects.filter(subject_key=str(person.key)).order_by("id").values_list("action", "after")) == [
        ("document.sent", {"kind": "identidade", "version": 1, "pages": 2}),
        ("document.sent", {"kind": "identidade", "version": 2, "pages": 1}),
    ]


def test_the_same_files_once_more_are_the_same_paper() -> None:
    person, file_id = make_person(), kept()
    make_kind()
    given = {"person_key": person.key, "kind_code": "identidade", "file_ids": [file_id], "by": MARIANA, "at": AT}

    first, second = services.submit_document(**given), services.submit_document(**given)

    assert first.pk == second.pk
    assert Document.objects.count() == 1
    decide(first, accept=False, reason="A foto cortou uma borda.")
    assert services.submit_document(**given).state == "refused"


def test_pages_stand_in_the_order_in_which_they_were_given() -> None:
    person, front, back = make_person(), kept(), kept()
    make_kind()

    document = services.submit_document(person_key=person.key, kind_code="identidade", file_ids=[back, front, back], by=MARIANA, at=AT)

    assert list(document.pages.values_list("number", "file_id")) == [(1, back), (2, front)]


def test_what_cannot_be_handed_in_changes_nothing() -> None:
    person, other = make_person(), make_person("Outra pessoa")
    make_kind(most_pages=1)
    make_kind("fora-de-uso", is_active=False)
    make_kind("certidao-dependente", of_dependents=True)
    child, stranger = make_child(person), make_child(other)
    used = hand_in(other, "cpf").pages.get().file_id
    bad, gone, foreign, fine = kept(), kept(), kept(), kept()
    KeptFile.objects.filter(pk=bad).update(verdict="quarantined")
    KeptFile.objects.filter(pk=gone).update(disposed_at=AT)
    KeptFile.objects.filter(pk=foreign).update(purpose="hr.else")
    before = Document.objects.count(), DocumentPage.objects.count(), AuditEntry.objects.count()

    def submit(**fields: Any) -> None:
        given = {"person_key": person.key, "kind_code": "identidade", "file_ids": [fine], "by": MARIANA, "at": AT}
        services.submit_document(**(given | fields))

    for refusal, fields in (
        (errors.UnknownPerson, {"person_key": uuid4()}),
        (errors.UnknownDocumentKind, {"kind_code": "nada"}),
        (errors.UnknownDocumentKind, {"kind_code": "fora-de-uso"}),
        (errors.PagesMissing, {"file_ids": []}),
        (errors.TooManyPages, {"file_ids": [fine, kept()]}),
        (errors.FileNotUsable, {"file_ids": [uuid4()]}),
        (errors.FileNotUsable, {"file_ids": [bad]}),
        (errors.FileNotUsable, {"file_ids": [gone]}),
        (errors.FileNotUsable, {"file_ids": [foreign]}),
        (errors.FileNotUsable, {"file_ids": [used]}),
        (errors.WrongDependent, {"dependent_id": child.pk}),
        (errors.WrongDependent, {"kind_code": "certidao-dependente"}),
        (errors.WrongDependent, {"kind_code": "certidao-dependente", "dependent_id": stranger.pk}),
    ):
        with pytest.raises(refusal):
            submit(**fields)

    assert (Document.objects.count(), DocumentPage.objects.count(), AuditEntry.objects.count()) == before


def test_an_accepted_paper_keeps_its_dates_and_who_said_so() -> None:
    make_kind("matricula", asks_issue_date=True, valid_months=6)
    document = hand_in(make_person(), "matricula", pages=2)

    decide(document, issued_on=date(2026, 9, 1))

    document.refresh_from_db()
    assert (document.state, document.issued_on, document.expires_on) == ("accepted", date(2026, 9, 1), date(2027, 3, 1))
    assert (document.decided_by, document.decided_at) == ("Sílvia", AT)
    assert list(document.pages.values_list("is_accepted", flat=True)) == [True, True]


def test_a_paper_that_has_run_out_cannot_be_accepted() -> None:
    make_kind("cnh", asks_expiry=True)
    document = hand_in(make_person(), "cnh")

    with pytest.raises(errors.PaperExpired):
        decide(document, expires_on=date(2026, 11, 1))

    document.refresh_from_db()
    assert (document.state, document.expires_on, document.decided_at) == ("sent", None, None)


def test_a_refusal_says_what_to_do_better_and_the_trail_does_not_repeat_it() -> None:
    document = hand_in(make_person())
    with pytest.raises(errors.ReasonMissing):
        decide(document, accept=False, reason="   ")

    decide(document, accept=False, reason="  A foto de   Mariana cortou uma borda. ")

    document.refresh_from_db()
    assert (document.state, document.reason) == ("refused", "A foto de Mariana cortou uma borda.")
    trace = AuditEntry.objects.get(action="document.refused")
    assert trace.after == {"kind": "identidade", "version": 1}


def test_pages_are_judged_one_by_one_and_their_reasons_are_the_papers() -> None:
    document = hand_in(make_person(), pages=2)
    services.review_page(document_id=document.pk, number=1, accept=True, by=SILVIA, at=AT)
    services.review_page(document_id=document.pk, number=2, accept=False, reason="O verso está tremido.", by=SILVIA, at=AT)
    with pytest.raises(errors.PagesRefused) as told:
        decide(document)
    assert told.value.data == {"pages": [2]}
    with pytest.raises(errors.UnknownDocument):
        services.review_page(document_id=document.pk, number=3, accept=True, by=SILVIA, at=AT)

    decide(document, accept=False)

    document.refresh_from_db()
    assert document.reason == "O verso está tremido."
    with pytest.raises(errors.DocumentDecided):
        services.review_page(document_id=document.pk, number=1, accept=False, reason="x", by=SILVIA, at=AT)


@pytest.mark.parametrize(("verdict", "quarantined"), [("pending", False), ("quarantined", True)])
def test_nothing_is_accepted_before_the_scanner_has_seen_it(verdict: str, quarantined: bool) -> None:
    document = hand_in(make_person())
    KeptFile.objects.update(verdict=verdict)

    with pytest.raises(errors.PagesUnchecked) as told:
        decide(document)

    assert told.value.data == {"pages": [1], "quarantined": quarantined}
    assert decide(document, accept=False, reason="Envie outro arquivo.").state == "refused"


def test_a_verdict_can_be_taken_back_until_a_newer_version_comes() -> None:
    make_kind("cnh", asks_expiry=True)
    person = make_person()
    document = hand_in(person, "cnh")
    with pytest.raises(errors.VerdictStands):
        services.withdraw_verdict(document_id=document.pk, by=SILVIA, at=AT)
    decide(document, expires_on=date(2027, 5, 1))

    services.withdraw_verdict(document_id=document.pk, by=SILVIA, at=AT)

    document.refresh_from_db()
    assert (document.state, document.expires_on, document.decided_by) == ("sent", None, "")
    assert list(document.pages.values_list("is_accepted", flat=True)) == [None]
    decide(document, accept=False, reason="Vencida.")
    hand_in(person, "cnh")
    with pytest.raises(errors.VerdictStands) as told:
        services.withdraw_verdict(document_id=document.pk, by=SILVIA, at=AT)
    assert told.value.data == {"reason": "replaced"}


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told() -> None:
    document = hand_in(make_person())

    told = at_once(
        partial(decide, document, accept=True, by=Actor(kind="user", id=1, name="Sílvia")),
        partial(decide, document, accept=False, reason="Outra foto.", by=Actor(kind="user", id=2, name="Renata")),
    )

    document.refresh_from_db()
    [winner] = [name for name, outcome in zip(("Sílvia", "Renata"), told, strict=True) if isinstance(outcome, Document)]
    [refusal] = [outcome for outcome in told if isinstance(outcome, errors.DocumentDecided)]
    assert document.decided_by == winner
    assert refusal.data["who"] == winner
    assert AuditEntry.objects.filter(action__in=["document.accepted", "document.refused"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_are_two_versions() -> None:
    person = make_person()
    make_kind()
    pictures = [kept(), kept()]
    submit = partial(services.submit_document, person_key=person.key, kind_code="identidade", by=MARIANA, at=AT)

    at_once(*[partial(submit, file_ids=[file_id]) for file_id in pictures])

    assert sorted(Document.objects.values_list("version", "state")) == [(1, "replaced"), (2, "sent")]


def test_what_became_of_the_papers_of_a_person(by: Actor) -> None:
    make_kinds("cpf", "identidade", "foto", "titulo", "pis")
    make_kind("cnh", asks_expiry=True, sequence=9)
    admission = invite(by=by, at=AT)
    person = admission.employee.person
    services.waive_item(admission_number=admission.number, kind_code="pis", reason="Primeiro emprego.", by=SILVIA, at=AT)
    decide(hand_in(person, "cpf"))
    decide(hand_in(person, "identidade"), accept=False, reason="Falta o verso.")
    hand_in(person, "foto")
    decide(hand_in(person, "cnh"), expires_on=date(2026, 11, 25))

    states = queries.paper_states(person_id=person.pk, on=TODAY)

    assert {code: (state.state, state.is_asked, state.reason) for code, state in states.items()} == {
        "cpf": ("accepted", True, ""),
        "identidade": ("refused", True, "Falta o verso."),
        "foto": ("sent", True, ""),
        "titulo": ("missing", True, ""),
        "pis": ("waived", True, "Primeiro emprego."),
        "cnh": ("accepted", False, ""),
    }
    assert queries.paper_states(person_id=person.pk, on=date(2026, 11, 25))["cnh"].state == "accepted"
    assert queries.paper_states(person_id=person.pk, on=date(2026, 11, 26))["cnh"].state == "expired"


def test_papers_of_dependents_are_there_when_each_has_theirs(by: Actor) -> None:
    make_kind("certidao-dependente", of_dependents=True)
    ChecklistRule.objects.create(kind=DocumentKind.objects.get(), only_if="children")
    admission = invite(by=by, at=AT)
    person = admission.employee.person
    assert queries.paper_states(person_id=person.pk, on=TODAY) == {}
    davi, lia = make_child(person), make_child(person, "Lia")
    services.plan_checklist(admission_number=admission.number, by=by, at=AT)

    def state() -> tuple[str, tuple[str, ...]]:
        found = queries.paper_states(person_id=person.pk, on=TODAY)["certidao-dependente"]
        return found.state, tuple(each[2] for each in found.dependents)

    assert state() == ("missing", ("missing", "missing"))
    decide(hand_in(person, "certidao-dependente", dependent_id=davi.pk))
    assert state() == ("missing", ("accepted", "missing"))
    document = hand_in(person, "certidao-dependente", dependent_id=lia.pk)
    assert (document.version, state()) == (1, ("sent", ("accepted", "sent")))
    decide(document)
    assert state() == ("accepted", ("accepted", "accepted"))


def test_reading_the_papers_takes_as_many_statements_however_many_there_are(by: Actor, django_assert_num_queries: Any) -> None:
    codes = [f"papel-{number}" for number in range(12)]
    make_kinds(*codes)
    person = invite(by=by, at=AT).employee.person
    for code in codes[:8]:
        hand_in(person, code)

    with django_assert_num_queries(4):
        states = queries.paper_states(person_id=person.pk, on=TODAY)

    assert len(states) == 12


def test_the_checklist_follows_what_becomes_known_and_waivers_stay(by: Actor) -> None:
    for code, only_if in (("cpf", "always"), ("reservista", "men_18_45"), ("casamento", "married")):
        ChecklistRule.objects.create(kind=make_kind(code), only_if=only_if)
    admission = invite(by=by, at=AT)

    def asked() -> set[str]:
        return set(AdmissionItem.objects.values_list("kind__code", flat=True))

    assert asked() == {"cpf"}
    Person.objects.update(sex="M", marital_status="2", birth_date=date(1996, 5, 14))
    assert services.plan_checklist(admission_number=admission.number, by=by, at=AT) == 3
    assert asked() == {"cpf", "reservista", "casamento"}
    services.waive_item(admission_number=admission.number, kind_code="casamento", reason="Tem união estável.", by=SILVIA, at=AT)
    Person.objects.update(sex="F", marital_status="1")

    assert services.plan_checklist(admission_number=admission.number, by=by, at=AT) == 2

    assert asked() == {"cpf", "casamento"}
    services.ask_again(admission_number=admission.number, kind_code="casamento", by=SILVIA, at=AT)
    assert services.plan_checklist(admission_number=admission.number, by=by, at=AT) == 1


def test_doing_without_a_paper_needs_a_reason_and_an_item(by: Actor) -> None:
    make_kinds("pis")
    admission = invite(by=by, at=AT)

    with pytest.raises(errors.ReasonMissing):
        services.waive_item(admission_number=admission.number, kind_code="pis", reason=" ", by=SILVIA, at=AT)
    with pytest.raises(errors.UnknownItem):
        services.waive_item(admission_number=admission.number, kind_code="foto", reason="Não precisa.", by=SILVIA, at=AT)

    assert AdmissionItem.objects.get().waived_reason == ""


def test_the_usual_checklist_is_added_once_and_what_was_changed_stays(by: Actor) -> None:
    count = services.install_standard_checklist(by=by, at=AT)
    DocumentKind.objects.filter(code="foto").update(is_active=False, name="Retrato")
    ChecklistRule.objects.filter(kind__code="pis").delete()

    assert services.install_standard_checklist(by=by, at=AT) == 0

    assert DocumentKind.objects.count() == count >= 15
    assert DocumentKind.objects.get(code="foto").name == "Retrato"
    assert not ChecklistRule.objects.filter(kind__code="pis").exists()
    assert DocumentKind.objects.get(code="aso").retention_years == 20


def test_hr_hears_once_a_month_before_two_weeks_before_and_on_the_day() -> None:
    silvia = make_user("silvia", "hr")
    make_user("renata", "sales")
    make_kind("cnh", asks_expiry=True, name="CNH")
    employee = make_employee(number="0042")
    left = make_employee("Quem saiu", state="ended", ended_on=date(2026, 10, 1))
    for person in (employee.person, left.person):
        decide(hand_in(person, "cnh"), expires_on=date(2027, 1, 10))

    def warned(day: date) -> int:
        return services.warn_of_expiry(at=datetime(day.year, day.month, day.day, 12, tzinfo=AT.tzinfo))

    told = [warned(date(2026, 12, 10)), warned(date(2026, 12, 11)), warned(date(2026, 12, 12)), warned(date(2026, 12, 28))]
    told += [warned(date(2027, 1, 9)), warned(date(2027, 1, 10)), warned(date(2027, 1, 11))]

    assert told == [0, 1, 0, 1, 0, 1, 0]
    assert list(Notice.objects.values_list("recipient_id", flat=True).distinct()) == [silvia.pk]
    notice = Notice.objects.latest("pk")
    assert notice.data == {"document": "CNH", "number": "0042", "day": "2027-01-10", "left": 0}
    assert "Mariana" not in str(notice.data)


@pytest.mark.parametrize(("late", "told"), [(1, [1, 0]), (7, [1, 0]), (8, [0, 0])])
def test_who_stood_still_on_the_last_day_hears_of_it_afterwards(late: int, told: list[int]) -> None:
    make_user("silvia", "hr")
    make_kind("cnh", asks_expiry=True, name="CNH")
    decide(hand_in(make_employee(number="0042").person, "cnh"), expires_on=date(2027, 1, 10))
    day = datetime(2027, 1, 10 + late, 12, tzinfo=AT.tzinfo)

    assert [services.warn_of_expiry(at=day), services.warn_of_expiry(at=day + timedelta(hours=6))] == told

    with override("pt-br"):
        titles = [KINDS[notice.kind].title(notice.data) for notice in Notice.objects.all()]
    assert titles == ["CNH da matrícula 0042 venceu"] * sum(told)
