"""Domain words for the ledger's tests."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backoffice.core.actors import SYSTEM
from backoffice.events.inventory import StockAdjusted, StockReceived
from backoffice.events.orders import OrderShipped, PaymentCaptured, PaymentChargedBack, PaymentRefunded
from finance import services
from finance.posting.drafts import EntryDraft, LineDraft
from finance.services import PostedEntry

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=SAO_PAULO)
BANK, SALES, RENT, INVENTORY = "1.1.01.002", "3.1.01.001", "4.3.02.001", "1.1.03.001"


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=SAO_PAULO)


def draft(
    *lines: tuple[str, str],
    on: date = date(2026, 11, 24),
    event_id: UUID | None = None,
    rule: str = "test",
    channel: str = "",
    currency: str = "BRL",
) -> EntryDraft:
    """An entry of (account, signed amount) pairs."""
    return EntryDraft(
        event_id=event_id or uuid4(),
        rule=rule,
        fact_date=on,
        description="Lançamento de teste",
        source_kind="test",
        source_number="T-1",
        lines=tuple(LineDraft(account, Decimal(amount), channel=channel, currency=currency) for account, amount in lines),
    )


def post(*drafts: EntryDraft, at: datetime = NOW) -> list[PostedEntry]:
    return services.post_entries(entries=drafts, by=SYSTEM, at=at)


def sale(amount: str, *, on: date = date(2026, 11, 24), channel: str = "") -> EntryDraft:
    """Cash sale: bank against product revenue."""
    return draft((BANK, amount), (SALES, f"-{amount}"), on=on, channel=channel)


def captured(
    amount: str, *, fee: str = "0", to_receivable: str = "0", on: date = date(2026, 11, 24), channel: str = "loja"
) -> PaymentCaptured:
    return PaymentCaptured(
        occurred_at=noon(on),
        order_number="10482",
        channel=channel,
        payment="pay-1",
        provider="pagarme",
        method="credit_card",
        currency="BRL",
        amount=Decimal(amount),
        fee=Decimal(fee),
        to_receivable=Decimal(to_receivable),
        to_advance=Decimal(amount) - Decimal(to_receivable),
    )


def shipped(
    *,
    items: str,
    freight: str = "0",
    discount: str = "0",
    from_advance: str = "0",
    cost: str = "0",
    on: date = date(2026, 11, 24),
    channel: str = "loja",
) -> OrderShipped:
    due = Decimal(items) + Decimal(freight) - Decimal(discount)
    return OrderShipped(
        occurred_at=noon(on),
        order_number="10482",
        shipment="10482-1",
        channel=channel,
        currency="BRL",
        items_total=Decimal(items),
        freight_total=Decimal(freight),
        discount_total=Decimal(discount),
        from_advance=Decimal(from_advance),
        to_receivable=due - Decimal(from_advance),
        cost_total=Decimal(cost),
    )


def refunded(amount: str, *, from_advance: str = "0", on: date = date(2026, 11, 24)) -> PaymentRefunded:
    return PaymentRefunded(
        occurred_at=noon(on),
        order_number="10482",
        channel="loja",
        payment="ref-1",
        provider="pagarme",
        currency="BRL",
        amount=Decimal(amount),
        from_advance=Decimal(from_advance),
        from_revenue=Decimal(amount) - Decimal(from_advance),
    )


def charged_back(amount: str, *, fee: str = "0", from_advance: str = "0", on: date = date(2026, 11, 24)) -> PaymentChargedBack:
    return PaymentChargedBack(
        occurred_at=noon(on),
        order_number="10482",
        channel="loja",
        payment="cb-1",
        provider="pagarme",
        currency="BRL",
        amount=Decimal(amount),
        fee=Decimal(fee),
        from_advance=Decimal(from_advance),
        loss=Decimal(amount) - Decimal(from_advance),
    )


def received(value: str, *, origin: str = "purchase", on: date = date(2026, 11, 24)) -> StockReceived:
    return StockReceived(occurred_at=noon(on), reference="NF-1", origin=origin, currency="BRL", value=Decimal(value))


def adjusted(value: str, *, on: date = date(2026, 11, 24)) -> StockAdjusted:
    return StockAdjusted(occurred_at=noon(on), reference="INV-1", reason="contagem", currency="BRL", value=Decimal(value))


def lines_of(entry: EntryDraft | None) -> list[tuple[str, Decimal]]:
    """(account, signed amount) in order."""
    assert entry is not None
    return [(line.account, line.amount) for line in entry.lines]


def amounts(*pairs: tuple[str, str]) -> Sequence[tuple[str, Decimal]]:
    return [(account, Decimal(amount)) for account, amount in pairs]
