"""Requests of data subjects: the clock, the order of things, who sees what."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from backoffice import roles
from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.codec import from_payload
from backoffice.core.models import AuditEntry, OutboxMessage
from backoffice.events.privacy import PrivacyRequestDue
from backoffice.intranet.handlers import tell_privacy_due
from backoffice.intranet.models import Notice
from backoffice.privacy import queries, services
from backoffice.privacy.errors import (
    IdentityNotChecked,
    InvalidDocument,
    ReasonMissing,
    RequestClosed,
    RulesChanged,
    UnknownRequest,
    WhoMissing,
)
from backoffice.privacy.models import PrivacyRules, SubjectRequest
from backoffice.privacy.services import NewRequest
from backoffice.privacy.services.rules import Rules
from tests.hr.builders import make_user
from tests.privacy.builders import ask

pytestmark = pytest.mark.django_db
CPF = "39053344705"


def _new(**changes: object) -> NewRequest:
    given = {"kind": "access", "channel": "email", "name": "Ana", "document": CPF, "received_on": date(2026, 11, 24), "token": uuid4()}
    return NewRequest(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("is_small", "due"), [(False, date(2026, 12, 9)), (True, date(2026, 12, 24))])
def test_the_answer_is_due_in_15_days_a_small_agent_has_30(is_small: bool, due: date, by: Actor, at: datetime) -> None:
    services.save_rules(rules=Rules(is_small_agent=is_small), by=by, at=at)

    assert services.open_request(new=_new(), by=by, at=at).due_on == due


def test_the_same_form_sent_twice_is_one_request(by: Actor, at: datetime) -> None:
    new = _new()

    numbers = {services.open_request(new=new, by=by, at=at).number for _again in range(2)}

    assert (numbers, SubjectRequest.objects.count()) == ({"LGPD-0001"}, 1)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"document": "", "email": ""}, WhoMissing),
        ({"document": "390.533.447-06"}, InvalidDocument),
        ({"document": "123"}, InvalidDocument),
    ],
)
def test_who_cannot_be_sought_is_refused(changes: dict[str, str], error: type[Exception], by: Actor, at: datetime) -> None:
    with pytest.raises(error):
        services.open_request(new=_new(**changes), by=by, at=at)

    assert (SubjectRequest.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_the_trail_and_the_rows_say_nothing_of_who_asks(by: Actor, at: datetime) -> None:
    made = services.open_request(
        new=_new(name="Canária Amarela", email="canaria@exemplo.com.br", details="Canária quer tudo"), by=by, at=at
    )

    row = str(SubjectRequest.objects.filter(pk=made.pk).extra(select={"raw": "name || document || email || details"}).values("raw"))
    trail = str(list(AuditEntry.objects.values_list("after", "subject_key")))

    assert not [text for text in ("Canária", CPF, "canaria@") if text in row + trail]


def test_no_answer_before_the_identity_was_checked(by: Actor, at: datetime) -> None:
    made = services.open_request(new=_new(), by=by, at=at)

    with pytest.raises(IdentityNotChecked):
        services.answer_request(number=made.number, answer="Segue.", by=by, at=at)
    services.check_identity(number=made.number, how="documento apresentado", by=by, at=at)
    services.answer_request(number=made.number, answer="Segue.", by=by, at=at)

    made.refresh_from_db()
    assert (made.state, made.answer, made.closed_by) == ("answered", "Segue.", by.name)


def test_a_refusal_needs_its_reason_and_a_closed_request_stays_closed(by: Actor, at: datetime) -> None:
    made = ask(by=by, at=at, document=CPF)

    with pytest.raises(ReasonMissing):
        services.refuse_request(number=made.number, reason="  ", by=by, at=at)
    services.refuse_request(number=made.number, reason="Guarda obrigatória.", by=by, at=at)
    with pytest.raises(RequestClosed):
        services.cancel_request(number=made.number, reason="x", by=by, at=at)

    made.refresh_from_db()
    assert (made.state, made.answer) == ("refused", "Guarda obrigatória.")


def test_alerts_come_five_days_before_one_day_before_and_on_the_last_day_each_once(by: Actor, at: datetime) -> None:
    ask(by=by, at=at, document=CPF, received_on=date(2026, 11, 24))
    due = datetime(2026, 12, 9, 9, tzinfo=at.tzinfo)

    given = [services.alert_due_requests(at=due - timedelta(days=days)) for days in (6, 5, 5, 4, 1, 1, 0, 0, -1)]

    assert given == [0, 1, 0, 0, 1, 0, 1, 0, 0]


def test_an_alert_tells_who_looks_after_privacy_with_the_protocol_only(by: Actor, at: datetime) -> None:
    silvia, carlos = make_user("silvia", roles.HR), make_user("carlos", roles.EMPLOYEE)
    ask(by=by, at=at, document=CPF, name="Canária Amarela")
    services.alert_due_requests(at=datetime(2026, 12, 8, 9, tzinfo=at.tzinfo))

    told = OutboxMessage.objects.get(event_type="PrivacyRequestDue")
    tell_privacy_due([from_payload(PrivacyRequestDue, told.payload)])

    assert [(row.recipient_id, row.data) for row in Notice.objects.all()] == [(silvia.pk, {"number": "LGPD-0001", "due_on": "2026-12-09"})]
    assert not Notice.objects.filter(recipient=carlos).exists()


def test_a_person_sees_the_own_requests_only(by: Actor, at: datetime) -> None:
    carlos = make_user("carlos", roles.EMPLOYEE)
    own = services.open_request(new=_new(user_id=carlos.pk, channel="self"), by=Actor.of_user(carlos), at=at)
    other = services.open_request(new=_new(document="52998224725"), by=by, at=at)
    actor = Actor.of_user(carlos)

    assert [row.number for row in queries.list_own_requests(actor=actor)] == [own.number]
    with pytest.raises(UnknownRequest):
        queries.get_request(number=other.number, actor=actor)
    with pytest.raises(UnknownRequest):
        services.answer_request(number=other.number, answer="x", by=actor, at=at)


def test_tabs_count_what_they_show_in_one_statement(by: Actor, at: datetime, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for day in (20, 24, 10):
        ask(by=by, at=at, document=CPF, received_on=date(2026, 11, day))
    closed = ask(by=by, at=at, document=CPF)
    services.answer_request(number=closed.number, answer="x", by=by, at=at)
    hr = Actor(kind="user", id=1, name="Sílvia", grants=policy.grants_of_roles([roles.HR]))

    with django_assert_num_queries(1):
        counts = queries.count_tabs(actor=hr, today=clock.company_date(at))

    assert counts == {"open": 3, "soon": 1, "closed": 1, "all": 4}
    figures = queries.get_due_figures(actor=hr, today=date(2026, 11, 26))
    assert (figures.open_count, figures.late_count, figures.first_due) == (3, 1, date(2026, 11, 25))


def test_rules_that_somebody_changed_meanwhile_are_not_overwritten(by: Actor, at: datetime) -> None:
    services.save_rules(rules=Rules(candidate_months=12), by=by, at=at)

    with pytest.raises(RulesChanged):
        services.save_rules(rules=Rules(candidate_months=3), by=by, at=at)

    assert PrivacyRules.objects.get().candidate_months == 12
