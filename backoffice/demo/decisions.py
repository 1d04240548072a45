"""This morning's telephone orders: some wait for somebody's approval, one lost an item that was broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from backoffice.core.actors import Actor
from backoffice.core.clock import company_date
from backoffice.demo.people import Person
from backoffice.demo.shop import PHONE
from inventory.errors import InsufficientStock
from orders import services as orders

ZERO = Decimal("0.00")
LINA = Actor(kind="system", id=0, name="Lina Sato")


@dataclass(frozen=True)
class Call:
    """One telephone order; ``days`` is how long a customer on terms has to pay."""

    lines: tuple[tuple[str, int], ...]
    discount: Decimal = ZERO
    days: int = 0
    note: str = ""


CALLS = [
    Call((("PRA-CE-06", 3), ("TAL-IN-24", 2)), note="Quer receber tudo junto, na sexta."),
    Call((("PAN-FE-24", 1), ("TAB-TE-40", 1)), discount=Decimal("60.00"), note="Cliente antiga, pediu o preço da feira."),
    Call((("CAF-PR-08", 4), ("XIC-CE-06", 4), ("FIL-V6-40", 10)), days=30),
    Call((("FRI-IN-26", 4), ("PAN-FE-28", 4), ("TAL-IN-24", 2)), note="Enxoval de restaurante novo."),
    Call((("POT-VI-05", 2), ("VEL-CE-01", 3))),
]
APPROVED = 0
BROKEN = 4


def take_calls(*, people: Sequence[Person], by: Actor, now: datetime) -> None:
    """Place the calls of this morning; what the stock cannot serve was refused on the telephone."""
    numbers: dict[int, str] = {}
    for index, call in enumerate(CALLS):
        person = people[11 + 17 * index]
        at = now - timedelta(minutes=25 * (len(CALLS) - index))
        draft = orders.OrderDraft(
            channel_code=PHONE,
            customer=orders.CustomerDraft(person.name, phone=person.phone, document=person.document, address=person.address),
            lines=tuple(orders.LineDraft(sku, units) for sku, units in call.lines),
            discount_total=call.discount,
            shipping_total=Decimal("29.90"),
            payment_due_on=company_date(now) + timedelta(days=call.days) if call.days else None,
            internal_note=call.note,
        )
        try:
            numbers[index] = orders.place_order(draft=draft, by=LINA, at=at).number
        except InsufficientStock:
            continue
    if APPROVED in numbers:
        orders.approve_orders(drafts=[orders.ApprovalDraft(numbers[APPROVED], "Combinado com o cliente.")], by=by, at=now)
    if BROKEN in numbers:
        orders.cancel_order_items(
            draft=orders.ItemsCancellationDraft(numbers[BROKEN], "Vela quebrou na separação", lines=(("VEL-CE-01", 1),)), by=by, at=now
        )
