"""The order page: where it stands, the one next step, its money, its story, what belongs to it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries as stock
from orders import queries, states
from orders.queries import OrderDetail, TimelineEntry
from orders.queries.neighbours import Neighbours, find_neighbours
from orders.views import acting, cells, money, related
from orders.views.board import BOARD, filters_of
from orders.views.forms import METHODS
from orders.views.related import RelatedRecord

TABS = {
    "items": gettext_lazy("Items and amounts"),
    "delivery": gettext_lazy("Delivery"),
    "payments": gettext_lazy("Payments"),
    "documents": gettext_lazy("Documents"),
    "audit": gettext_lazy("Audit trail"),
}
ICONS = {"ship": "package_2", "deliver": "task_alt", "cancel": "do_not_disturb_on", "record_payment": "payments"}
HINTS = {
    "cancel": gettext_lazy("Shows first what will happen"),
    "record_payment": gettext_lazy("Transfer, cash or a refund made by hand"),
}
PAYMENT_KINDS = {
    "authorized": pgettext_lazy("payment event", "Authorization"),
    "captured": pgettext_lazy("payment event", "Payment"),
    "refunded": pgettext_lazy("payment event", "Refund"),
    "voided": pgettext_lazy("payment event", "Authorization voided"),
    "chargeback": pgettext_lazy("payment event", "Chargeback"),
}
# Where a refused act finds its way out: reason -> the act that removes it.
REMEDIES = {"is_unpaid": "record_payment", "money_given_back": "cancel"}


@staff_view(permission="orders.view")
def order_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, queries.get_order(number=number, actor=request.actor, today=clock.company_date(clock.now())))


def show(request: StaffRequest, detail: OrderDetail, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` is open over it when an act was asked by address or came back refused."""
    actor = request.actor
    number = detail.summary.number
    entries = queries.list_timeline(number=number, actor=actor)
    reservations = stock.list_reservations(actor=actor, reference=number)
    moves = stock.list_moves(actor=actor, reference=number)
    tab = request.GET.get("tab", "") if request.GET.get("tab", "") in TABS else "items"
    records = related.of_order(number, actor)
    context = {
        "detail": detail,
        "order": detail.summary,
        "place": cells.place(detail.shipping_address.get("city", ""), detail.shipping_address.get("state", "")),
        "placed": _placed(detail),
        "pill": cells.headline_pill(detail.headline, detail.summary.fulfilment_status),
        "menu": _menu(detail),
        "main": _main(detail),
        "steps": _steps(detail),
        "tab": tab,
        "tabs": _tabs(request, detail, tab, documents=sum(record.group == "entry" for record in records) + len(moves)),
        "lines": _lines(detail, reservations),
        "customer_side": money.customer_side(detail),
        "company_side": money.company_side(detail, open_cost=_open_cost(reservations)) if policy.may_see(actor, "order.margin") else None,
        "entries": [_told(entry) for entry in entries],
        "reservations": reservations,
        "moves": moves,
        "documents": [record for record in records if record.group == "entry"],
        "related": _related(detail, reservations, records),
        "dialog": dialog,
        "document": formats.cpf_cnpj(detail.customer.document),
        "payments": [_payment(payment) for payment in detail.payments],
        "may_see_cost": policy.may_see(actor, "variant.cost"),
        "may_record": actor.may("orders.record_payment"),
        "has_errors": bool(dialog and dialog["form"].errors),
        "may_audit": actor.may("system.view_audit"),
    }
    return render(request, "orders/order.html", context | _position(request, detail, actor), status=status)


def label_of(name: str) -> str:
    """The act's name for people."""
    return str(states.ACTS[name].label)


def _placed(detail: OrderDetail) -> str:
    placed = detail.summary.placed_at
    told = {"day": formats.short_date(placed), "time": formats.clock(placed)}
    return (
        _("placed today at %(time)s") % told
        if clock.company_date(placed) == timezone.localdate()
        else _("placed on %(day)s at %(time)s") % told
    )


def _payment(payment: queries.PaymentDetail) -> dict[str, Any]:
    """A payment event in words: what happened, by whom, how."""
    provider = _("Recorded by hand") if payment.provider == "manual" else payment.provider.replace("_", " ").title()
    method = METHODS.get(payment.method, payment.method.replace("_", " "))
    number = payment.event_id.removeprefix("manual:")
    return {
        "payment": payment,
        "kind": PAYMENT_KINDS.get(payment.kind, payment.kind),
        "provider": provider,
        "method": method,
        "number": number,
    }


def _menu(detail: OrderDetail) -> list[dict[str, Any]]:
    """Every act that is not the next step; the refused ones stay, with the reason and the way out."""
    number = detail.summary.number
    allowed = {action.name for action in detail.actions if action.allowed}
    items = []
    for action in detail.actions:
        if action.is_next_step:
            continue
        url = reverse(f"order_{action.name}", args=[number])
        item = {"label": action.label, "icon": ICONS[action.name], "hint": HINTS.get(action.name, ""), "dialog_url": url}
        item |= {"bad": action.name == "cancel", "line": action.name == "cancel", "reason": action.reason.text if action.reason else ""}
        remedy = REMEDIES.get(action.reason.code) if action.reason else None
        if remedy in allowed and remedy != action.name:
            item |= {"remedy_url": reverse(f"order_{remedy}", args=[number]), "remedy_label": label_of(remedy)}
        items.append(item)
    return sorted(items, key=lambda item: bool(item["bad"]))


def _main(detail: OrderDetail) -> dict[str, str] | None:
    """The one filled button."""
    step = detail.next_step
    if step is None:
        return None
    return {"label": str(step.label), "icon": ICONS[step.name], "url": reverse(f"order_{step.name}", args=[detail.summary.number])}


def _steps(detail: OrderDetail) -> list[dict[str, str]]:
    state_of = {"done": "done", "now": "current"}
    return [
        {"label": step.label, "note": formats.short_datetime(step.at) if step.at else step.note, "state": state_of.get(step.state, "")}
        for step in detail.steps
    ]


def _tabs(request: HttpRequest, detail: OrderDetail, current: str, *, documents: int) -> list[dict[str, Any]]:
    counts = {"payments": len(detail.payments) or None, "documents": documents or None, "delivery": len(detail.shipments) or None}
    page = reverse("order_page", args=[detail.summary.number])
    tabs = []
    for name, label in TABS.items():
        query = {key: value for key, value in (("tab", "" if name == "items" else name), ("list", request.GET.get("list", ""))) if value}
        tabs.append(
            {"label": label, "url": f"{page}?{urlencode(query)}" if query else page, "count": counts.get(name), "current": name == current}
        )
    return tabs


def _lines(detail: OrderDetail, reservations: Sequence[stock.ReservationRow]) -> list[dict[str, Any]]:
    """Each line with where a picker finds it and how much of it has left."""
    positions: dict[int, list[str]] = {}
    for row in reservations:
        if row.position not in positions.setdefault(row.variant_id, []):
            positions[row.variant_id].append(row.position)
    return [
        {
            "line": line,
            "position": ", ".join(positions.get(line.variant_id, [])[:3]),
            "state": _state_of(line),
            "progress": _("%(done)s of %(all)s") % {"done": formats.qty(line.shipped_quantity), "all": formats.qty(line.quantity)},
        }
        for line in detail.summary.lines
    ]


def _state_of(line: queries.LineDetail) -> str:
    if line.cancelled_quantity == line.quantity:
        return "cancelled"
    if line.open_quantity == 0:
        return "shipped"
    return "partially_shipped" if line.shipped_quantity else "unfulfilled"


def _open_cost(reservations: Sequence[stock.ReservationRow]) -> Any:
    """What the reserved goods would cost at today's moving average."""
    pending = [row for row in reservations if row.status == "pending"]
    if not pending:
        return ZERO
    costs = stock.get_average_costs(variant_ids={row.variant_id for row in pending})
    return quantize_half_up(sum((costs.get(row.variant_id, ZERO) * row.quantity for row in pending), ZERO))


def _told(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "icon": entry.icon,
        "who": entry.actor_name,
        "what": entry.text,
        "when": entry.at,
        "detail": entry.detail,
        "bad": entry.action == acting.REFUSED,
    }


def _related(detail: OrderDetail, reservations: Sequence[stock.ReservationRow], records: Sequence[RelatedRecord]) -> list[dict[str, Any]]:
    page = reverse("order_page", args=[detail.summary.number])
    items: list[dict[str, Any]] = [
        {"icon": "payments", "label": _payment_label(payment), "detail": formats.brl(payment.amount), "url": f"{page}?tab=payments"}
        for payment in detail.payments[:4]
    ]
    items += [
        {"icon": record.icon, "label": record.label, "detail": record.detail, "url": record.url or f"{page}?tab=documents"}
        for record in records[:6]
    ]
    pending = [row for row in reservations if row.status == "pending"]
    if pending:
        units = _("%(n)s units at %(place)s") % {
            "n": formats.qty(sum(row.quantity for row in pending)),
            "place": ", ".join(sorted({row.position for row in pending})[:3]),
        }
        items.append({"icon": "shelves", "label": _("Reserved stock"), "detail": units, "url": f"{page}?tab=delivery"})
    items += [
        {
            "icon": "package_2",
            "label": _("Parcel %(number)s") % {"number": each.number},
            "detail": " · ".join(filter(None, [each.carrier, each.tracking_code])),
            "url": f"{page}?tab=delivery",
        }
        for each in detail.shipments[:4]
    ]
    return items


def _payment_label(payment: queries.PaymentDetail) -> str:
    return f"{PAYMENT_KINDS.get(payment.kind, payment.kind)} {payment.event_id}"


def _position(request: StaffRequest, detail: OrderDetail, actor: Actor) -> dict[str, Any]:
    """ "3 of 18" of the list that the order was opened from, with the way to its neighbours."""
    if "list" not in request.GET:
        return {}
    trail = QueryDict(request.GET["list"][:2000])
    board = HttpRequest()
    board.GET = trail
    state = BOARD.read(board)
    at: Neighbours = find_neighbours(
        number=detail.summary.number, actor=actor, today=clock.company_date(clock.now()), filters=filters_of(state)
    )
    query = urlencode({"list": request.GET["list"]})
    return {
        "board_url": f"{reverse('order_board')}{state.url()}",
        "board_view": next((view.label for view in BOARD.views if view.name == state.view), ""),
        "position": at.position,
        "total": at.total,
        "previous_url": f"{reverse('order_page', args=[at.previous])}?{query}" if at.previous else "",
        "next_url": f"{reverse('order_page', args=[at.next])}?{query}" if at.next else "",
    }


def stock_url(variant_id: int) -> str:
    """The stock page of a variant, where that page exists."""
    try:
        return reverse("stock_variant", args=[variant_id])
    except NoReverseMatch:
        return ""
