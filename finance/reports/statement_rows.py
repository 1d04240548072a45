"""
The income statement (DRE) as data: rows are sums over lines, lines are tags that accounts carry.

Another country's statement is another table.  Amounts have the sign of their effect on profit, so that every subtotal
is a plain sum.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUP, LINE, SUBTOTAL, RESULT = "group", "line", "subtotal", "result"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A tag of accounts, and how it reads."""

    code: str
    label: Promise


@dataclass(frozen=True, slots=True)
class RowDefinition:
    """
    A group sums its lines; a subtotal (or the result) sums all groups above it.

    ``short`` is the label where there is little room (charts).  ``shown_with`` names a group: while that is all zeros,
    the row is left out.
    """

    code: str
    label: Promise
    kind: str
    short: Promise
    lines: tuple[StatementLine, ...] = ()
    shown_with: str = ""


def _group(code: str, label: Promise, *lines: StatementLine, short: Promise | None = None, optional: bool = False) -> RowDefinition:
    return RowDefinition(code, label, GROUP, short or label, lines, code if optional else "")


def _subtotal(code: str, label: Promise, *, kind: str = SUBTOTAL, short: Promise | None = None, shown_with: str = "") -> RowDefinition:
    return RowDefinition(code, label, kind, short or label, (), shown_with)


STATEMENT: tuple[RowDefinition, ...] = (
    _group(
        "gross_revenue",
        _("Gross revenue"),
        StatementLine("product_sales", _("Product sales")),
        StatementLine("freight_charged", _("Freight charged to the customer")),
    ),
    _group(
        "deductions",
        _("Deductions"),
        StatementLine("returns", _("Cancellations and returns")),
        StatementLine("discounts", _("Discounts and coupons")),
        StatementLine("sales_taxes", _("Taxes on sales")),
    ),
    _subtotal("net_revenue", _("Net revenue")),
    _group(
        "cost_of_goods_sold",
        _("Cost of goods sold"),
        StatementLine("cost_of_goods", _("Cost of goods sold")),
        short=_("COGS"),
    ),
    _subtotal("gross_profit", _("Gross profit")),
    _group(
        "variable_expenses",
        _("Variable selling expenses"),
        StatementLine("marketplace_commission", _("Marketplace commission")),
        StatementLine("payment_fees", _("Payment fees")),
        StatementLine("freight_paid", _("Freight paid")),
        StatementLine("packaging", _("Packaging")),
        StatementLine("advertising", _("Advertising")),
        StatementLine("chargebacks", _("Chargebacks")),
        StatementLine("stock_losses", _("Stock losses")),
        short=_("Variable"),
    ),
    _subtotal("contribution_margin", _("Contribution margin"), short=_("Contrib. margin")),
    _group(
        "fixed_expenses",
        _("Fixed expenses"),
        StatementLine("people", _("People and charges")),
        StatementLine("premises", _("Premises")),
        StatementLine("systems", _("Systems")),
        StatementLine("services", _("Accounting and services")),
        StatementLine("administrative", _("Administrative")),
        short=_("Fixed"),
    ),
    _group("other_income", _("Other operating income"), StatementLine("other_income", _("Other operating income")), optional=True),
    _subtotal("ebitda", _("EBITDA")),
    _group(
        "depreciation",
        _("Depreciation and amortisation"),
        StatementLine("depreciation", _("Depreciation and amortisation")),
        short=_("Depreciation"),
    ),
    _group(
        "financial_result",
        _("Financial result"),
        StatementLine("financial_income", _("Financial income")),
        StatementLine("receivable_advances", _("Advances on receivables")),
        StatementLine("bank_fees", _("Bank fees")),
        StatementLine("interest_paid", _("Interest and late fees paid")),
        short=_("Financial"),
    ),
    _subtotal("profit_before_tax", _("Profit before income taxes"), short=_("Before taxes"), shown_with="income_taxes"),
    _group(
        "income_taxes",
        _("Income taxes (IRPJ and CSLL)"),
        StatementLine("income_taxes", _("Income taxes (IRPJ and CSLL)")),
        short=_("IRPJ, CSLL"),
        optional=True,
    ),
    _subtotal("net_profit", _("Net profit"), kind=RESULT),
)

LINES: dict[str, StatementLine] = {line.code: line for row in STATEMENT for line in row.lines}
