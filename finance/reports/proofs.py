"""
The tie-out block: each proof holds the report's figure against the same fact summed up another way, straight from the
journal's lines.  A difference is shown, never hidden; balanced means zero, there is no tolerance.
"""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.money import ZERO
from backoffice.core.reports import Proof
from backoffice.core.templatetags.formats import qty
from finance.models import Account
from finance.posting import roles
from finance.queries.movements import Sums, sum_days
from finance.reports.income_statement import IncomeStatement
from finance.reports.statement_rows import STATEMENT
from finance.reports.trial_balance import RESULT_KINDS, TrialBalance

# What left the stock account in the entries that booked cost of goods.
_STOCK_ISSUED = """
SELECT coalesce(-sum(stock.amount), 0), count(*)
FROM finance_journalline AS stock
JOIN finance_account AS account ON account.id = stock.account_id AND account.code = %(stock)s
WHERE stock.posted_on BETWEEN %(first)s AND %(last)s AND stock.entry_id <= %(as_of)s AND stock.currency = %(currency)s
    AND (%(channel)s = '' OR stock.channel = %(channel)s)
    AND EXISTS (
        SELECT 1 FROM finance_journalline AS cost JOIN finance_account AS cost_account ON cost_account.id = cost.account_id
        WHERE cost.entry_id = stock.entry_id AND cost_account.code = %(cost)s)
"""


def prove_income_statement(statement: IncomeStatement) -> tuple[Proof, ...]:
    """Hold the statement against the journal's lines at its own position."""
    kinds = dict(Account.objects.values_list("code", "kind"))
    sums = sum_days(
        first_day=statement.first_day,
        last_day=statement.last_day,
        as_of=statement.as_of_seq,
        currency=statement.currency,
        channel=statement.channel or None,
    )
    everything = sum(sums.values(), Sums())
    result_codes = [code for code in sums if kinds[code] in RESULT_KINDS]
    result = ZERO - sum((sums[code].balance for code in result_codes), ZERO)
    revenue_codes = _accounts_of("gross_revenue", sums)
    revenue = sum((sums[code] for code in revenue_codes), Sums())
    issued, issue_count = _stock_issued(statement)
    # An entry may spread over channels: inside one channel only the same side compares.
    other_side = everything.debit if statement.channel else everything.credit
    return (
        Proof(_("Debits and credits of the period"), statement.total_debit, other_side, _count_lines(everything.line_count)),
        Proof(
            _("Net profit: income statement and trial balance"),
            statement.amount("net_profit"),
            result,
            ngettext("%(n)s result account", "%(n)s result accounts", len(result_codes)) % {"n": len(result_codes)},
        ),
        Proof(
            _("Gross revenue: income statement and journal lines"),
            statement.amount("gross_revenue"),
            ZERO - revenue.balance,
            _count_lines(revenue.line_count),
        ),
        Proof(
            _("Cost of goods: income statement and stock issues"),
            ZERO - statement.amount("cost_of_goods_sold"),
            issued,
            ngettext("%(n)s issue", "%(n)s issues", issue_count) % {"n": qty(issue_count)},
        ),
    )


def prove_trial_balance(balance: TrialBalance) -> tuple[Proof, ...]:
    """Debits equal credits, what opened and closed sums to zero, and the lines say the same."""
    sums = sum_days(first_day=balance.date_from, last_day=balance.date_to, as_of=balance.as_of_seq, currency=balance.currency)
    everything = sum(sums.values(), Sums())
    lines = _count_lines(everything.line_count)
    accounts = sum(1 for row in balance.rows if not row.is_group)
    of_accounts = ngettext("%(n)s account", "%(n)s accounts", accounts) % {"n": accounts}
    return (
        Proof(_("Debits and credits of the period"), balance.totals.debit, balance.totals.credit, of_accounts),
        Proof(_("Debits: trial balance and journal lines"), balance.totals.debit, everything.debit, lines),
        Proof(_("Credits: trial balance and journal lines"), balance.totals.credit, everything.credit, lines),
        Proof(_("Sum of all closing balances"), balance.totals.closing, ZERO, of_accounts),
    )


def _accounts_of(row_code: str, sums: dict[str, Sums]) -> list[str]:
    lines = [line.code for row in STATEMENT if row.code == row_code for line in row.lines]
    return list(Account.objects.filter(statement_line__in=lines, code__in=sums).values_list("code", flat=True))


def _count_lines(count: int) -> str:
    return ngettext("%(n)s line", "%(n)s lines", count) % {"n": qty(count)}


def _stock_issued(statement: IncomeStatement) -> tuple[Decimal, int]:
    first: date = statement.first_day
    values = {"stock": roles.INVENTORY, "cost": roles.COST_OF_GOODS, "first": first, "last": statement.last_day}
    with connection.cursor() as cursor:
        cursor.execute(_STOCK_ISSUED, values | {"as_of": statement.as_of_seq, "currency": statement.currency, "channel": statement.channel})
        issued, count = cursor.fetchone()
        return ZERO + Decimal(issued), int(count)
