"""Sales by channel, product or day: what was ordered and not called off, by the day it was placed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.money import ZERO
from backoffice.core.reports import Proof
from backoffice.core.templatetags.formats import day_month_year, qty

CHANNEL, PRODUCT, DAY = "channel", "product", "day"
GROUPS = (CHANNEL, PRODUCT, DAY)
# More products than this are one row "all others": the paper stays readable, the sum stays whole.
MAX_ROWS = 500

# What was called off later, whole or in part, counts nowhere (orders.queries.today says the same).
_ORDERS = """
    FROM orders_order AS o JOIN orders_channel AS c ON c.id = o.channel_id
    WHERE o.placed_at >= %(since)s AND o.placed_at < %(until)s AND o.status IN ('open', 'completed')
        AND (%(channel)s = '' OR c.code = %(channel)s)
"""
_LINES = f"""
    SELECT o.id AS order_id, l.sku, l.name, l.quantity - l.cancelled_quantity AS units,
        (l.quantity - l.cancelled_quantity) * l.unit_price AS items,
        -- The same share of the line's discount that the order was settled with.
        round(l.discount * (l.quantity - l.cancelled_quantity) / l.quantity, 2) AS discount
    FROM orders_orderline AS l JOIN (SELECT o.id {_ORDERS}) AS o ON o.id = l.order_id
    WHERE l.quantity > l.cancelled_quantity
"""  # noqa: S608 - our own constants
_BY_ORDER = """
SELECT {key} AS key, {label} AS label, count(*), coalesce(sum(o.unit_count), 0), sum(o.items_total), sum(o.discount_total),
    sum(o.shipping_total), sum(o.total)
{orders} GROUP BY 1, 2 ORDER BY {sort}
"""
_BY_PRODUCT = f"""
SELECT sku, min(name), count(DISTINCT order_id), sum(units), sum(items), sum(discount), NULL, sum(items - discount)
FROM ({_LINES}) AS line GROUP BY sku ORDER BY sum(items - discount) DESC, sku
"""  # noqa: S608 - our own constants
_PROOF = f"""
SELECT coalesce(sum(items), 0), coalesce(sum(discount), 0), count(*) FROM ({_LINES}) AS line
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class SalesRow:
    """One channel, product or day.  Amounts in the company's currency; ``freight`` is None where an order's freight has no share."""

    key: str
    label: str
    orders: int
    units: int
    items: Decimal
    discount: Decimal
    freight: Decimal | None
    total: Decimal


@dataclass(frozen=True, slots=True)
class SalesReport:
    """What was sold between two days, both included, grouped one way.  ``days`` is the total of each day, for the chart."""

    title: str
    position: int
    group: str
    date_from: date
    date_to: date
    channel: str
    rows: tuple[SalesRow, ...]
    total: SalesRow
    days: tuple[tuple[date, Decimal], ...]
    proofs: tuple[Proof, ...]


def build_sales(*, group: str, date_from: date, date_to: date, today: date, channel: str = "", position: int = 0) -> SalesReport:
    """
    The sales of these days.  Four statements, whatever their number.

    ``today`` ends the chart of a period that is not over; ``position`` is the ledger's, as the paper states it.

    :raises ValueError: the days are the wrong way round, or there is no such grouping
    """
    if date_from > date_to or group not in GROUPS:
        raise ValueError(f"{date_from} is after {date_to}")
    values = {"since": _midnight(date_from), "until": _midnight(date_to + timedelta(days=1)), "channel": channel}
    values["zone"] = timezone.get_current_timezone_name()
    days = _rows(DAY, values)
    rows = days if group == DAY else _rows(group, values)
    total = _sum("", _("Total"), days)
    by_day = {row.key: row.total for row in days}
    return SalesReport(
        title=_("Sales from %(from)s to %(to)s") % {"from": day_month_year(date_from), "to": day_month_year(date_to)},
        position=position,
        group=group,
        date_from=date_from,
        date_to=date_to,
        channel=channel,
        rows=tuple(_shortened(rows)),
        # An order of three products is one order.
        total=total if group != PRODUCT else replace(_sum("", _("Total"), rows), orders=total.orders),
        days=tuple((day, by_day.get(day.isoformat(), ZERO)) for day in _each_day(date_from, max(date_from, min(date_to, today)))),
        proofs=_prove(rows, total, values, group),
    )


def _rows(group: str, values: dict[str, Any]) -> list[SalesRow]:
    local = "(o.placed_at AT TIME ZONE %(zone)s)::date"
    statement = {
        PRODUCT: _BY_PRODUCT,
        CHANNEL: _BY_ORDER.format(key="c.code", label="c.name", orders=_ORDERS, sort="sum(o.total) DESC, 1"),
        DAY: _BY_ORDER.format(key=f"to_char({local}, 'YYYY-MM-DD')", label="''", orders=_ORDERS, sort="1"),
    }[group]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    return [SalesRow(row[0], row[1] or day_month_year(date.fromisoformat(row[0])), *row[2:]) for row in found]


def _shortened(rows: list[SalesRow]) -> list[SalesRow]:
    if len(rows) <= MAX_ROWS:
        return rows
    rest = rows[MAX_ROWS:]
    label = ngettext("%(n)s other", "%(n)s others", len(rest)) % {"n": qty(len(rest))}
    return [*rows[:MAX_ROWS], _sum("", label, rest)]


def _sum(key: str, label: str, rows: list[SalesRow]) -> SalesRow:
    freight = [row.freight for row in rows if row.freight is not None]
    return SalesRow(
        key,
        label,
        orders=sum(row.orders for row in rows),
        units=sum(row.units for row in rows),
        items=sum((row.items for row in rows), ZERO),
        discount=sum((row.discount for row in rows), ZERO),
        freight=sum(freight, ZERO) if freight or not rows else None,
        total=sum((row.total for row in rows), ZERO),
    )


def _prove(rows: list[SalesRow], total: SalesRow, values: dict[str, Any], group: str) -> tuple[Proof, ...]:
    """The orders' own totals against the lines below them, and the rows of this grouping against both."""
    with connection.cursor() as cursor:
        cursor.execute(_PROOF, values)
        items, discount, lines = cursor.fetchone()
    of_lines = ngettext("%(n)s order line", "%(n)s order lines", lines) % {"n": qty(lines)}
    of_orders = ngettext("%(n)s order", "%(n)s orders", total.orders) % {"n": qty(total.orders)}
    shown = sum((row.items - row.discount for row in rows), ZERO)
    return (
        Proof(_("Items: rows of the report and order lines"), sum((row.items for row in rows), ZERO), ZERO + items, of_lines),
        Proof(_("Items less discounts: rows of the report and orders"), shown, total.items - total.discount, of_orders),
        Proof(_("Orders: totals and their parts"), total.total, ZERO + items - discount + (total.freight or ZERO), of_orders),
    )


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=index) for index in range((last - first).days + 1)]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
