"""The margin of what was shipped: revenue less cost, by order, on accrual basis; what was taken back later is taken off."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.reports import Proof
from backoffice.core.templatetags.formats import day_month_year, qty

# The orders with the smallest margins are listed; the others are one row, so that the sum stays whole.
MAX_ROWS = 500

_SHIPPED = """
SELECT o.number, o.customer_name, c.code, min((s.shipped_at AT TIME ZONE %(zone)s)::date), sum(s.items_total), sum(s.freight_total),
    sum(s.discount_total), o.returned_revenue_total, sum(s.cost_total), c.name
FROM orders_shipment AS s JOIN orders_order AS o ON o.id = s.order_id JOIN orders_channel AS c ON c.id = o.channel_id
WHERE s.shipped_at >= %(since)s AND s.shipped_at < %(until)s AND (%(channel)s = '' OR c.code = %(channel)s)
GROUP BY o.id, c.id ORDER BY sum(s.items_total + s.freight_total - s.discount_total - s.cost_total) - o.returned_revenue_total, o.id
"""


@dataclass(frozen=True, slots=True)
class MarginRow:
    """One order (or one channel, or the rest).  ``revenue`` is items and freight less discount and what was given back."""

    number: str
    label: str
    channel: str
    shipped_on: date | None
    items: Decimal
    freight: Decimal
    discount: Decimal
    returned: Decimal
    cost: Decimal
    channel_name: str = ""
    orders: int = 1

    @property
    def revenue(self) -> Decimal:
        return self.items + self.freight - self.discount - self.returned

    @property
    def margin(self) -> Decimal:
        return self.revenue - self.cost

    @property
    def share(self) -> Decimal | None:
        """The margin in percent of the revenue, one decimal; None without revenue."""
        return quantize_half_up(self.margin / self.revenue * 100, 1) + 0 if self.revenue > 0 else None


@dataclass(frozen=True, slots=True)
class MarginReport:
    """The orders shipped between two days, the smallest margin first; ``channels`` sums them, largest revenue first."""

    title: str
    position: int
    date_from: date
    date_to: date
    channel: str
    rows: tuple[MarginRow, ...]
    channels: tuple[MarginRow, ...]
    total: MarginRow
    left_out: int
    losing: int
    proofs: tuple[Proof, ...] = ()


def build_margin(*, date_from: date, date_to: date, channel: str = "", position: int = 0) -> MarginReport:
    """
    The margin of what was shipped on these days; one statement.

    ``position`` is the ledger's, as the paper states it.

    :raises ValueError: the days are the wrong way round
    """
    if date_from > date_to:
        raise ValueError(f"{date_from} is after {date_to}")
    values: dict[str, Any] = {"since": _midnight(date_from), "until": _midnight(date_to + timedelta(days=1)), "channel": channel}
    with connection.cursor() as cursor:
        cursor.execute(_SHIPPED, values | {"zone": timezone.get_current_timezone_name()})
        orders = [MarginRow(*row) for row in cursor.fetchall()]
    by_channel: dict[str, list[MarginRow]] = {}
    for row in orders:
        by_channel.setdefault(row.channel, []).append(row)
    channels = [_sum(rows[0].channel_name, rows, code) for code, rows in by_channel.items()]
    rest = orders[MAX_ROWS:]
    more = [_sum(ngettext("%(n)s other order", "%(n)s other orders", len(rest)) % {"n": qty(len(rest))}, rest)] if rest else []
    return MarginReport(
        title=_("Margin of orders shipped from %(from)s to %(to)s") % {"from": day_month_year(date_from), "to": day_month_year(date_to)},
        position=position,
        date_from=date_from,
        date_to=date_to,
        channel=channel,
        rows=(*orders[:MAX_ROWS], *more),
        channels=tuple(sorted(channels, key=lambda row: (-row.revenue, row.channel))),
        total=_sum(_("Total"), orders),
        left_out=len(rest),
        losing=sum(1 for row in orders if row.margin < 0),
    )


def _sum(label: str, rows: list[MarginRow], channel: str = "") -> MarginRow:
    def total(name: str) -> Decimal:
        return sum((getattr(row, name) for row in rows), ZERO)

    sums = (total(name) for name in ("items", "freight", "discount", "returned", "cost"))
    return MarginRow("", label, channel, None, *sums, orders=len(rows))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
