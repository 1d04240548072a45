"""What the opening balances stand on: is there an entry, what is booked already, may they still be posted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Sum

from backoffice.core.money import ZERO
from finance.models import Account, JournalEntry, JournalLine, Period
from finance.models.journal import entry_number
from finance.posting import roles
from finance.posting.opening import OPENING
from finance.queries.taxes import list_tax_rates


@dataclass(frozen=True, slots=True)
class OpeningEntry:
    """The opening balances as they are posted; ``total`` is the sum of the debits."""

    id: int
    number: str
    posted_on: date
    total: Decimal
    posted_by: str


@dataclass(frozen=True, slots=True)
class OpeningAccount:
    """An account that may be typed.  ``booked`` is its balance in the ledger already, debit positive."""

    code: str
    name: str
    nature: str
    kind: str
    booked: Decimal


@dataclass(frozen=True, slots=True)
class Books:
    """How far the ledger is set up.  ``cleared`` tells whether the account of opening balances stands at zero."""

    accounts: int
    missing: tuple[str, ...]
    has_tax: bool
    opening: OpeningEntry | None
    locked_month: int | None
    left_open: Decimal

    @property
    def is_chart_ready(self) -> bool:
        return self.accounts > 0 and not self.missing


def get_opening() -> OpeningEntry | None:
    """The opening balances, unless they were never posted or are reversed."""
    row = (
        JournalEntry.objects.filter(rule=OPENING, reversed_by=None)
        .values_list("id", "posted_on", "total", "posted_by_name")
        .order_by("id")
        .first()
    )
    return OpeningEntry(row[0], entry_number(row[0], row[1]), *row[1:]) if row else None


def get_first_closed_month() -> int | None:
    """The first month that is closed or locked: from then on the opening balances stay as they are."""
    return Period.objects.exclude(status=Period.Status.OPEN).order_by("id").values_list("id", flat=True).first()


def get_booked(*, day: date) -> dict[str, Decimal]:
    """
    Account -> balance at the end of the day, debit positive, without the zeros.

    Opening stock counts whenever it came in: it was there on the first day, even if it was typed in later.
    """
    opening_stock = JournalLine.objects.filter(entry=OuterRef("entry"), account__code=roles.OPENING_BALANCES)
    lines = JournalLine.objects.filter(Q(posted_on__lte=day) | Exists(opening_stock))
    sums = lines.values_list("account__code").annotate(balance=Sum("amount")).order_by("account__code")
    return {code: balance for code, balance in sums if balance}


def list_opening_accounts(*, day: date) -> list[OpeningAccount]:
    """Every account that takes entries, but the one that only holds the other side of opening stock."""
    booked = get_booked(day=day)
    rows = Account.objects.filter(is_postable=True, is_active=True).exclude(code=roles.OPENING_BALANCES).order_by("code")
    return [OpeningAccount(*row, booked.get(row[0], ZERO)) for row in rows.values_list("code", "name", "nature", "kind")]


def get_books(*, today: date) -> Books:
    """The state of the books for the first steps of an installation."""
    codes = set(Account.objects.filter(is_active=True, is_postable=True).values_list("code", flat=True))
    left = JournalLine.objects.filter(account__code=roles.OPENING_BALANCES).aggregate(balance=Sum("amount"))["balance"]
    return Books(
        accounts=len(codes),
        missing=tuple(sorted(roles.USED_BY_RULES - codes)),
        has_tax=bool(list_tax_rates(first_day=today, last_day=today)),
        opening=get_opening(),
        locked_month=get_first_closed_month(),
        left_open=left or ZERO,
    )


def list_chart() -> list[Account]:
    """Every account, summary ones too, in the order of the tree."""
    return list(Account.objects.order_by("code"))
