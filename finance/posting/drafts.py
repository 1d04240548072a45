"""An entry before it is posted: what a rule answers and what ``post_entries`` takes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from backoffice.core.clock import company_date
from backoffice.core.money import ZERO
from backoffice.events.base import Event


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line; ``amount`` in currency units, two places: debit positive, credit negative."""

    account: str
    amount: Decimal
    channel: str = ""
    cost_centre: str = ""
    party: str = ""
    currency: str = "BRL"


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """
    One entry.  ``fact_date`` is the day the fact belongs to; posting dates it there if the period is open.

    ``event_id`` with ``rule`` names the posting: the same pair is posted once, however often it is asked for.
    """

    event_id: UUID
    rule: str
    fact_date: date
    description: str
    source_kind: str
    source_number: str
    lines: tuple[LineDraft, ...]
    reverses_id: int | None = None

    @property
    def total(self) -> Decimal:
        """Sum of the debits."""
        return sum((line.amount for line in self.lines if line.amount > 0), ZERO)

    def imbalance(self) -> dict[str, Decimal]:
        """Debits minus credits of each currency that does not balance; empty for a good entry."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            sums[line.currency] = sums.get(line.currency, ZERO) + line.amount
        return {currency: difference for currency, difference in sums.items() if difference}


def debit(account: str, amount: Decimal, *, currency: str = "BRL", channel: str = "", party: str = "") -> LineDraft:
    """A debit of a non-negative amount (zero is taken out by ``lines``)."""
    return LineDraft(account, amount, channel=channel, party=party, currency=currency)


def credit(account: str, amount: Decimal, *, currency: str = "BRL", channel: str = "", party: str = "") -> LineDraft:
    """A credit of a non-negative amount."""
    return LineDraft(account, -amount, channel=channel, party=party, currency=currency)


def without_zeros(*lines: LineDraft) -> tuple[LineDraft, ...]:
    """The lines that say something: an amount of zero is no line."""
    return tuple(line for line in lines if line.amount)


def entry_of(event: Event, *, rule: str, source: tuple[str, str], description: str, lines: tuple[LineDraft, ...]) -> EntryDraft | None:
    """The entry of a fact on the company's day of it; ``source`` is kind and number.  None where nothing was worth money."""
    if not lines:
        return None
    kind, number = source
    return EntryDraft(
        event_id=event.event_id,
        rule=rule,
        fact_date=company_date(event.occurred_at),
        description=description[:200],
        source_kind=kind,
        source_number=number,
        lines=lines,
    )
