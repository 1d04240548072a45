"""A customer is forgotten: the books stay to the cent, the person is nowhere any more (P25 of the reliability matrix)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, Job, OutboxMessage, SavedView, User
from backoffice.imports.models import ImportBatch, ImportRow
from backoffice.intranet.models import Comment, CommentVersion
from backoffice.privacy import services
from backoffice.privacy.datamap import FORGOTTEN
from backoffice.privacy.errors import IdentityNotChecked, MayNotBeForgotten, OwnSurvey, SurveyOutdated, WrongConfirmation
from backoffice.privacy.models import Erasure, Survey
from finance.models import JournalLine
from orders import services as order_services
from orders.models import Customer, Order
from orders.queries import list_customer_story
from tests.orders.builders import ANA, Shop
from tests.privacy.builders import ask, hits

CANARIES = ["Canária Amarela", "canaria.amarela@exemplo.com.br", "39053344705", "390.533.447-05", "41 98888-1234", "Rua do Canário 77"]
CANARY = replace(
    ANA,
    name="Canária Amarela da Silva",
    email="canaria.amarela@exemplo.com.br",
    document="390.533.447-05",
    phone="+55 41 98888-1234",
    address={**ANA.address, "line1": "Rua do Canário 77"},
)
TODAY = date(2026, 11, 24)


@pytest.fixture
def number(shop: Shop, by: Actor, at: datetime) -> str:
    """An order of the canary that was paid, shipped and delivered three weeks ago, with words about her everywhere."""
    placed = order_services.place_order(draft=shop.cart(("TAB-TE-40", 1), customer=CANARY), by=by, at=at)
    other = shop.place(("PRATO-AL", 1))
    shop.pay(placed.number)
    Order.objects.filter(number=placed.number).update(
        status="completed", fulfilment_status="delivered", delivered_at=at - timedelta(days=21), internal_note="Canária Amarela pediu laço",
        cancel_reason="Rua do Canário 77 não existe",
    )  # fmt: skip
    _speak_of_her(placed.number, other.number, at=at)
    return placed.number


def _speak_of_her(number: str, other: str, *, at: datetime) -> None:
    clerk = User.objects.create_user("renata", "renata@exemplo.com.br")
    for key, text in ((number, "Mora na casa azul, CPF 390.533.447-05"), (other, "Irmã de Canária Amarela da Silva, liga amanhã")):
        comment = Comment.objects.create(subject_kind="order", subject_key=key, author=clerk, written_at=at, token=uuid4())
        CommentVersion.objects.create(comment=comment, number=1, text=text, written_at=at)
    batch = ImportBatch.objects.create(
        number="IMP-000009", importer="clientes", status="applied", file_name="clientes.csv", path="imports/x.csv", sha256="0" * 64,
        size_bytes=1, kind="csv", created_by_id=clerk.pk, created_by_name="Renata", created_at=at,
    )  # fmt: skip
    ImportRow.objects.create(
        batch=batch, line=2, cells=["Canária Amarela da Silva", "390.533.447-05", "Rua do Canário 77"], key="39053344705",
        title="Canária Amarela da Silva", verdict="new",
    )  # fmt: skip
    SavedView.objects.create(
        list_code="clientes", owner=clerk, created_at=at, updated_at=at, name="Canária Amarela da Silva", query="q=39053344705"
    )
    Job.objects.create(kind="lists.export", title="Clientes: Canária Amarela da Silva", params={"query": "q=39053344705"}, created_at=at)
    refused = {"act": "edit", "code": "x", "text": "Canária Amarela da Silva já tem este CPF"}
    audit.record([audit.Trace("order.act_refused", ("order", number), at, after=refused)], by=Actor(kind="system", id=0, name="x"))


def _survey(number: str, by: Actor, at: datetime) -> int:
    return services.record_survey(number=number, job_id=uuid4(), by=_colleague(by), at=at, today=TODAY).pk


def _colleague(by: Actor) -> Actor:
    """Who makes the dry run: somebody else than who anonymises."""
    return replace(by, id=by.id + 1, name="Tereza")


def test_after_forgetting_the_person_is_found_nowhere_and_the_books_are_the_same(number: str, by: Actor, at: datetime) -> None:
    lines = list(JournalLine.objects.order_by("pk").values_list("account_id", "amount", "party"))
    total = Order.objects.get(number=number).total
    request = ask(by=by, at=at, document="390.533.447-05", email="", name="Canária Amarela da Silva")
    assert hits(CANARIES), "the canaries have to be there first"
    survey = _survey(request.number, by, at)

    services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)
    services.answer_request(number=request.number, answer="Feito.", by=by, at=at)

    assert hits(CANARIES) == []
    assert list(JournalLine.objects.order_by("pk").values_list("account_id", "amount", "party")) == lines
    order = Order.objects.get(number=number)
    assert (order.total, order.customer_name, order.shipping_address, order.ship_state) == (total, FORGOTTEN, {}, "PR")
    assert Customer.objects.get(pk=order.customer_id).name == FORGOTTEN
    assert Order.objects.exclude(number=number).get().customer_name == "Ana Beatriz Nogueira"
    told = list_customer_story(customer_id=order.customer_id, actor=by)
    assert "anonimizou a pessoa" in [line.text for line in told]


def test_words_about_the_person_are_blanked_words_about_others_only_lose_the_name(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)

    services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    assert sorted(CommentVersion.objects.values_list("text", flat=True)) == [f"Irmã de {FORGOTTEN}, liga amanhã", FORGOTTEN]
    trace = AuditEntry.objects.get(action="order.act_refused")
    assert trace.after == {"act": "edit", "code": "x", "text": FORGOTTEN}
    event = OutboxMessage.objects.get(event_type="OrderPlaced", payload__order_number=number)
    assert (event.payload["customer_name"], event.payload["customer_email"]) == (FORGOTTEN, FORGOTTEN)
    assert ImportRow.objects.get().cells == [FORGOTTEN] * 3


def test_the_dry_run_changes_nothing_and_says_to_the_row_what_the_run_does(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    before = hits(CANARIES)

    survey = services.record_survey(number=request.number, job_id=uuid4(), by=_colleague(by), at=at, today=TODAY)

    assert hits(CANARIES) == before
    counted = {(effect["model"], effect["act"]): effect["rows"] for effect in survey.effects}
    assert counted[("orders.Customer", "change")] == 1
    assert counted[("orders.Order", "change")] == 1
    assert counted[("orders.Order", "stay")] == 1
    assert counted[("intranet.CommentVersion", "change")] == 2
    erasure = services.anonymise(number=request.number, survey_id=survey.pk, typed=request.number, by=by, at=at, today=TODAY)
    assert erasure.effects == survey.effects
    assert "Canária" not in str(erasure.effects)


def test_forgetting_twice_is_forgetting_once(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)
    first = services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    again = services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    assert (again.pk, Erasure.objects.count()) == (first.pk, 1)


def test_something_new_since_the_dry_run_refuses_the_run(number: str, shop: Shop, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)
    SavedView.objects.create(
        created_at=at, updated_at=at, list_code="x", owner=User.objects.get(username="renata"), name="nova", query="q=39053344705"
    )
    before = hits(CANARIES)

    with pytest.raises(SurveyOutdated):
        services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    assert (hits(CANARIES), Erasure.objects.count()) == (before, 0)


def test_an_order_under_way_or_just_delivered_stands_in_the_way(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    Order.objects.filter(number=number).update(delivered_at=at - timedelta(days=2))
    survey = services.record_survey(number=request.number, job_id=uuid4(), by=_colleague(by), at=at, today=TODAY)
    assert [(each["code"], each["until"]) for each in survey.obstacles] == [("withdrawal", "2026-11-29")]

    with pytest.raises(MayNotBeForgotten) as refusal:
        services.anonymise(number=request.number, survey_id=survey.pk, typed=request.number, by=by, at=at, today=TODAY)

    assert refusal.value.data["until"] == date(2026, 11, 29)
    assert Customer.objects.filter(document="39053344705").exists()


def test_neither_without_the_protocol_typed_nor_without_identity(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)

    with pytest.raises(WrongConfirmation):
        services.anonymise(number=request.number, survey_id=survey, typed="LGPD", by=by, at=at, today=TODAY)
    request.identity_at = None
    request.save()
    with pytest.raises(IdentityNotChecked):
        services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    assert Customer.objects.filter(document="39053344705").exists()


def test_who_made_the_dry_run_does_not_anonymise_and_somebody_else_does(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)
    before = hits(CANARIES)

    with pytest.raises(OwnSurvey):
        services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=_colleague(by), at=at, today=TODAY)
    untouched = (hits(CANARIES) == before, Erasure.objects.count())
    erasure = services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    assert untouched == (True, 0)
    assert (erasure.done_by, erasure.request_id) == (by.name, request.pk)


def test_a_dry_run_of_nobody_known_has_to_be_made_anew(number: str, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)
    Survey.objects.update(made_by_id=None)

    with pytest.raises(SurveyOutdated):
        services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    assert Customer.objects.filter(document="39053344705").exists()


def test_a_new_order_of_the_same_document_makes_a_new_customer(number: str, shop: Shop, by: Actor, at: datetime) -> None:
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)
    services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    order_services.place_order(draft=shop.cart(("TAB-TE-40", 1), customer=CANARY), by=by, at=at)

    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Ana Beatriz Nogueira", "Canária Amarela da Silva", FORGOTTEN]


@pytest.mark.django_db
def test_the_trail_still_refuses_every_change(by: Actor, at: datetime) -> None:
    audit.record([audit.Trace("order.placed", ("order", "1"), at, after={"note": "abc"})], by=by)

    for change in ("UPDATE core_auditentry SET after = '{}'", "UPDATE core_auditentry SET actor_name = ''", "DELETE FROM core_auditentry"):
        with pytest.raises(Error, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    assert AuditEntry.objects.get().after == {"note": "abc"}


@pytest.mark.django_db
def test_a_forgetting_takes_out_but_never_puts_in(by: Actor, at: datetime) -> None:
    audit.record([audit.Trace("order.placed", ("order", "1"), at, after={"note": "abc", "other": "def"})], by=by)
    changes = {
        """UPDATE core_auditentry SET after = '{"note": "xyz", "other": "def"}'""": False,
        """UPDATE core_auditentry SET subject_key = '2'""": False,
        "DELETE FROM core_auditentry": False,
        """UPDATE core_auditentry SET after = '{"note": "[anonimizado]", "other": "def"}'""": True,
    }

    for change, passes in changes.items():
        Erasure.objects.create(cause="retention", done_at=at, done_by="x")
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
        except Error:
            assert not passes, change
        else:
            assert passes, change

    assert AuditEntry.objects.get().after == {"note": FORGOTTEN, "other": "def"}


@pytest.mark.django_db
def test_the_trace_of_a_forgetting_cannot_be_removed(at: datetime) -> None:
    Erasure.objects.create(cause="retention", done_at=at, done_by="x")

    for change in ("UPDATE privacy_erasure SET done_by = 'y'", "DELETE FROM privacy_erasure"):
        with pytest.raises(Error, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    assert Erasure.objects.get().done_by == "x"


@pytest.mark.django_db
def test_numbers_in_json_stay_to_the_byte(number: str, by: Actor, at: datetime) -> None:
    kept = OutboxMessage.objects.get(event_type="OrderPlaced", payload__order_number=number)
    OutboxMessage.objects.filter(pk=kept.pk).update(
        payload=kept.payload | {"ratio": 1.10, "customer_name": 'A "Canária Amarela da Silva" \\ B'}
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_outboxmessage SET payload = jsonb_set(payload, '{ratio}', '1.10') WHERE id = %s", [kept.pk])
    request = ask(by=by, at=at, document="39053344705")
    survey = _survey(request.number, by, at)

    services.anonymise(number=request.number, survey_id=survey, typed=request.number, by=by, at=at, today=TODAY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT payload->>'ratio', payload->>'customer_name' FROM core_outboxmessage WHERE id = %s", [kept.pk])
        assert cursor.fetchone() == ("1.10", f'A "{FORGOTTEN}" \\ B')
