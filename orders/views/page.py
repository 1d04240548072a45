"""The order page: where it stands, the one next step, its money, its story, what belongs to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core import clock, policy
from backoffice.core.actors import Actor
from backoffice.core.lists import ListState
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries as stock
from orders import queries, states
from orders.queries import OrderDetail
from orders.queries.neighbours import find_neighbours
from orders.views import cells, money, parts, related
from orders.views.board import BOARD, filters_of
from orders.words import APPROVALS

TABS = {
    "items": gettext_lazy("Items and amounts"),
    "delivery": gettext_lazy("Delivery"),
    "payments": gettext_lazy("Payments"),
    "documents": gettext_lazy("Documents"),
    "audit": pgettext_lazy("order", "Audit trail"),
}
ICONS = {
    "approve": "verified_user",
    "refuse": "block",
    "cancel_items": "playlist_remove",
    "ship": "package_2",
    "deliver": "task_alt",
    "cancel": "do_not_disturb_on",
    "record_payment": "payments",
}
# Acts that take something away: below the rule, in red.
BAD = ("refuse", "cancel_items", "cancel")
# Refusals that say nothing to somebody who looks at another order: the act is not offered at all.
SILENT = ("needs_no_approval", "approval_decided")
HINTS = {
    "refuse": gettext_lazy("Cancels the order, with your reason"),
    "cancel_items": gettext_lazy("What has not left, or a part of it"),
    "cancel": gettext_lazy("Shows first what will happen"),
    "record_payment": gettext_lazy("Transfer, cash or a refund made by hand"),
}
# Where a refused act finds its way out: reason -> the act that removes it.
REMEDIES = {
    "needs_approval": "approve",
    "is_unpaid": "record_payment",
    "money_given_back": "cancel",
    "already_shipped": "cancel_items",
    "cancels_everything": "cancel",
}


@staff_view(permission="orders.view")
def order_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, queries.get_order(number=number, actor=request.actor, today=clock.company_date(clock.now())))


def show(request: StaffRequest, detail: OrderDetail, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page; ``dialog`` is open over it when an act was asked by address or came back refused."""
    actor, number = request.actor, detail.summary.number
    page = reverse("order_page", args=[number])
    reservations = stock.list_reservations(actor=actor, reference=number)
    moves = stock.list_moves(actor=actor, reference=number)
    records = related.of_order(number, actor)
    payments = parts.payments(detail, records)
    mark = queries.list_picking_marks(orders=[number], actor=actor).get(number)
    tab = request.GET.get("tab", "") if request.GET.get("tab", "") in TABS else "items"
    trail = f"?{urlencode({'list': request.GET['list']})}" if "list" in request.GET else ""
    context = {
        "detail": detail,
        "order": detail.summary,
        "pill": cells.headline_pill(detail.headline, mark.status if mark else detail.summary.fulfilment_status),
        "place": cells.place(detail.shipping_address.get("city", ""), detail.shipping_address.get("state", "")),
        "placed": parts.placed(detail),
        "menu": _menu(detail, trail),
        "main": _main(detail, trail),
        "steps": parts.steps(detail),
        "tab": tab,
        "tabs": _tabs(request, detail, tab, documents=len(records) + len(moves)),
        "lines": parts.lines(detail, reservations),
        "customer_side": money.customer_side(detail, page=page),
        "company_side": _company_side(detail, reservations, actor, page),
        "payments": payments,
        # Nobody gets an empty column: not before the entry is there, not without the right to see it.
        "payments_posted": any(row["entry"] for row in payments),
        "entries": parts.story(queries.list_timeline(number=number, actor=actor)) if tab == "audit" else [],
        "reservations": reservations,
        "moves": parts.moves(moves),
        "documents": records,
        "related": parts.related(detail, reservations, records, page=page),
        "dialog": dialog,
        "has_errors": bool(dialog and dialog["form"].errors),
        "may_see_cost": policy.may_see(actor, "variant.cost"),
        "may_record": actor.may("orders.record_payment"),
        "may_open_customer": actor.may("customers.view"),
        "editable": detail.editable if actor.may("orders.change") else (),
        "waits": _waits(detail),
    }
    return render(request, "orders/order.html", context | _delivery(detail) | _position(request, detail, actor), status=status)


def _waits(detail: OrderDetail) -> str:
    """What the page says over everything else while the order waits for approval."""
    if detail.summary.approval != "waiting" or detail.summary.status != "open":
        return ""
    ship = next(action for action in detail.actions if action.name == "ship")
    approve = next(action for action in detail.actions if action.name == "approve")
    reason = approve.reason if approve.reason and approve.reason.code in ("own_order", "above_limit") else ship.reason
    why = _("The order waits for approval, because %(why)s.") % {"why": APPROVALS.get(detail.approval_reason, "")}
    return f"{why} {reason.text}" if reason and reason.code in ("own_order", "above_limit") else why


def label_of(name: str) -> str:
    """The act's name for people."""
    return str(states.ACTS[name].label)


def _company_side(detail: OrderDetail, reservations: list[stock.ReservationRow], actor: Actor, page: str) -> list[money.Row] | None:
    """Masked from whoever may not see costs."""
    if not policy.may_see(actor, "order.margin"):
        return None
    return money.company_side(detail, open_cost=parts.open_cost(reservations), page=page)


def _delivery(detail: OrderDetail) -> dict[str, Any]:
    """Address, telephone and document as people write them."""
    customer = detail.customer
    return {
        "address": parts.address(detail),
        "phone": parts.phone(customer.phone),
        "document": formats.cpf_cnpj(customer.document),
        "customer_search": customer.name if customer.document_is_masked or not customer.document else customer.document,
    }


def _menu(detail: OrderDetail, trail: str) -> list[dict[str, Any]]:
    """Every act that is not the next step; the refused ones stay, with the reason and the way out."""
    number = detail.summary.number
    allowed = {action.name for action in detail.actions if action.allowed}
    items = []
    for action in detail.actions:
        if action.is_next_step or (action.reason and action.reason.code in SILENT):
            continue
        url = reverse(f"order_{action.name}", args=[number]) + trail
        item = {"label": action.label, "icon": ICONS[action.name], "hint": HINTS.get(action.name, ""), "dialog_url": url}
        item |= {"bad": action.name in BAD, "reason": action.reason.text if action.reason else ""}
        remedy = REMEDIES.get(action.reason.code) if action.reason else None
        if remedy in allowed and remedy != action.name:
            item |= {"remedy_url": reverse(f"order_{remedy}", args=[number]) + trail, "remedy_label": label_of(remedy)}
        items.append(item)
    items.sort(key=lambda item: bool(item["bad"]))
    first_bad = next((item for item in items if item["bad"]), None)
    if first_bad is not None:
        first_bad["line"] = True
    return items


def _main(detail: OrderDetail, trail: str) -> dict[str, str] | None:
    """The one filled button."""
    step = detail.next_step
    if step is None:
        return None
    return {"label": str(step.label), "icon": ICONS[step.name], "url": reverse(f"order_{step.name}", args=[detail.summary.number]) + trail}


def _tabs(request: HttpRequest, detail: OrderDetail, current: str, *, documents: int) -> list[dict[str, Any]]:
    counts = {"payments": len(detail.payments) or None, "documents": documents or None, "delivery": len(detail.shipments) or None}
    page = reverse("order_page", args=[detail.summary.number])
    tabs = []
    for name, label in TABS.items():
        query = {} if name == "items" else {"tab": name}
        if "list" in request.GET:
            query["list"] = request.GET["list"]
        tabs.append(
            {"label": label, "url": f"{page}?{urlencode(query)}" if query else page, "count": counts.get(name), "current": name == current}
        )
    return tabs


def _position(request: StaffRequest, detail: OrderDetail, actor: Actor) -> dict[str, Any]:
    """ "3 of 18" of the list that the order was opened from, with the way to its neighbours."""
    if "list" not in request.GET:
        return {}
    state = ListState.of(BOARD, QueryDict(request.GET["list"][:2000]))
    here = find_neighbours(
        number=detail.summary.number, actor=actor, today=clock.company_date(clock.now()), filters=filters_of(state), sort=state.sort_name
    )
    trail = urlencode({"list": request.GET["list"]})
    return {
        "board_url": f"{reverse('order_board')}{state.url()}",
        "board_view": next((view.label for view in BOARD.views if view.name == state.view), ""),
        "position": here.position,
        "total": here.total,
        "previous_url": f"{reverse('order_page', args=[here.previous])}?{trail}" if here.previous else "",
        "next_url": f"{reverse('order_page', args=[here.next])}?{trail}" if here.next else "",
    }
