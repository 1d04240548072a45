"""Two deciders at once, and one person who asks from two phones: one of them is first, the other hears it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from backoffice.core.actors import Actor
from backoffice.core.models import User
from hr import services
from hr.errors import LeaveDecided, LeaveOverlaps
from hr.leave.days import Stretch
from hr.models import LeaveEntry, LeaveRequest
from hr.services import LeaveDecision, LeaveDraft
from tests.hr.builders import make_employee, make_user
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
START = date(2025, 2, 3)


def draft() -> LeaveDraft:
    days = Stretch(date(2026, 4, 13), date(2026, 5, 2))
    return LeaveDraft(kind="ferias", stretches=(days,), window_start=START, token=uuid4())


def people() -> tuple[Actor, Actor, Actor]:
    Group.objects.get_or_create(name="hr")
    bruno = make_employee("Bruno Duarte", number="0002", user=make_user("bruno", "employee"))
    make_employee("Ana Pires", number="0001", user=make_user("ana", "employee"), manager=bruno)
    make_user("lucia", "hr")
    return tuple(Actor.of_user(User.objects.get(username=name)) for name in ("ana", "bruno", "lucia"))  # type: ignore[return-value]


def test_of_two_deciders_at_once_one_decides() -> None:
    ana, bruno, lucia = people()
    request = services.ask_leave(draft=draft(), by=ana, at=AT)

    def decide(by: Actor, *, approve: bool) -> str:
        decision = LeaveDecision(request_id=request.pk, version=1, approve=approve, reason="" if approve else "Inventário")
        try:
            return services.decide_leave(decision=decision, by=by, at=AT).state
        except LeaveDecided:
            return "too late"

    answers = at_once(lambda: decide(bruno, approve=True), lambda: decide(lucia, approve=False))

    state = LeaveRequest.objects.get().state
    assert sorted(map(str, answers)) == sorted([state, "too late"])
    assert LeaveEntry.objects.count() == (1 if state == "approved" else 0)


def test_the_same_days_asked_twice_at_once_are_one_request() -> None:
    ana, _bruno, _lucia = people()

    def ask() -> str:
        try:
            return services.ask_leave(draft=draft(), by=ana, at=AT).state
        except LeaveOverlaps:
            return "overlaps"

    assert sorted(map(str, at_once(ask, ask))) == ["asked", "overlaps"]
    assert LeaveRequest.objects.count() == 1
