"""What stands around the figures on paper: the firm, who issued when, the state of the period, code, hash, QR."""

import io
from dataclasses import dataclass
from decimal import Decimal

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from backoffice.core.templatetags.formats import cpf_cnpj, long_when, qty, signed
from finance.canonical import in_groups
from finance.models import Period, ReportSnapshot
from finance.reports.income_statement import IncomeStatement
from finance.reports.proofs import Proof
from finance.reports.statement_rows import LINE, STATEMENT
from finance.reports.trial_balance import TrialBalance


@dataclass(frozen=True, slots=True)
class IssuedStatement:
    """An income statement with its proofs: what is kept, hashed and rendered."""

    statement: IncomeStatement
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class IssuedBalance:
    """A trial balance with its proofs."""

    balance: TrialBalance
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issued what and when; ready words for the head, the foot and the proof block."""

    firm: str
    firm_id: str
    title: str
    basis: str
    period_state: str
    issued: str
    code: str
    sha256: str
    position: int
    verify_url: str

    @property
    def foot(self) -> str:
        return _("Code %(code)s, ledger position %(position)s, issued by Retaguarda") % {"code": self.code, "position": qty(self.position)}

    @property
    def hash_groups(self) -> str:
        return in_groups(self.sha256)

    @property
    def qr(self) -> SafeString:
        """The verification address as a QR code: inline SVG, drawn by segno from our own text."""
        stream = io.BytesIO()
        segno.make(self.verify_url, error="m").save(
            stream, kind="svg", xmldecl=False, border=0, dark="#161d21", omitsize=True, svgclass=None
        )
        return mark_safe(stream.getvalue().decode())  # noqa: S308 - segno's own markup, no text inside


def describe_issue(*, snapshot: ReportSnapshot, basis: str, first_month: int, last_month: int) -> Issue:
    """The words around a report that was just issued."""
    company = settings.COMPANY
    firm_id = " · ".join(filter(None, [f"CNPJ {cpf_cnpj(company['cnpj'])}" if company["cnpj"] else "", company["city"]]))
    issued = _("Issued on %(when)s by %(who)s") % {"when": long_when(snapshot.created_at), "who": snapshot.created_by_name}
    return Issue(
        firm=company["legal_name"],
        firm_id=firm_id,
        title=snapshot.title,
        basis=basis,
        period_state=state_of_periods(first_month, last_month),
        issued=issued,
        code=snapshot.code,
        sha256=snapshot.sha256,
        position=snapshot.as_of_seq,
        verify_url=settings.BASE_URL.rstrip("/") + reverse("verify_report", args=[snapshot.code]),
    )


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
    channels = _("channel %(channel)s") % {"channel": statement.channel} if statement.channel else _("all channels")
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
