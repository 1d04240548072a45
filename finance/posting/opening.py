"""How a company's books of before are carried over: the ledger shows what was typed, nothing is booked twice."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from backoffice.core.money import ZERO
from finance.posting import roles
from finance.posting.drafts import EntryDraft, LineDraft

OPENING = "opening_balance"
# Their detail is kept elsewhere in the house: what is typed has to be what is kept there, or the two never meet again.
KEPT_ELSEWHERE = (roles.INVENTORY, roles.CUSTOMER_ADVANCE)


def sum_by_account(lines: Sequence[LineDraft]) -> dict[str, Decimal]:
    """Account -> balance, debit positive; several lines of one account add up."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.account] = sums.get(line.account, ZERO) + line.amount
    return sums


def opening(*, token: UUID, day: date, typed: Mapping[str, Decimal], booked: Mapping[str, Decimal]) -> EntryDraft:
    """
    The entry that leads from what is ``booked`` to what was ``typed``, both account -> balance, debit positive.

    Opening stock was booked against the account of opening balances when it came in: here that account is cleared.
    """
    missing = {code: typed.get(code, ZERO) - booked.get(code, ZERO) for code in sorted(typed.keys() | booked.keys())}
    return EntryDraft(
        event_id=token,
        rule=OPENING,
        fact_date=day,
        description=f"Saldos de abertura em {day:%d/%m/%Y}",
        source_kind="opening",
        source_number="",
        lines=tuple(LineDraft(code, amount) for code, amount in missing.items() if amount),
    )
