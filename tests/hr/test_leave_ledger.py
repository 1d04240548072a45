"""Leave asked, decided, recorded and taken back; the ledger stays what it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils.translation import override

from backoffice.core.actors import Actor
from backoffice.core.models import AuditEntry, KeptFile, User
from backoffice.intranet import kinds
from backoffice.intranet.models import Notice
from hr import queries, services
from hr.errors import (
    BalanceNotCorrected,
    DelegationRefused,
    LeaveBegun,
    LeaveDecided,
    LeaveOverlaps,
    LeaveRefused,
    LeaveReversed,
    NotYourDecision,
    OwnLeave,
    ProbationRefused,
    UnknownLeave,
    UnknownLeaveKind,
)
from hr.leave.days import Stretch
from hr.models import Delegation, Employee, LeaveCertificate, LeaveEntry, LeaveRequest, ProbationDecision, VacationWindow
from hr.services import LeaveDecision, LeaveDraft
from tests.hr.builders import make_employee, make_user

pytestmark = pytest.mark.django_db

# Monday; admitted on 3 February 2025: the first year ended on 2 February 2026.
TODAY = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
START = date(2025, 2, 3)
MONDAY = date(2026, 4, 13)


def actor(username: str, *roles: str) -> Actor:
    return Actor.of_user(make_user(username, *(roles or ("employee",))))


def days(first: date, count: int) -> Stretch:
    return Stretch(first, first + timedelta(days=count - 1))


def vacation(first: date = MONDAY, count: int = 30, **fields: object) -> LeaveDraft:
    return LeaveDraft(kind="ferias", stretches=(days(first, count),), window_start=START, token=uuid4(), **fields)  # type: ignore[arg-type]


def team() -> tuple[Employee, Actor, Employee, Actor]:
    """Ana, who is led by Bruno; both have an account."""
    bruno = make_employee("Bruno Duarte", number="0002", user=make_user("bruno", "employee"))
    ana = make_employee("Ana Pires", number="0001", user=make_user("ana", "employee"), manager=bruno)
    services.refresh_vacation_windows(employee_ids=[ana.pk, bruno.pk], today=date(2026, 3, 2))
    return ana, Actor.of_user(User.objects.get(username="ana")), bruno, Actor.of_user(User.objects.get(username="bruno"))


def ask(by: Actor, draft: LeaveDraft | None = None) -> LeaveRequest:
    return services.ask_leave(draft=draft or vacation(), by=by, at=TODAY)


def decide(request: LeaveRequest, by: Actor, *, approve: bool = True, reason: str = "") -> LeaveRequest:
    decision = LeaveDecision(request_id=request.pk, version=request.version, approve=approve, reason=reason)
    return services.decide_leave(decision=decision, by=by, at=TODAY)


def window(employee: Employee) -> VacationWindow:
    return VacationWindow.objects.get(employee=employee, start=START)


def test_an_approved_vacation_stands_in_the_ledger_and_uses_up_the_balance() -> None:
    ana, by_ana, _bruno, by_bruno = team()

    request = ask(by_ana, vacation(count=20))
    assert LeaveEntry.objects.count() == 0
    decided = decide(request, by_bruno)

    entry = LeaveEntry.objects.get()
    assert (decided.state, decided.decided_by_id) == ("approved", by_bruno.id)
    assert (entry.sort, entry.days, entry.away.lower, entry.recorded_by) == ("vacation", 20, MONDAY, "Bruno")
    assert (window(ana).taken_days, window(ana).balance) == (20, 10)
    assert list(AuditEntry.objects.filter(subject_kind="employee").order_by("pk").values_list("action", flat=True)) == [
        "leave.asked",
        "leave.approved",
    ]


def test_manager_and_asker_are_told_without_a_name_or_kind() -> None:
    _ana, by_ana, _bruno, by_bruno = team()

    decide(ask(by_ana), by_bruno)

    told = {notice.recipient_id: (notice.kind, notice.data) for notice in Notice.objects.all()}
    assert told == {by_bruno.id: ("leave_asked", {"number": "0001"}), by_ana.id: ("leave_decided", {"state": "approved"})}


def test_a_form_sent_twice_is_one_request() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()
    draft = vacation()

    first, second = ask(by_ana, draft), ask(by_ana, draft)

    assert first.pk == second.pk
    assert LeaveRequest.objects.count() == 1


def test_days_asked_for_are_not_asked_again() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()
    ask(by_ana, vacation(count=14))

    with pytest.raises(LeaveOverlaps) as refusal:
        ask(by_ana, vacation(first=date(2026, 4, 20), count=5))

    assert refusal.value.data == {"first": MONDAY, "last": date(2026, 4, 26), "is_asked": True}
    assert LeaveRequest.objects.count() == 1


def test_a_friday_start_is_refused_with_the_next_possible_day() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()

    with pytest.raises(LeaveRefused) as refusal:
        ask(by_ana, vacation(first=date(2026, 4, 10)))

    [found] = refusal.value.data["findings"]
    assert (found["code"], found["free"]) == ("vacation_start", date(2026, 4, 13))
    assert LeaveRequest.objects.count() == 0


def test_nobody_decides_the_own_leave_not_even_the_people_area_or_a_stand_in() -> None:
    ana, by_ana, bruno, by_bruno = team()
    silvia = make_employee("Sílvia Nakamura", number="0003", user=make_user("silvia", "hr"), manager=bruno)
    services.refresh_vacation_windows(employee_ids=[silvia.pk], today=date(2026, 3, 2))
    by_silvia = Actor.of_user(User.objects.get(username="silvia"))
    own = ask(by_silvia)
    services.delegate_leave(delegate_number="0001", stretch=days(date(2026, 3, 1), 20), reason="", by=by_bruno, at=TODAY)
    anas = ask(by_ana)

    for request, by in ((own, by_silvia), (anas, by_ana)):
        with pytest.raises(OwnLeave):
            decide(request, by)

    assert set(LeaveRequest.objects.values_list("state", flat=True)) == {"asked"}
    assert LeaveEntry.objects.count() == 0


def test_the_database_refuses_a_decision_by_who_asked() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()
    request = ask(by_ana)

    with pytest.raises(IntegrityError, match="hr_leaverequest_other_decides"), transaction.atomic():
        LeaveRequest.objects.filter(pk=request.pk).update(decided_by_id=by_ana.id, decided_at=TODAY, state="approved")


def test_a_stranger_does_not_decide_and_a_stand_in_does_while_it_lasts() -> None:
    _ana, by_ana, bruno, by_bruno = team()
    make_employee("Caio Leal", number="0004", user=make_user("caio", "employee"))
    by_caio = Actor.of_user(User.objects.get(username="caio"))
    request = ask(by_ana)
    with pytest.raises(NotYourDecision):
        decide(request, by_caio)
    given = services.delegate_leave(delegate_number="0004", stretch=days(date(2026, 3, 1), 20), reason="Viagem", by=by_bruno, at=TODAY)
    services.end_delegation(delegation_id=given.pk, by=by_bruno, at=TODAY)
    with pytest.raises(NotYourDecision):
        decide(request, by_caio)
    services.delegate_leave(delegate_number="0004", stretch=days(date(2026, 3, 1), 20), reason="Viagem", by=by_bruno, at=TODAY)

    decided = decide(request, by_caio)

    assert (decided.state, decided.on_behalf_of_id) == ("approved", bruno.pk)
    assert AuditEntry.objects.filter(action="leave.approved").get().after["in_place_of"] == "0002"


@pytest.mark.parametrize(
    ("number", "first", "count", "reason"),
    [
        ("0002", date(2026, 3, 2), 5, "oneself"),
        ("9999", date(2026, 3, 2), 5, "not_active"),
        ("0001", date(2026, 2, 1), 5, "past"),
        ("0001", date(2026, 3, 2), 181, "too_long"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(number: str, first: date, count: int, reason: str) -> None:
    _ana, _by_ana, _bruno, by_bruno = team()

    with pytest.raises(DelegationRefused) as refusal:
        services.delegate_leave(delegate_number=number, stretch=days(first, count), reason="", by=by_bruno, at=TODAY)

    assert refusal.value.data["reason"] == reason
    assert not Delegation.objects.exists()


def test_who_leads_nobody_hands_nothing_over() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()

    with pytest.raises(DelegationRefused) as refusal:
        services.delegate_leave(delegate_number="0002", stretch=days(date(2026, 3, 2), 5), reason="", by=by_ana, at=TODAY)

    assert refusal.value.data["reason"] == "no_team"


def test_the_second_of_two_deciders_hears_who_was_faster() -> None:
    _ana, by_ana, _bruno, by_bruno = team()
    by_hr = actor("lucia", "hr")
    request = ask(by_ana)
    decide(request, by_bruno)

    with pytest.raises(LeaveDecided) as refusal:
        decide(request, by_hr, approve=False, reason="Inventário nessa semana")

    assert refusal.value.data == {"state": "approved", "by": "Bruno"}
    assert LeaveRequest.objects.get().decided_by_id == by_bruno.id


def test_a_refusal_names_its_reason_and_leaves_the_ledger_alone() -> None:
    ana, by_ana, _bruno, by_bruno = team()

    decided = decide(ask(by_ana), by_bruno, approve=False, reason="Inventário nessa semana")

    told = Notice.objects.get(recipient_id=by_ana.id)
    assert (decided.state, decided.reason) == ("refused", "Inventário nessa semana")
    assert kinds.KINDS[told.kind].detail(told.data) == "Motivo: Inventário nessa semana"
    assert not LeaveEntry.objects.exists()
    assert window(ana).balance == 30


def test_a_cancelled_vacation_gives_days_and_balance_back_and_its_days_can_be_asked_again() -> None:
    ana, by_ana, _bruno, by_bruno = team()
    request = decide(ask(by_ana, vacation(count=20, sold_days=0)), by_bruno)

    services.cancel_leave(request_id=request.pk, reason="Mudança de planos", by=by_bruno, at=TODAY)
    services.cancel_leave(request_id=request.pk, reason="Mudança de planos", by=by_bruno, at=TODAY)

    assert [(row.days, row.is_live, row.reverses_id is None) for row in LeaveEntry.objects.order_by("pk")] == [
        (20, False, True),
        (-20, False, False),
    ]
    assert window(ana).balance == 30
    assert decide(ask(by_ana, vacation(count=30)), by_bruno).state == "approved"


def test_a_leave_that_has_begun_is_not_cancelled() -> None:
    _ana, by_ana, _bruno, by_bruno = team()
    request = decide(ask(by_ana), by_bruno)

    with pytest.raises(LeaveBegun):
        services.cancel_leave(request_id=request.pk, reason="x", by=by_bruno, at=datetime(2026, 4, 13, 12, tzinfo=UTC))

    assert LeaveEntry.objects.get().is_live


def test_only_the_asker_withdraws_and_only_what_is_open() -> None:
    _ana, by_ana, _bruno, by_bruno = team()
    request = ask(by_ana)
    with pytest.raises(UnknownLeave):
        services.withdraw_leave(request_id=request.pk, by=by_bruno, at=TODAY)

    assert services.withdraw_leave(request_id=request.pk, by=by_ana, at=TODAY).state == "withdrawn"
    other = decide(ask(by_ana), by_bruno)
    with pytest.raises(LeaveDecided):
        services.withdraw_leave(request_id=other.pk, by=by_ana, at=TODAY)


def test_the_ledger_cannot_be_changed_or_cleaned() -> None:
    _ana, by_ana, _bruno, by_bruno = team()
    decide(ask(by_ana), by_bruno)

    for sql in ("UPDATE hr_leaveentry SET days = 10", "UPDATE hr_leaveentry SET is_live = false", "DELETE FROM hr_leaveentry"):
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    assert LeaveEntry.objects.get().is_live


def test_the_database_refuses_a_reversal_that_is_no_mirror_and_two_leaves_on_a_day() -> None:
    ana, by_ana, _bruno, by_bruno = team()
    decide(ask(by_ana), by_bruno)
    entry = LeaveEntry.objects.get()
    said = {"employee": ana, "kind": entry.kind, "recorded_at": TODAY, "recorded_by": "x", "away": entry.away, "sort": "vacation"}

    with pytest.raises(IntegrityError, match="mirrors"), transaction.atomic():
        LeaveEntry.objects.create(days=-5, window_start=START, reverses=entry, is_live=False, **said)
    with pytest.raises(IntegrityError, match="hr_leaveentry_once_a_day"), transaction.atomic():
        LeaveEntry.objects.create(days=30, window_start=START, **said)
    with pytest.raises(IntegrityError, match="cannot last"), transaction.atomic():
        LeaveEntry.objects.create(days=29, window_start=START, **said)

    assert LeaveEntry.objects.count() == 1


def test_health_goes_to_the_people_area_alone() -> None:
    _ana, by_ana, _bruno, by_bruno = team()
    by_hr = actor("lucia", "hr")
    paper = _paper()
    request = ask(by_ana, LeaveDraft(kind="atestado", stretches=(days(date(2026, 3, 2), 4),), token=uuid4(), paper_id=paper))

    with pytest.raises(NotYourDecision):
        decide(request, by_bruno)

    assert list(Notice.objects.values_list("recipient_id", flat=True)) == [by_hr.id]
    assert decide(request, by_hr).state == "approved"


def test_what_is_said_of_a_health_leave_stays_out_of_notice_and_mail() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()
    by_hr = actor("lucia", "hr")
    illness = LeaveDraft(kind="atestado", stretches=(days(date(2026, 3, 2), 4),), token=uuid4(), paper_id=_paper())

    refused = decide(ask(by_ana, illness), by_hr, approve=False, reason="Falta o atestado da fratura")

    told = Notice.objects.get(recipient_id=by_ana.id)
    assert refused.reason == "Falta o atestado da fratura"
    assert (told.data, kinds.KINDS[told.kind].detail(told.data)) == ({"state": "refused"}, "")


def test_a_kind_that_needs_a_paper_is_not_asked_without_and_more_days_than_the_law_grants_neither() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()

    with pytest.raises(LeaveRefused) as refusal:
        ask(by_ana, LeaveDraft(kind="casamento", stretches=(days(date(2026, 5, 4), 4),), token=uuid4()))

    assert [(found["code"], found.get("most")) for found in refusal.value.data["findings"]] == [
        ("leave_too_long", 3),
        ("leave_needs_paper", None),
    ]
    assert not LeaveRequest.objects.exists()


def test_paternity_is_five_days_in_2026_and_ten_from_2027() -> None:
    ana, _by_ana, _bruno, _by_bruno = team()

    def findings(first: date, count: int) -> list[str]:
        draft = LeaveDraft(kind="paternidade", stretches=(days(first, count),), token=uuid4())
        return [found.code for found in services.preview_record(employee_id=ana.pk, draft=draft, at=TODAY).findings]

    assert findings(date(2026, 12, 28), 5) == []
    assert findings(date(2026, 12, 28), 6) == ["leave_too_long"]
    assert findings(date(2027, 1, 4), 10) == []


def test_a_missed_day_shortens_the_right_and_taking_it_back_restores_it() -> None:
    ana, _by_ana, _bruno, _by_bruno = team()
    by_hr = actor("lucia", "hr")

    def miss(first: date, count: int) -> LeaveEntry:
        draft = LeaveDraft(kind="falta", stretches=(days(first, count),), token=uuid4())
        return services.record_leave(employee_id=ana.pk, draft=draft, by=by_hr, at=TODAY)[0]

    miss(date(2025, 6, 2), 5)
    assert (window(ana).absence_days, window(ana).balance) == (5, 30)
    sixth = miss(date(2025, 7, 1), 1)
    assert (window(ana).absence_days, window(ana).balance) == (6, 24)

    services.reverse_leave(entry_id=sixth.pk, reason="Atestado entregue depois", by=by_hr, at=TODAY)

    assert (window(ana).absence_days, window(ana).balance) == (5, 30)
    with pytest.raises(LeaveReversed):
        services.reverse_leave(entry_id=sixth.pk, reason="de novo", by=by_hr, at=TODAY)


def test_the_code_of_the_illness_is_sealed_and_apart_from_the_ledger() -> None:
    ana, _by_ana, _bruno, _by_bruno = team()
    by_hr = actor("lucia", "hr")
    draft = LeaveDraft(kind="atestado", stretches=(days(date(2026, 2, 23), 3),), token=uuid4())

    services.record_leave(
        employee_id=ana.pk, draft=draft, certificate=services.CertificateDraft(cid="J11", physician="Dr. Reis"), by=by_hr, at=TODAY
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT cid FROM hr_leavecertificate")
        assert "J11" not in cursor.fetchone()[0]
    assert LeaveCertificate.objects.get().cid == "J11"


def test_the_people_area_does_not_record_its_own_leave() -> None:
    silvia = make_employee("Sílvia Nakamura", number="0003", user=make_user("silvia", "hr"))
    by_silvia = Actor.of_user(User.objects.get(username="silvia"))

    with pytest.raises(OwnLeave):
        services.record_leave(
            employee_id=silvia.pk,
            draft=LeaveDraft(kind="falta-abonada", stretches=(days(MONDAY, 1),), token=uuid4()),
            by=by_silvia,
            at=TODAY,
        )

    assert not LeaveEntry.objects.exists()


def test_old_years_are_settled_by_corrections_that_say_why() -> None:
    ana, _by_ana, bruno, _by_bruno = team()
    by_hr = actor("lucia", "hr")
    windows = list(VacationWindow.objects.filter(start=START).values_list("pk", flat=True))
    with pytest.raises(BalanceNotCorrected):
        services.settle_windows(window_ids=windows, reason=" ", by=by_hr, at=TODAY)

    assert services.settle_windows(window_ids=windows, reason="Gozadas antes do sistema", by=by_hr, at=TODAY) == 2

    assert [(row.sort, row.days, row.reason) for row in LeaveEntry.objects.filter(employee=ana)] == [
        ("correction", -30, "Gozadas antes do sistema")
    ]
    assert (window(ana).balance, window(bruno).balance) == (0, 0)
    with pytest.raises(BalanceNotCorrected):
        services.settle_windows(window_ids=windows, reason="de novo", by=by_hr, at=TODAY)


def test_an_unknown_kind_and_a_guessed_one_are_refused() -> None:
    _ana, by_ana, _bruno, _by_bruno = team()

    for kind in ("nada", "falta"):
        with pytest.raises(UnknownLeaveKind):
            ask(by_ana, LeaveDraft(kind=kind, stretches=(days(MONDAY, 1),), token=uuid4()))


def test_absences_are_read_by_overlap() -> None:
    ana, by_ana, _bruno, by_bruno = team()
    decide(ask(by_ana, vacation(count=14)), by_bruno)

    [away] = queries.absences(employee_ids=[ana.pk], first=date(2026, 4, 26), last=date(2026, 5, 10))

    assert (away.first_day, away.last_day, away.days, away.motive, away.sort) == (MONDAY, date(2026, 4, 26), 14, "15", "vacation")
    assert queries.absences(employee_ids=[ana.pk], first=date(2026, 4, 27), last=date(2026, 5, 10)) == []


def test_probation_is_extended_once_and_then_confirmed() -> None:
    by_hr = actor("lucia", "hr")
    new = make_employee(
        "Davi Rocha", number="0009", since=date(2026, 2, 2), probation_first_until=date(2026, 3, 18), contract_kind="probation"
    )
    with pytest.raises(ProbationRefused) as refusal:
        services.extend_probation(employee_id=new.pk, until=date(2026, 5, 3), by=by_hr, at=TODAY)
    assert refusal.value.data["latest"] == date(2026, 5, 2)

    services.extend_probation(employee_id=new.pk, until=date(2026, 5, 2), by=by_hr, at=TODAY)
    with pytest.raises(ProbationRefused):
        services.extend_probation(employee_id=new.pk, until=date(2026, 5, 2), by=by_hr, at=TODAY)
    services.confirm_probation(employee_id=new.pk, by=by_hr, at=TODAY)

    new.refresh_from_db()
    assert new.probation_until == date(2026, 5, 2)
    assert list(ProbationDecision.objects.order_by("pk").values_list("kind", flat=True)) == ["extend", "confirm"]


def test_limits_and_ends_are_told_once_at_each_mark_to_manager_and_people_area() -> None:
    ana, _by_ana, _bruno, by_bruno = team()
    by_hr = actor("lucia", "hr")
    make_employee("Davi Rocha", number="0009", since=date(2026, 2, 2), probation_first_until=date(2026, 3, 18), contract_kind="probation")
    VacationWindow.objects.all().delete()
    # The last start of Ana's and Bruno's thirty days is 4 January 2027.
    sixty_before = datetime(2026, 11, 5, 12, tzinfo=UTC)

    services.run_daily_leave(at=datetime(2026, 3, 3, 12, tzinfo=UTC))
    services.run_daily_leave(at=datetime(2026, 3, 4, 12, tzinfo=UTC))
    assert [(notice.recipient_id, notice.kind) for notice in Notice.objects.order_by("pk")] == [(by_hr.id, "probation_ends")]

    assert services.run_daily_leave(at=sixty_before) == 3
    assert services.run_daily_leave(at=sixty_before) == 0
    told = Notice.objects.filter(kind="vacation_limit", data__number="0001").order_by("recipient_id")
    assert [notice.recipient_id for notice in told] == sorted([by_bruno.id, by_hr.id])
    assert ana.vacation_windows.count() == 2


def test_the_end_of_a_first_part_tells_when_the_second_ends() -> None:
    actor("lucia", "hr")
    parts = {"probation_first_until": date(2026, 3, 18), "probation_until": date(2026, 5, 2)}
    make_employee("Davi Rocha", number="0009", since=date(2026, 2, 2), contract_kind="probation", **parts)

    services.run_daily_leave(at=datetime(2026, 3, 17, 12, tzinfo=UTC))
    services.run_daily_leave(at=datetime(2026, 5, 1, 12, tzinfo=UTC))

    with override("pt-br"):
        told = [kinds.KINDS[notice.kind].title(notice.data) for notice in Notice.objects.order_by("pk")]
    assert told == [
        "Primeira parte da experiência termina em 18/03/2026, a segunda em 02/05/2026: matrícula 0009",
        "Experiência termina em 02/05/2026: matrícula 0009",
    ]


def test_the_table_of_years_takes_as_many_statements_for_one_as_for_many(django_assert_num_queries: object) -> None:
    people = [make_employee(f"Pessoa {index}") for index in range(6)]

    for ids in ([people[0].pk], [person.pk for person in people]):
        with django_assert_num_queries(6):  # type: ignore[operator]
            services.refresh_vacation_windows(employee_ids=ids, today=date(2026, 3, 2))


def _paper() -> object:
    return KeptFile.objects.create(
        purpose="leave",
        content_type="application/pdf",
        size_bytes=10,
        sha256="0" * 64,
        source_sha256="0" * 64,
        path=f"kept/{uuid4()}",
        uploaded_by="Ana",
        created_at=TODAY,
    ).pk
