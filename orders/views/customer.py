"""A customer's page: who it is, what was bought, what is open between us."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from backoffice.core import clock
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from orders import queries
from orders.queries import CustomerOrder, CustomerPage
from orders.views import cells, inline, parts


@staff_view(permission="customers.view")
def customer_page(request: StaffRequest, customer_id: int) -> HttpResponse:
    actor = request.actor
    customer = queries.get_customer(customer_id=customer_id, actor=actor)
    sees_orders = actor.may("orders.view")
    today = clock.company_date(clock.now())
    orders = queries.list_customer_orders(customer_id=customer_id, actor=actor, today=today) if sees_orders else []
    context = inline.customer_context(customer, may_change=actor.may("customers.change")) | {
        "address": parts.written_address(customer.address),
        "orders": [_row(order) for order in orders],
        "has_more": customer.order_count > len(orders),
        "sees_orders": sees_orders,
        "may_place": actor.may("orders.place"),
        "new_order_url": f"{reverse('new_order')}?{urlencode({'customer': customer.id})}",
        "figures": _figures(customer) if sees_orders else [],
        "board_url": f"{reverse('order_board')}?{urlencode({'q': _search(customer)})}",
    }
    return render(request, "orders/customer.html", context)


def _row(order: CustomerOrder) -> dict[str, Any]:
    return {"order": order, "pill": cells.headline_pill(order.headline, order.fulfilment_status)}


def _search(customer: CustomerPage) -> str:
    """What finds exactly this customer's orders on the board, as far as the person may know it."""
    return customer.document if customer.document and not customer.document_is_masked else customer.email or customer.name


def _figures(customer: CustomerPage) -> list[dict[str, Any]]:
    """The sums of the column; each opens the orders behind it."""
    board = f"{reverse('order_board')}?"
    search = {"q": _search(customer)}
    bought = board + urlencode(search | {"valid": "yes", "sum": "1"})
    figures = [{"label": "bought", "value": formats.brl(customer.bought_total), "url": bought}]
    if customer.to_pay:
        figures.append({"label": "to_pay", "value": formats.brl(customer.to_pay), "url": board + urlencode(search | {"view": "to_pay"})})
    if customer.to_refund:
        refunds = board + urlencode(search | {"view": "to_refund"})
        figures.append({"label": "to_refund", "value": formats.brl(customer.to_refund), "url": refunds})
    if customer.returned_total:
        figures.append({"label": "returned", "value": formats.brl(customer.returned_total), "url": board + urlencode(search)})
    return figures
