"""The two sides of an order's money: what the customer paid, what stays with the company.  Pure functions."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backoffice.core.money import ZERO, quantize_half_up
from backoffice.core.templatetags import formats
from orders.queries import OrderDetail


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a column of amounts; ``sum`` draws the rule above it, ``hint`` is said in grey."""

    label: str
    amount: Decimal
    hint: str = ""
    sum: bool = False
    url: str = ""


def customer_side(detail: OrderDetail, *, page: str) -> list[Row]:
    """Items as ordered, what was called off, discount, shipping, total; then the money.  ``page`` is the order's address."""
    order = detail.summary
    # The first row repeats the sum of the items above it, which show what was ordered.
    ordered = sum((line.total for line in order.lines), ZERO)
    items = ngettext("%(n)s item", "%(n)s items", len(order.lines)) % {"n": formats.qty(len(order.lines))}
    units = sum(line.quantity for line in order.lines)
    rows = [Row(f"{items}, {_units(units)}", ordered, url=f"{page}#lines")]
    called_off = ordered - order.items_total
    if called_off:
        gone = sum(line.cancelled_quantity for line in order.lines)
        rows.append(Row(_("Called off, %(units)s") % {"units": _units(gone)}, -called_off, url=f"{page}#lines"))
    if order.discount_total:
        rows.append(Row(_("Discount"), -order.discount_total))
    rows += [Row(_("Shipping charged"), order.shipping_total), Row(_("Order total"), order.total, sum=True)]
    payments = f"{page}?tab=payments"
    paid = [
        Row(pgettext("money", "Paid"), order.captured_total, url=payments),
        Row(pgettext("money", "Refunded"), -order.refunded_total, url=payments),
        Row(pgettext("money", "Charged back"), -order.charged_back_total, url=payments),
        Row(_("Still to pay"), detail.to_pay),
        Row(_("To refund"), detail.to_refund),
    ]
    return rows + [row for row in paid if row.amount]


def company_side(detail: OrderDetail, *, open_cost: Decimal, page: str) -> list[Row]:
    """
    From the order's total to what is left of it before taxes.

    ``open_cost`` is the estimated cost of what is still to ship, in the order's currency; shipped goods count with the
    cost that left the stock.
    """
    order = detail.summary
    shipped_cost = sum((shipment.cost_total or ZERO for shipment in detail.shipments), ZERO)
    fees = sum((payment.fee for payment in detail.payments if not payment.is_parked), ZERO)
    given_back = order.refunded_total + order.charged_back_total
    sold = ZERO if order.status in ("cancelled", "expired") else order.total
    kept = sold if sold else order.captured_total
    owed = ZERO if sold else detail.to_refund
    margin = kept - given_back - owed - shipped_cost - open_cost - fees
    estimate = _("partly estimated") if open_cost and shipped_cost else _("estimated") if open_cost else ""
    rows = [Row(_("Order total") if sold else pgettext("money", "Paid"), kept)]
    if given_back:
        rows.append(Row(_("Given back to the customer"), -given_back, url=f"{page}?tab=payments"))
    if owed:
        rows.append(Row(_("To refund"), -owed))
    rows.append(
        Row(_("Cost of the items"), -(shipped_cost + open_cost), hint=estimate, url=f"{page}?tab=documents" if shipped_cost else "")
    )
    rows.append(Row(_("Payment fees"), -fees, hint=_share(fees, order.captured_total), url=f"{page}?tab=payments" if fees else ""))
    return [*rows, Row(_("Margin before taxes"), margin, hint=_share(margin, sold), sum=True)]


def _units(count: int) -> str:
    return ngettext("%(n)s unit", "%(n)s units", count) % {"n": formats.qty(count)}


def _share(part: Decimal, whole: Decimal) -> str:
    """The part in percent of the whole, nothing where that means nothing."""
    return formats.percent(quantize_half_up(part * 100 / whole, 1)) if part and whole else ""
