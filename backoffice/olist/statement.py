"""What finance's own reports say about the imported years."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from backoffice.olist.control import ZERO
from backoffice.olist.shop import CHANNEL
from finance.reports.income_statement import NONE, StatementPeriod, build_income_statement
from finance.reports.trial_balance import build_trial_balance


def gross_revenue(years: Collection[int]) -> Decimal:
    """The channel's gross revenue in the income statements of these years together."""
    total = ZERO
    for year in years:
        report = build_income_statement(period=StatementPeriod(year, by_month=False), compare=NONE, channel=CHANNEL)
        total += next(row.amounts[0] for row in report.rows if row.code == "gross_revenue")
    return total


def trial_balance_difference(years: Collection[int]) -> Decimal:
    """Debits minus credits of the trial balance from the first day of the first year to the last day of the last."""
    balance = build_trial_balance(date_from=date(min(years), 1, 1), date_to=date(max(years), 12, 31))
    return balance.totals.debit - balance.totals.credit
