"""The facts of sales and stock reach the ledger in the transaction that announces them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.core import bus
from backoffice.events.base import Event
from finance import handlers
from finance.models import JournalEntry, JournalLine, SalesTaxRate
from finance.queries import get_stable_position
from finance.reports.trial_balance import build_trial_balance
from tests.finance.builders import adjusted, captured, charged_back, received, refunded, shipped

pytestmark = pytest.mark.django_db

EVERY_FACT: list[tuple[Event, str]] = [
    (captured("100.00", fee="3.00"), "payment_captured"),
    (shipped(items="100.00", cost="40.00", from_advance="100.00"), "order_shipped"),
    (refunded("30.00"), "payment_refunded"),
    (charged_back("70.00", fee="15.00"), "payment_charged_back"),
    (received("500.00", origin="opening"), "stock_received"),
    (adjusted("-5.00"), "stock_adjusted"),
]


@pytest.mark.parametrize(("event", "rule"), EVERY_FACT, ids=[rule for _event, rule in EVERY_FACT])
def test_a_published_fact_is_posted_with_its_cause(event: Event, rule: str) -> None:
    with transaction.atomic():
        bus.publish([event])

    entry = JournalEntry.objects.get()
    assert (entry.rule, entry.event_id) == (rule, event.event_id)


def test_a_fact_that_is_taken_back_takes_its_entry_with_it() -> None:
    with transaction.atomic():
        bus.publish([captured("100.00")])
        assert JournalEntry.objects.count() == 1
        transaction.set_rollback(True)

    assert JournalEntry.objects.count() == 0


def test_the_same_facts_again_post_nothing() -> None:
    events = [shipped(items="10.00"), shipped(items="20.00")]

    handlers.post_shipments(events)
    handlers.post_shipments(events)

    assert JournalEntry.objects.count() == 2


@pytest.mark.parametrize("count", [1, 100])
def test_shipments_take_the_same_statements_however_many_they_are(count: int, django_assert_num_queries: Any) -> None:
    events = [shipped(items="10.00", cost="4.00") for _ in range(count)]

    # Tax rates, periods, the insert; two savepoints.
    with django_assert_num_queries(3 + 4):
        handlers.post_shipments(events)


def test_facts_worth_nothing_are_no_entry() -> None:
    handlers.post_adjustments([adjusted("0")])

    assert JournalEntry.objects.count() == 0


def test_a_configured_tax_is_posted_with_the_shipment() -> None:
    SalesTaxRate.objects.create(name="Simples Nacional", rate=Decimal("10"), valid_from=date(2026, 11, 1), source="LC 123, Anexo I")

    handlers.post_shipments([shipped(items="100.00", on=date(2026, 10, 31)), shipped(items="100.00", on=date(2026, 11, 1))])

    taxes = JournalLine.objects.filter(account__code="2.1.03.001")
    assert list(taxes.values_list("amount", "party", "posted_on")) == [(Decimal("-10.00"), "Simples Nacional", date(2026, 11, 1))]


cents = st.integers(0, 10**8).map(lambda units: str(Decimal(units) / 100))
facts = st.one_of(
    st.builds(lambda amount, fee: captured(str(Decimal(amount) + Decimal(fee)), fee=fee), cents, cents),
    st.builds(lambda items, freight, cost: shipped(items=items, freight=freight, cost=cost), cents, cents, cents),
    st.builds(refunded, cents),
    st.builds(lambda amount, fee: charged_back(amount, fee=fee), cents, cents),
    st.builds(received, cents),
    st.builds(lambda value, sign: adjusted(str(Decimal(value) * sign)), cents, st.sampled_from([1, -1])),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(facts, max_size=8))
def test_whatever_happens_the_trial_balance_is_zero(events: list[Event]) -> None:
    for event in events:
        with transaction.atomic():
            bus.publish([event])

    balance = build_trial_balance(date_from=date(2026, 11, 1), date_to=date(2026, 11, 30), as_of_seq=get_stable_position())
    assert balance.is_balanced
