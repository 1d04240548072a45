"""Two months of trade, told through the same services that a storefront uses."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from backoffice.core.actors import Actor
from backoffice.core.money import quantize_half_up
from backoffice.demo import books, conversation
from backoffice.demo.admissions import go_on, tell_admissions
from backoffice.demo.catalog import GOODS, KITS, SCARCE
from backoffice.demo.closing import tell_closing
from backoffice.demo.company import register_company
from backoffice.demo.decisions import take_calls
from backoffice.demo.esocial import tell_esocial
from backoffice.demo.imports import tell_imports
from backoffice.demo.leave import tell_leave
from backoffice.demo.papers import tell_papers
from backoffice.demo.people import Person, invent_people
from backoffice.demo.photos import tell_photos
from backoffice.demo.privacy import tell_privacy
from backoffice.demo.reports import tell_reports
from backoffice.demo.shop import MARKETPLACE, PHONE, STORE, open_shop, restock
from backoffice.demo.staff import tell_staff
from backoffice.demo.views import save_views
from backoffice.demo.warehouse import run_waves
from inventory.errors import InsufficientStock
from orders import services as orders

DAYS = 62
SEED = 20261124
CARRIERS = ["Correios Sedex", "Correios PAC", "Jadlog", "Loggi"]
# Monday to Sunday: how busy a day is beside an average one.
WEEKDAY = [1.15, 1.1, 1.05, 1.0, 1.1, 0.75, 0.65]


@dataclass
class Trade:
    """What the story keeps in mind while it is told."""

    by: Actor
    random: Random
    people: list[Person]
    payments: int = 0
    to_ship: list[tuple[datetime, str]] = field(default_factory=list)
    to_deliver: list[tuple[datetime, str]] = field(default_factory=list)
    to_cancel: list[tuple[str, Decimal]] = field(default_factory=list)


def tell(*, by: Actor, now: datetime) -> int:
    """Trade from two months ago until this hour; returns the number of orders."""
    random = Random(SEED)  # noqa: S311 - invented data, no secret
    trade = Trade(by=by, random=random, people=invent_people(320, random))
    start = (now - timedelta(days=DAYS)).replace(hour=6, minute=0, second=0, microsecond=0)
    register_company(by=by, at=start)
    books.open_books(by=by, at=start)
    open_shop(by=by, at=start)
    count = 0
    for day in range(DAYS + 1):
        morning = start + timedelta(days=day)
        if day and day % 14 == 0:
            restock(by=by, at=morning, reference=f"NF {3300 + day}", every=day // 14)
        count += _one_day(trade, morning, until=now, day=day)
    run_waves(by=by, at=now)
    take_calls(people=trade.people, by=by, now=now)
    conversation.tell(by=by, now=now)
    save_views(now=now)
    books.close_months(start=start, until=now, by=by, random=random)
    tell_closing(start=start, now=now)
    tell_reports(at=now)
    tell_imports(at=now)
    tell_staff(now=now)
    tell_leave(now=now)
    tell_admissions(now=now)
    tell_papers(now=now)
    tell_photos(now=now)
    go_on(now=now)
    tell_esocial(now=now)
    tell_privacy(people=trade.people, now=now)
    return count


def _one_day(trade: Trade, morning: datetime, *, until: datetime, day: int) -> int:
    evening = min(morning + timedelta(hours=17), until)
    if evening <= morning:
        return 0
    orders.expire_unpaid(at=evening, by=trade.by, limit=1000)
    _ship_and_deliver(trade, at=evening)
    share = (evening - morning) / timedelta(hours=17)
    wanted = round(12 * WEEKDAY[morning.weekday()] * (1 + day / 160) * share)
    moments = sorted(morning + (evening - morning) * trade.random.random() for _ in range(wanted))
    placed = _place(trade, [_draft(trade, moment) for moment in moments], at=evening)
    _pay(
        trade,
        placed,
        at=evening,
        recent=until - evening < timedelta(days=2),
        forgotten=timedelta(days=4) < until - evening < timedelta(days=9),
    )
    return len(placed)


def _draft(trade: Trade, moment: datetime) -> orders.OrderDraft:
    random = trade.random
    person = random.choice(trade.people)
    channel = random.choices([STORE, MARKETPLACE, PHONE], [62, 33, 5])[0]
    wanted = random.sample(GOODS, k=random.choices([1, 2, 3, 4], [46, 30, 16, 8])[0])
    lines = [
        orders.LineDraft(row[0], random.choices([1, 2, 3], [80, 15, 5])[0], row[4])
        for row in wanted
        if row[0] not in SCARCE or random.random() < 0.5
    ]
    if not lines or random.random() < 0.06:
        kit = random.choice(KITS)
        lines.append(orders.LineDraft(kit[0], 1, kit[2]))
    items = sum((line.quantity * (line.unit_price or Decimal(0)) for line in lines), Decimal(0))
    discount = quantize_half_up(items * Decimal("0.10")) if random.random() < 0.18 else Decimal("0.00")
    shipping = Decimal("0.00") if items > 299 else Decimal(random.randrange(1290, 3990)) / 100
    return orders.OrderDraft(
        channel_code=channel,
        customer=orders.CustomerDraft(person.name, person.email, person.phone, person.document, person.address),
        lines=tuple(lines),
        external_id=f"{'BR' if channel == STORE else '20000' if channel == MARKETPLACE else 'TEL'}-{random.randrange(10**9):09d}",
        shipping_total=shipping,
        discount_total=discount,
        placed_at=moment,
        is_history=True,
    )


def _place(trade: Trade, drafts: list[orders.OrderDraft], *, at: datetime) -> list[orders.PlacedOrder]:
    """A day's orders in one set; if something is short, one by one, as the shop would have refused the late ones."""
    try:
        return orders.place_orders(drafts=drafts, by=trade.by, at=at) if drafts else []
    except InsufficientStock:
        placed = []
        for draft in drafts:
            try:
                placed.append(orders.place_order(draft=draft, by=trade.by, at=at))
            except InsufficientStock:
                continue
        return placed


def _pay(trade: Trade, placed: list[orders.PlacedOrder], *, at: datetime, recent: bool, forgotten: bool) -> None:
    random = trade.random
    events = []
    for order in placed:
        fate = random.random()
        if fate < 0.06 and order.channel != MARKETPLACE:
            continue  # the buyer never pays: it waits, then expires
        trade.payments += 1
        fee = quantize_half_up(order.total * Decimal("0.0499"))
        method, installments = random.choices([("pix", 1), ("credit_card", random.randrange(1, 7)), ("boleto", 1)], [40, 50, 10])[0]
        moment = min(order.placed_at + timedelta(minutes=random.randrange(1, 90)), at)
        events.append(
            orders.PaymentEventDraft(
                order_number=order.number,
                provider="mercadopago" if order.channel == MARKETPLACE else "pagarme",
                event_id=f"PG-{88000 + trade.payments}",
                kind="captured",
                amount=order.total,
                occurred_at=moment,
                method=method,
                installments=installments,
                fee=fee if method != "pix" else quantize_half_up(order.total * Decimal("0.0099")),
            )
        )
        if fate > 0.96 and forgotten:
            continue  # paid, but nobody packed it: the board shows it as late
        if fate < 0.09 and not recent:
            trade.to_cancel.append((order.number, order.total))
        else:
            trade.to_ship.append((moment + timedelta(hours=random.choice([8, 20, 26, 44])), order.number))
    if events:
        orders.record_payment_events(events=events, by=trade.by, at=at)


def _ship_and_deliver(trade: Trade, *, at: datetime) -> None:
    _cancel(trade, at=at)
    due = [job for job in trade.to_ship if job[0] <= at - timedelta(hours=6)]
    trade.to_ship = [job for job in trade.to_ship if job not in due]
    shipments = [
        orders.ShipmentDraft(
            order_number=number,
            carrier=trade.random.choice(CARRIERS),
            tracking_code=f"AA{trade.random.randrange(10**9):09d}BR",
            shipped_at=max(moment, at - timedelta(hours=10)),
        )
        for moment, number in due
    ]
    if shipments:
        orders.ship_orders(drafts=shipments, by=trade.by, at=at)
        trade.to_deliver += [(at + timedelta(days=trade.random.choice([2, 3, 4, 6])), draft.order_number) for draft in shipments]
    arrived = [job for job in trade.to_deliver if job[0] <= at]
    trade.to_deliver = [job for job in trade.to_deliver if job not in arrived]
    if arrived:
        drafts = [orders.DeliveryDraft(order_number=number, delivered_at=moment) for moment, number in arrived]
        orders.deliver_orders(drafts=drafts, by=trade.by, at=at)


def _cancel(trade: Trade, *, at: datetime) -> None:
    """Buyers who changed their mind yesterday get their money back."""
    regrets, trade.to_cancel = trade.to_cancel, []
    if not regrets:
        return
    reason = "Cliente desistiu antes do envio"
    orders.cancel_orders(drafts=[orders.CancellationDraft(number, reason) for number, _total in regrets], by=trade.by, at=at)
    refunds = [
        orders.PaymentEventDraft(number, "pagarme", f"RF-{number}", "refunded", total, occurred_at=at, method="refund")
        for number, total in regrets
    ]
    orders.record_payment_events(events=refunds, by=trade.by, at=at)
