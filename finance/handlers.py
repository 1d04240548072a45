"""Reactions to the facts of sales and stock: each is a rule applied to every event, and one posting."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from backoffice.core.clock import company_date
from backoffice.events.inventory import OpeningStockReversed, StockAdjusted, StockReceived
from backoffice.events.orders import OrderShipped, PaymentCaptured, PaymentChargedBack, PaymentRefunded
from finance import services
from finance.posting import inventory, orders
from finance.posting.drafts import EntryDraft
from finance.queries.taxes import list_tax_rates

E = TypeVar("E")


def _post(events: Sequence[E], rule: Callable[[E], EntryDraft | None]) -> None:
    drafts = [draft for draft in map(rule, events) if draft is not None]
    services.post_entries(entries=drafts, by=SYSTEM, at=clock.now())


def post_captures(events: Sequence[PaymentCaptured]) -> None:
    _post(events, orders.capture)


def post_shipments(events: Sequence[OrderShipped]) -> None:
    days = [company_date(event.occurred_at) for event in events]
    rates = list_tax_rates(first_day=min(days), last_day=max(days))
    _post(events, partial(orders.shipment, tax_rates=rates))


def post_refunds(events: Sequence[PaymentRefunded]) -> None:
    _post(events, orders.refund)


def post_chargebacks(events: Sequence[PaymentChargedBack]) -> None:
    _post(events, orders.chargeback)


def post_receipts(events: Sequence[StockReceived]) -> None:
    _post(events, inventory.receipt)


def post_opening_reversals(events: Sequence[OpeningStockReversed]) -> None:
    _post(events, inventory.opening_reversed)


def post_adjustments(events: Sequence[StockAdjusted]) -> None:
    _post(events, inventory.adjustment)
