"""What is issued: a statement or a balance with its proofs, and the words of its basis and its periods."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from backoffice.core.reports import Proof
from backoffice.core.templatetags.formats import long_when, signed
from finance.channels import name_of_channel
from finance.models import Period
from finance.reports.income_statement import IncomeStatement
from finance.reports.statement_rows import LINE, STATEMENT
from finance.reports.trial_balance import TrialBalance


@dataclass(frozen=True, slots=True)
class IssuedStatement:
    """An income statement with its proofs: what is kept, hashed and rendered."""

    statement: IncomeStatement
    proofs: tuple[Proof, ...]

    @property
    def title(self) -> str:
        return self.statement.title

    @property
    def position(self) -> int:
        return self.statement.as_of_seq


@dataclass(frozen=True, slots=True)
class IssuedBalance:
    """A trial balance with its proofs."""

    balance: TrialBalance
    proofs: tuple[Proof, ...]

    @property
    def title(self) -> str:
        return self.balance.title

    @property
    def position(self) -> int:
        return self.balance.as_of_seq


def state_of_periods(first_month: int, last_month: int) -> str:
    """Whether the figures can still change, in one sentence."""
    periods = list(Period.objects.filter(id__gte=first_month, id__lte=last_month).order_by("id"))
    closed = [period for period in periods if period.status != Period.Status.OPEN]
    if not closed or len(closed) < len(periods):
        if first_month == last_month or not closed:
            return _("Open period: the figures can still change")
        return _("%(closed)s of %(all)s months closed") % {"closed": len(closed), "all": len(periods)}
    last = closed[-1]
    if last.status == Period.Status.LOCKED:
        return _("Period locked on %(when)s by %(who)s") % {"when": long_when(last.locked_at), "who": last.locked_by}
    return _("Period closed on %(when)s by %(who)s") % {"when": long_when(last.closed_at), "who": last.closed_by}


def basis_of(statement: IncomeStatement) -> str:
    """What the statement covers: accrual basis, which channels."""
    channels = _("channel %(channel)s") % {"channel": name_of_channel(statement.channel)} if statement.channel else _("all channels")
    return _("Income statement, accrual basis, %(channels)s") % {"channels": channels}


@dataclass(frozen=True, slots=True)
class Mover:
    """A line that changed much against the compared column."""

    code: str
    label: str
    now: Decimal
    before: Decimal
    difference: Decimal
    change: Decimal | None

    @property
    def change_text(self) -> str:
        return signed(self.change, 1)


def list_movers(statement: IncomeStatement, *, limit: int = 4) -> list[Mover]:
    """The lines with the largest differences, largest first; none without a comparison."""
    compared = statement.compared
    if compared is None:
        return []
    single = {row.code for row in STATEMENT if len(row.lines) == 1}
    movers = []
    for row in statement.rows:
        now, before = row.amounts[statement.current], row.amounts[compared]
        if now != before and (row.kind == LINE or row.code in single):
            movers.append(Mover(row.code, row.label, now, before, now - before, row.change))
    return sorted(movers, key=lambda mover: -abs(mover.difference))[:limit]
