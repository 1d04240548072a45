"""Figures for the home page and for the tie-out of an import."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.clock import company_date
from backoffice.core.money import ZERO
from orders.models import Order, PaymentEvent, Shipment
from orders.queries.rows import DayFigure, SalesTotals, TodayFigures

# Two spans of 14 whole days to compare, and today.
DAYS_BEFORE = 28
_WEEK = timedelta(days=7)


def get_today(*, actor: Actor, at: datetime) -> TodayFigures:
    """
    Today until ``at``, the same weekday a week before until the same hour, and the 28 days before, in one query.

    Orders that were cancelled or expired count nowhere.
    """
    today = company_date(at)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    since = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_BEFORE), time.min))
    orders = policy.visible(actor, Order.objects.filter(placed_at__gte=since, placed_at__lte=at, status__in=["open", "completed"]))
    # For the day a week ago this is the part until the same hour; for today it is all there is.
    until_now = Q(placed_at__lte=at - _WEEK) | Q(placed_at__gte=midnight)
    figures = (
        orders.annotate(day=TruncDate("placed_at", tzinfo=timezone.get_current_timezone()))
        .values("day")
        .annotate(count=Count("pk"), sold=Sum("total"), count_then=Count("pk", filter=until_now), sold_then=Sum("total", filter=until_now))
    )
    by_day = {row["day"]: row for row in figures}
    nothing = {"count": 0, "sold": ZERO, "count_then": 0, "sold_then": ZERO}
    now, before = by_day.get(today, nothing), by_day.get(today - _WEEK, nothing)
    days = [today - timedelta(days=back) for back in range(DAYS_BEFORE, -1, -1)]
    return TodayFigures(
        orders=now["count"],
        orders_before=before["count_then"],
        sold=now["sold"],
        sold_before=before["sold_then"] or ZERO,
        series=[DayFigure(day, by_day.get(day, nothing)["count"], by_day.get(day, nothing)["sold"]) for day in days],
    )


def get_sales_totals(*, actor: Actor, channel_code: str = "") -> SalesTotals:
    """Every sum of the area (of one channel, if named): what a tie-out compares with the source and with the ledger."""
    orders = policy.visible(actor, Order.objects.filter(channel__code=channel_code) if channel_code else Order.objects.all())
    money = ("items_total", "discount_total", "shipping_total", "captured_total", "refunded_total", "recognised_total")
    sums = orders.aggregate(orders=Count("pk"), **{name: Sum(name) for name in money})
    shipped = Shipment.objects.filter(order__in=orders).aggregate(
        items=Sum("items_total"), freight=Sum("freight_total"), cost=Sum("cost_total")
    )
    captures = PaymentEvent.objects.filter(order__in=orders, kind="captured").order_by()
    by_method = list(captures.values_list("method").annotate(amount=Sum("amount"), events=Count("pk")))
    return SalesTotals(
        orders=sums["orders"],
        by_status=_counts(orders, "status"),
        by_payment_status=_counts(orders, "payment_status"),
        by_fulfilment_status=_counts(orders, "fulfilment_status"),
        **{name: sums[name] or ZERO for name in money},
        captured_by_method={method: amount for method, amount, _ in by_method},
        captured_events_by_method={method: events for method, _, events in by_method},
        shipped_items_total=shipped["items"] or ZERO,
        shipped_freight_total=shipped["freight"] or ZERO,
        cost_total=shipped["cost"] or ZERO,
    )


def _counts(orders: "QuerySet[Order]", axis: str) -> dict[str, int]:
    return dict(orders.order_by().values_list(axis).annotate(count=Count("pk")))
