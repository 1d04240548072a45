"""The order board: tabs by what needs doing, search, pages."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO
from orders.models import Order
from orders.queries import headlines
from orders.queries.filters import BoardFilter, board_orders, tab_condition
from orders.queries.rows import BoardPage, BoardRow

MAX_PAGE = 200
_FIELDS = (
    "id", "number", "external_id", "channel__code", "channel__name", "channel__ships_unpaid", "customer_name", "ship_city", "ship_state",
    "status", "payment_status", "fulfilment_status", "has_payment_problem", "captured_total", "refunded_total", "charged_back_total",
    "placed_at", "promised_ship_date", "unit_count", "currency", "total", "approval", "payment_due_on",
)  # fmt: skip

Keyset = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Tab:
    """``is_counted`` tabs are work and small; the others are history, whose size nobody needs to the unit."""

    code: str
    label: str | Promise
    is_counted: bool = True


TABS: tuple[Tab, ...] = (
    Tab("all", pgettext_lazy("orders", "All"), is_counted=False),
    Tab("open", pgettext_lazy("orders", "In progress")),
    Tab("to_approve", pgettext_lazy("orders", "To approve")),
    Tab("to_pay", _("Awaiting payment")),
    Tab("to_ship", _("To ship")),
    Tab("late", pgettext_lazy("orders", "Late")),
    Tab("payment_problem", _("Payment problem")),
    Tab("to_refund", _("To refund")),
    Tab("partially_shipped", _("Partially shipped")),
    Tab("shipped", pgettext_lazy("orders", "On the way")),
    Tab("completed", pgettext_lazy("orders", "Completed"), is_counted=False),
    Tab("cancelled", pgettext_lazy("orders", "Cancelled and expired"), is_counted=False),
)


def count_tabs(*, actor: Actor, today: date) -> dict[str, int]:
    """How many orders each counted tab holds, in one query over the open orders and those with a payment problem."""
    at_work = policy.visible(actor, Order.objects.filter(Q(status="open") | Q(has_payment_problem=True)))
    counted = [tab.code for tab in TABS if tab.is_counted]
    return at_work.aggregate(**{code: Count("pk", filter=tab_condition(code, today=today)) for code in counted})


def list_board(
    *,
    actor: Actor,
    today: date,
    tab: str = "all",
    search: str = "",
    channel: str = "",
    payment_status: str = "",
    ship_state: str = "",
    placed_from: date | None = None,
    placed_to: date | None = None,
    promised_from: date | None = None,
    promised_to: date | None = None,
    valid: str = "",
    after: Keyset | None = None,
    before: Keyset | None = None,
    limit: int = 50,
    with_sum: bool = False,
) -> BoardPage:
    """
    One page of a tab, newest first; ``search`` matches number, channel's number, customer, document, SKU.

    ``after`` and ``before`` are the (placed at, id) of the last and first row of the page one comes from.
    """
    filters = BoardFilter(tab, search, channel, payment_status, ship_state, placed_from, placed_to, promised_from, promised_to, valid)
    orders = board_orders(filters, actor=actor, today=today)
    limit = max(1, min(limit, MAX_PAGE))
    rows, has_more = _page(orders, after=after, before=before, limit=limit)
    has_previous, has_next = (has_more, True) if before else (after is not None, has_more)
    summed: dict[str, Any] = orders.aggregate(count=Count("pk"), total=Sum("total")) if with_sum else {"count": None, "total": None}
    return BoardPage(
        rows=[_row(values, today) for values in rows],
        next_after=_key(rows[-1]) if rows and has_next else None,
        previous_before=_key(rows[0]) if rows and has_previous else None,
        count=summed["count"],
        total=(summed["total"] or ZERO) if with_sum else None,
    )


def search_orders(*, actor: Actor, text: str, today: date, limit: int = 8) -> list[BoardRow]:
    """The newest matches, for the palette; nothing for an empty text."""
    if not text.strip():
        return []
    return list_board(actor=actor, today=today, search=text, limit=limit).rows


def _page(orders: "QuerySet[Order]", *, after: Keyset | None, before: Keyset | None, limit: int) -> tuple[list[tuple[Any, ...]], bool]:
    """Up to ``limit`` rows, newest first, and whether there are more in the direction of travel."""
    if before:
        at, order_id = before
        newer = orders.filter(Q(placed_at__gt=at) | Q(placed_at=at, pk__gt=order_id), placed_at__gte=at)
        rows = list(newer.order_by("placed_at", "pk").values_list(*_FIELDS)[: limit + 1])
        return rows[:limit][::-1], len(rows) > limit
    if after:
        at, order_id = after
        orders = orders.filter(Q(placed_at__lt=at) | Q(placed_at=at, pk__lt=order_id), placed_at__lte=at)
    rows = list(orders.order_by("-placed_at", "-pk").values_list(*_FIELDS)[: limit + 1])
    return rows[:limit], len(rows) > limit


def _key(row: tuple[Any, ...]) -> Keyset:
    return row[_FIELDS.index("placed_at")], row[0]


def _row(values: tuple[Any, ...], today: date) -> BoardRow:
    row = dict(zip(_FIELDS, values, strict=True))
    ready = headlines.is_ready(
        total=row["total"],
        captured=row["captured_total"],
        returned=row["refunded_total"] + row["charged_back_total"],
        ships_unpaid=row["channel__ships_unpaid"] or row["payment_due_on"] is not None,
        units=row["unit_count"],
        approval=row["approval"],
    )
    status, fulfilment, promised = row["status"], row["fulfilment_status"], row["promised_ship_date"]
    late = headlines.is_late(status=status, fulfilment_status=fulfilment, is_ready=ready, promised_ship_date=promised, today=today)
    return BoardRow(
        id=row["id"],
        number=row["number"],
        external_id=row["external_id"],
        channel=row["channel__code"],
        channel_name=row["channel__name"],
        customer_name=row["customer_name"],
        ship_city=row["ship_city"],
        ship_state=row["ship_state"],
        status=status,
        payment_status=row["payment_status"],
        fulfilment_status=fulfilment,
        headline=headlines.headline(
            status=status,
            fulfilment_status=fulfilment,
            has_problem=row["has_payment_problem"],
            late=late,
            ready=ready,
            approval=row["approval"],
        ),
        is_late=late,
        days_late=(today - promised).days if late else 0,
        placed_at=row["placed_at"],
        promised_ship_date=promised,
        unit_count=row["unit_count"],
        currency=row["currency"],
        total=row["total"],
        to_refund=_to_refund(row),
    )


def _to_refund(row: dict[str, Any]) -> Decimal:
    """What the tab of the same name is about; a row of another tab may hold it too."""
    if not row["has_payment_problem"]:
        return ZERO
    kept = ZERO if row["status"] in ("cancelled", "expired") else row["total"]
    return max(row["captured_total"] - row["refunded_total"] - row["charged_back_total"] - kept, ZERO)
