"""The order board: tabs by what needs doing, search, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Page, Reader, Sort, keyset
from backoffice.core.lists.keyset import Values
from backoffice.core.money import ZERO
from orders.models import Order
from orders.queries import headlines
from orders.queries.filters import BoardFilter, board_orders, tab_condition
from orders.queries.picking import word_in_warehouse
from orders.queries.rows import BoardRow

MAX_PAGE = 200
_FIELDS = (
    "id", "number", "external_id", "channel__code", "channel__name", "channel__ships_unpaid", "customer_name", "ship_city", "ship_state",
    "status", "payment_status", "fulfilment_status", "has_payment_problem", "captured_total", "refunded_total", "charged_back_total",
    "placed_at", "promised_ship_date", "unit_count", "currency", "total", "approval", "payment_due_on", "in_warehouse",
)  # fmt: skip

# An order without a promise comes after all that have one.
_NO_PROMISE = date(9999, 12, 31)
_ID = Key("id")
_PLACED = (Key("placed_at", keyset.moment), _ID)
_TOTAL = (Key("total", keyset.amount), _ID)
_PROMISE = (Key("promise_or_last", keyset.day, Coalesce("promised_ship_date", Value(_NO_PROMISE, DateField()))), _ID)
SORTS: tuple[Sort, ...] = (
    Sort(name="-placed", label=_("Newest first"), keys=_PLACED),
    Sort(name="placed", label=_("Oldest first"), keys=_PLACED),
    Sort(name="promise", label=_("Promised first"), keys=_PROMISE),
    Sort(name="-total", label=_("Largest amount first"), keys=_TOTAL),
    Sort(name="total", label=_("Smallest amount first"), keys=_TOTAL),
)


def sort_of(name: str) -> Sort:
    """The sort of that name; newest first for any other."""
    return next((sort for sort in SORTS if sort.name == name), SORTS[0])


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


def read_board(*, filters: BoardFilter, actor: Actor, today: date) -> Reader[BoardRow]:
    """The rows of a filter, to be read in pages, counted, summed or walked: for the screen, its exports and bulk acts."""
    return Reader(
        rows=board_orders(filters, actor=actor, today=today).annotate(in_warehouse=word_in_warehouse()),
        fields=_FIELDS,
        make=lambda found: [_row(values, today) for values in found],
        key="number",
        amount=lambda orders: orders.aggregate(total=Sum("total"))["total"] or ZERO,
    )


def list_board(
    *,
    actor: Actor,
    today: date,
    after: Values | None = None,
    before: Values | None = None,
    limit: int = 50,
    sort: str = "",
    **filters: Any,
) -> Page:
    """
    One page of ``BoardRow`` for the filters of ``BoardFilter``, newest first or by one of ``SORTS``.

    ``after`` and ``before`` are the sort's keys of the row that one comes from.
    """
    reader = read_board(filters=BoardFilter(**filters), actor=actor, today=today)
    return reader.page(sort_of(sort), after=after, before=before, limit=max(1, min(limit, MAX_PAGE)))


def search_orders(*, actor: Actor, text: str, today: date, limit: int = 8) -> Sequence[BoardRow]:
    """The newest matches, for the palette; nothing for an empty text."""
    if not text.strip():
        return []
    return list_board(actor=actor, today=today, search=text, limit=limit).rows


def _row(row: Mapping[str, Any], today: date) -> BoardRow:
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
        in_warehouse=row["in_warehouse"],
    )


def _to_refund(row: Mapping[str, Any]) -> Decimal:
    """What the tab of the same name is about; a row of another tab may hold it too."""
    if not row["has_payment_problem"]:
        return ZERO
    kept = ZERO if row["status"] in ("cancelled", "expired") else row["total"]
    surplus: Decimal = row["captured_total"] - row["refunded_total"] - row["charged_back_total"] - kept
    return max(surplus, ZERO)
