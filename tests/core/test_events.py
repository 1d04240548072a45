"""Publishing: a fact, its cause and its consequences commit together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import orjson
import pytest
from django.db import transaction

from backoffice.core import bus, relay
from backoffice.core.codec import from_payload, to_json
from backoffice.core.models import OutboxMessage
from backoffice.events.base import Event

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, kw_only=True)
class ParcelLost(Event):
    parcel: str
    value: Decimal


heard: list[str] = []


def hear(events: Sequence[ParcelLost]) -> None:
    heard.extend(event.parcel for event in events)


def fail(events: Sequence[ParcelLost]) -> None:
    raise RuntimeError("no ears")


@pytest.fixture(autouse=True)
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    heard.clear()
    monkeypatch.setattr(bus, "_in_transaction", {})
    monkeypatch.setattr(bus, "_after_commit", {})


def _lost(at: datetime, parcel: str = "A1") -> ParcelLost:
    return ParcelLost(occurred_at=at, parcel=parcel, value=Decimal("10.00"))


def test_an_event_outside_a_transaction_is_refused(at: datetime) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        bus.publish([_lost(at)])

    assert OutboxMessage.objects.count() == 0


def test_a_failing_listener_in_the_transaction_takes_everything_back(at: datetime) -> None:
    bus._in_transaction[ParcelLost] = [hear, fail]

    with pytest.raises(RuntimeError, match="no ears"), transaction.atomic():
        bus.publish([_lost(at)])

    assert OutboxMessage.objects.count() == 0


def test_listeners_that_feed_each_other_are_stopped(at: datetime) -> None:
    def echo(events: Sequence[ParcelLost]) -> None:
        bus.publish([_lost(at)])

    bus._in_transaction[ParcelLost] = [echo]

    with pytest.raises(RuntimeError, match="a loop"), transaction.atomic():
        bus.publish([_lost(at)])


def test_after_commit_delivery_survives_a_failure_and_happens_once(at: datetime) -> None:
    bus._after_commit[ParcelLost] = [hear, fail]
    with transaction.atomic():
        bus.publish([_lost(at, "A1"), _lost(at, "B2")])
    later = at + timedelta(days=400)

    assert relay.deliver_pending(at=later) == 2
    assert sorted(heard) == ["A1", "B2"]
    assert list(OutboxMessage.objects.values_list("status", "attempts")) == [("pending", 1), ("pending", 1)]

    bus._after_commit[ParcelLost] = [hear]
    OutboxMessage.objects.update(next_attempt_at=later)
    relay.deliver_pending(at=later)

    assert sorted(heard) == ["A1", "B2"], "the listener that had succeeded is not called again"
    assert set(OutboxMessage.objects.values_list("status", flat=True)) == {"done"}


def test_history_is_kept_but_told_to_nobody_outside(at: datetime) -> None:
    bus._after_commit[ParcelLost] = [hear]
    with transaction.atomic():
        bus.publish([ParcelLost(occurred_at=at, parcel="A1", value=Decimal("10.00"), is_history=True)])

    assert relay.deliver_pending(at=at + timedelta(days=400)) == 0

    assert heard == []
    assert OutboxMessage.objects.get().status == "done"


def test_one_poisoned_event_does_not_hold_up_its_batch(at: datetime) -> None:
    def dislike_b2(events: Sequence[ParcelLost]) -> None:
        if any(event.parcel == "B2" for event in events):
            raise RuntimeError("not B2")
        heard.extend(event.parcel for event in events)

    bus._after_commit[ParcelLost] = [dislike_b2]
    with transaction.atomic():
        bus.publish([_lost(at, "A1"), _lost(at, "B2"), _lost(at, "C3")])

    relay.deliver_pending(at=at + timedelta(days=400))

    assert sorted(heard) == ["A1", "C3"]
    assert sorted(OutboxMessage.objects.values_list("payload__parcel", "status")) == [("A1", "done"), ("B2", "pending"), ("C3", "done")]


def test_a_poisoned_message_is_parked_and_the_queue_goes_on(at: datetime) -> None:
    bus._after_commit[ParcelLost] = [fail]
    with transaction.atomic():
        bus.publish([_lost(at)])
    later = at + timedelta(days=400)

    for _ in range(relay.MAX_ATTEMPTS):
        OutboxMessage.objects.update(next_attempt_at=later)
        relay.deliver_pending(at=later)

    message = OutboxMessage.objects.get()
    assert (message.status, message.last_error) == ("parked", "RuntimeError: no ears")


def test_an_event_survives_the_journey_through_json(at: datetime) -> None:
    event = _lost(at)

    payload = orjson.loads(to_json(event))

    assert payload["value"] == "10.00"
    assert from_payload(ParcelLost, {**payload, "added_later": 1}) == event
