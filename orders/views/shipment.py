"""A parcel's page: what is in it, where it goes, what it did to stock and books."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from backoffice.core import policy
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries as stock
from orders import queries
from orders.queries import ShipmentPage
from orders.views import parts, related
from orders.views.money import Row


def money_rows(parcel: ShipmentPage) -> list[Row]:
    """What the parcel brought, who paid for it, and what is left of it, where the reader may know."""
    rows = [Row(_("Items"), parcel.items_total)]
    if parcel.discount_total:
        rows.append(Row(_("Discount"), -parcel.discount_total))
    if parcel.freight_total:
        rows.append(Row(_("Shipping charged"), parcel.freight_total))
    rows.append(Row(_("Revenue"), parcel.revenue, sum=True))
    rows.append(Row(_("Paid in advance"), parcel.from_advance))
    if parcel.to_receivable:
        rows.append(Row(_("To receive"), parcel.to_receivable))
    if parcel.cost_total is not None:
        rows += [
            Row(_("Cost of the items"), -parcel.cost_total),
            Row(_("Margin before taxes"), parcel.revenue - parcel.cost_total, sum=True),
        ]
    return rows


@staff_view(permission="orders.view")
def shipment_page(request: StaffRequest, number: str) -> HttpResponse:
    parcel = queries.get_shipment(number=number, actor=request.actor)
    moves = [move for move in stock.list_moves(actor=request.actor, reference=parcel.order_number) if move.document == parcel.number]
    context = {
        "parcel": parcel,
        "address": parts.written_address(parcel.address),
        "money": money_rows(parcel),
        "moves": parts.moves(moves),
        "may_see_cost": policy.may_see(request.actor, "variant.cost"),
        # The sale's entry names the parcel it posted.
        "entries": [record for record in related.of_order(parcel.order_number, request.actor) if record.is_about(parcel.number)],
    }
    return render(request, "orders/shipment.html", context)
