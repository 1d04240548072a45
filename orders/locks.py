"""The only row locks of the sales area: waves, then orders, by primary key, before anything of theirs is read."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.locks import require_transaction
from orders.errors import UnknownCustomer, UnknownOrder, UnknownShortage, UnknownWave
from orders.models import Customer, Order, PickingWave, PickLine


def lock_orders(numbers: Iterable[str], *, by: Actor) -> dict[str, Order]:
    """
    The orders by number, with their channel, locked until the transaction ends.

    Two batches with the same orders wait for each other in key order instead of deadlocking.  An order that the actor
    may not know of does not exist.

    :raises UnknownOrder: naming every number that does not exist
    """
    require_transaction()
    wanted = set(numbers)
    rows = policy.visible(by, Order.objects.filter(number__in=wanted)).select_related("channel").order_by("pk")
    found = {order.number: order for order in rows.select_for_update(of=("self",))}
    if missing := wanted - found.keys():
        raise UnknownOrder(orders=sorted(missing)[:20])
    return found


def lock_waves(numbers: Iterable[int], *, by: Actor) -> dict[int, PickingWave]:
    """
    The waves by number, locked until the transaction ends.  Taken before orders and stock, never after.

    :raises UnknownWave: one does not exist, or the actor may not know of it
    """
    require_transaction()
    wanted = set(numbers)
    rows = policy.visible(by, PickingWave.objects.filter(pk__in=wanted)).order_by("pk").select_for_update(of=("self",))
    found = {wave.pk: wave for wave in rows}
    if missing := wanted - found.keys():
        raise UnknownWave(wave=min(missing))
    return found


def lock_shortage(line_id: int, *, by: Actor) -> PickLine:
    """
    An open shortage, locked behind its wave.

    :raises UnknownShortage: nothing is missing there any more, or the actor may not know of it
    """
    require_transaction()
    waves = policy.visible(by, PickingWave.objects.all())
    rows = PickLine.objects.filter(pk=line_id, wave__in=waves, short__gt=0, settled_at=None).select_related("wave_order__order")
    line = rows.select_for_update(of=("self",)).first()
    if line is None:
        raise UnknownShortage(line=line_id)
    return line


def lock_customer(customer_id: int, *, by: Actor) -> Customer:
    """
    The customer's row, locked until the transaction ends.

    :raises UnknownCustomer: it does not exist, or the actor may not know of it
    """
    require_transaction()
    customer: Customer | None = policy.visible(by, Customer.objects.filter(pk=customer_id)).select_for_update().first()
    if customer is None:
        raise UnknownCustomer(customer=customer_id)
    return customer


def lock_customers(customer_ids: Iterable[int]) -> dict[int, Customer]:
    """The customers' rows by id, locked until the transaction ends; what does not exist is missing."""
    require_transaction()
    return {customer.pk: customer for customer in Customer.objects.filter(pk__in=customer_ids).order_by("pk").select_for_update()}


def lock_expired(*, at: datetime, limit: int) -> list[Order]:
    """
    Open orders whose time ran out before any money came or was promised, oldest first.

    The race with a capture is won by who locks first: a row that is locked elsewhere is left for the next run, and one
    that changed meanwhile is checked again by Postgres before it is handed out.
    """
    require_transaction()
    rows = Order.objects.filter(
        status="open", reserved_until__lte=at, captured_total=0, authorized_total__lte=F("voided_total"), shipped_at=None
    )
    return list(rows.select_related("channel").order_by("pk").select_for_update(of=("self",), skip_locked=True)[:limit])
