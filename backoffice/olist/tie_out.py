"""Hold the database against the file, line by line.  Nothing here is rounded or tolerated."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backoffice.olist import tally
from backoffice.olist.control import ZERO, Control
from backoffice.olist.odd_rows import TEXTS

Value = int | Decimal


@dataclass(frozen=True, slots=True)
class TieOutLine:
    """One measure: what the file says and what the database holds."""

    section: str | Promise
    label: str | Promise
    expected: Value
    found: Value
    # For odd rows it is not enough that as many are odd: they must be the same ones.
    is_same: bool = True

    @property
    def passed(self) -> bool:
        return self.is_same and self.expected == self.found


def tie_out(expected: Control, *, stock_differences: int, statement_revenue: Decimal, trial_balance: Decimal) -> list[TieOutLine]:
    """
    Every line of the proof.

    ``statement_revenue`` is the income statement's gross revenue of the channel over all months, ``trial_balance`` the
    difference of the trial balance, ``stock_differences`` what the stock reconciliation found.
    """
    found = tally.tally()
    return [
        *_order_lines(expected, found),
        *_payment_lines(expected, found),
        *_ledger_lines(expected, found),
        TieOutLine(_("Ledger"), _("Income statement: gross revenue"), expected.revenue_total, statement_revenue),
        TieOutLine(_("Ledger"), _("Trial balance: debits minus credits"), ZERO, trial_balance),
        TieOutLine(_("Ledger"), _("Journal: sum of all lines"), ZERO, tally.ledger_imbalance()),
        *_stock_lines(expected, found),
        TieOutLine(_("Stock"), _("Reconciliation: differences"), 0, stock_differences),
        *_odd_lines(expected, found),
    ]


def _order_lines(expected: Control, found: Control) -> Iterator[TieOutLine]:
    section = _("Orders")
    yield TieOutLine(section, _("Orders"), expected.orders, found.orders)
    for status in sorted(expected.by_status.keys() | found.by_status.keys(), key=lambda key: -expected.by_status[key]):
        yield TieOutLine(section, f"  {status}", expected.by_status[status], found.by_status[status])
    yield TieOutLine(section, _("Delivered here"), expected.delivered, found.delivered)
    yield TieOutLine(section, _("Customers"), expected.persons, found.persons)
    yield TieOutLine(section, _("Units sold"), expected.units, found.units)
    yield TieOutLine(section, _("Items"), expected.items_total, found.items_total)
    yield TieOutLine(section, _("Shipping"), expected.freight_total, found.freight_total)


def _payment_lines(expected: Control, found: Control) -> Iterator[TieOutLine]:
    section = _("Payments")
    for kind in sorted(expected.payments.keys() | found.payments.keys()):
        rows, value = expected.payments.get(kind, (0, ZERO))
        rows_found, value_found = found.payments.get(kind, (0, ZERO))
        yield TieOutLine(section, _("%(kind)s: rows") % {"kind": kind}, rows, rows_found)
        yield TieOutLine(section, _("%(kind)s: amount") % {"kind": kind}, value, value_found)
    yield TieOutLine(section, _("Captured in all"), expected.payments_total, found.payments_total)


def _ledger_lines(expected: Control, found: Control) -> Iterator[TieOutLine]:
    section = _("Ledger")
    for month in sorted(expected.revenue.keys() | found.revenue.keys()):
        items, freight = expected.revenue.get(month, (ZERO, ZERO))
        items_found, freight_found = found.revenue.get(month, (ZERO, ZERO))
        is_same = (items, freight) == (items_found, freight_found)
        yield TieOutLine(section, _("Gross revenue %(month)s") % {"month": month}, items + freight, items_found + freight_found, is_same)
    yield TieOutLine(section, _("Gross revenue of all months"), expected.revenue_total, found.revenue_total)
    yield TieOutLine(section, _("Cost of goods sold (assumed cost)"), expected.cost_of_goods, found.cost_of_goods)
    yield TieOutLine(section, _("Advances of customers"), expected.advances, found.advances)
    yield TieOutLine(section, _("Receivable from customers"), expected.receivables, found.receivables)


def _stock_lines(expected: Control, found: Control) -> Iterator[TieOutLine]:
    section = _("Stock")
    yield TieOutLine(section, _("Opening units (assumed)"), expected.opening_units, found.opening_units)
    yield TieOutLine(section, _("Opening value (assumed)"), expected.opening_value, found.opening_value)
    yield TieOutLine(section, _("Units on hand"), expected.units_on_hand, found.units_on_hand)
    yield TieOutLine(section, _("Units reserved"), expected.units_reserved, found.units_reserved)


def _odd_lines(expected: Control, found: Control) -> Iterator[TieOutLine]:
    for kind, order_ids in expected.odd.items():
        yield TieOutLine(_("Odd rows"), TEXTS[kind], len(order_ids), len(found.odd[kind]), order_ids == found.odd[kind])
