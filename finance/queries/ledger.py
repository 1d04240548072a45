"""Read the journal's lines of some accounts: the ledger of one account, and what stands behind a report's number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from backoffice.core.lists import Key, Reader, Sort, keyset
from backoffice.core.money import ZERO
from finance.channels import channel_names, name_of_channel
from finance.errors import AccountNotFound
from finance.models import Account, JournalLine
from finance.models.journal import entry_number


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which lines: of these accounts, dated between two days, up to a position of the ledger, of one channel or all."""

    codes: tuple[str, ...]
    date_from: date | None = None
    date_to: date | None = None
    as_of: int | None = None
    channel: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line; ``amount`` debit positive, ``balance`` the running balance of one account's ledger, ``channel`` its name."""

    posted_on: date
    number: str
    account: str
    account_name: str
    description: str
    source_kind: str
    source_number: str
    channel: str
    party: str
    amount: Decimal
    balance: Decimal | None

    @property
    def debit(self) -> Decimal | None:
        return self.amount if self.amount > 0 else None

    @property
    def credit(self) -> Decimal | None:
        return -self.amount if self.amount < 0 else None

    @property
    def effect(self) -> Decimal:
        """The effect on profit: credits are good."""
        return -self.amount


@dataclass(frozen=True, slots=True)
class LedgerSums:
    """A filter as a whole.  ``opening`` is the balance before ``date_from``; ``debit`` and ``credit`` sum its lines."""

    opening: Decimal
    debit: Decimal
    credit: Decimal
    count: int

    @property
    def closing(self) -> Decimal:
        return self.opening + self.debit - self.credit

    @property
    def effect(self) -> Decimal:
        """The effect on profit: credits are good."""
        return self.credit - self.debit


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a number: what it is called, how many lines, its effect on profit, and the filter that leads to it."""

    label: str
    line_count: int
    effect: Decimal
    codes: tuple[str, ...]
    channel: str
    day: date | None


SORT = Sort(name="date", label=_("By date"), keys=(Key("posted_on", keyset.day), Key("entry_id"), Key("position")))


def read_ledger(*, wanted: LedgerFilter) -> Reader[LedgerRow]:
    """
    The lines of a filter, oldest first.

    With a single account every row carries the running balance, which begins at the balance before ``date_from``.
    """
    lines = _lines(wanted)
    return Reader(
        rows=lines.select_related("entry", "account"),
        make=lambda found: _rows(found, wanted),
        amount=lambda found: -(found.aggregate(amount=Sum("amount"))["amount"] or ZERO),
    )


def sum_ledger(*, wanted: LedgerFilter) -> LedgerSums:
    """The sums of the whole filter, in two statements."""
    sums = _lines(wanted).aggregate(
        debit=Sum("amount", filter=Q(amount__gt=0)), credit=Sum("amount", filter=Q(amount__lt=0)), count=Count("pk")
    )
    return LedgerSums(_opening(wanted), sums["debit"] or ZERO, -(sums["credit"] or ZERO), sums["count"])


def list_parts(*, wanted: LedgerFilter, limit: int = 3) -> list[Part]:
    """
    The largest parts of a number: its accounts; of one account its channels; of one channel its days.

    What they leave over is one more part without a filter of its own, so that the parts always sum to the number.
    """
    names = dict(Account.objects.filter(code__in=wanted.codes).values_list("code", "name"))
    lines = _lines(wanted)
    for field in ("account__code", "channel", "posted_on"):
        groups = list(lines.values_list(field).annotate(amount=Sum("amount"), count=Count("pk")).order_by(field))
        if len(groups) > 1 or field == "posted_on":
            break
    groups.sort(key=lambda group: -abs(group[1]))
    parts = [_part(wanted, field, value, names, amount, count) for value, amount, count in groups[:limit]]
    rest = groups[limit:]
    if rest:
        parts.append(
            Part(
                "",
                sum(count for _v, _a, count in rest),
                -sum((amount for _v, amount, _c in rest), ZERO),
                wanted.codes,
                wanted.channel,
                None,
            )
        )
    return parts


def codes_below(code: str) -> tuple[str, ...]:
    """
    The accounts that take entries at or below a code of the tree.

    :raises AccountNotFound: there is none
    """
    codes = tuple(
        Account.objects.filter(Q(code=code) | Q(code__startswith=f"{code}."), is_postable=True)
        .order_by("code")
        .values_list("code", flat=True)
    )
    if not codes:
        raise AccountNotFound(code=code)
    return codes


def name_of(code: str) -> str:
    """The account's name, "" if there is none."""
    return Account.objects.filter(code=code).values_list("name", flat=True).first() or ""


def list_accounts() -> Sequence[tuple[str, str]]:
    """(code, name) of every account that takes entries."""
    return [
        (code, f"{code} {name}") for code, name in Account.objects.filter(is_postable=True).order_by("code").values_list("code", "name")
    ]


def list_postable_accounts() -> dict[str, str]:
    """Code -> name of every account that may be typed in an entry now."""
    rows = Account.objects.filter(is_postable=True, is_active=True).order_by("code")
    return dict(rows.values_list("code", "name"))


def _part(wanted: LedgerFilter, field: str, value: object, names: dict[str, str], amount: Decimal, count: int) -> Part:
    if field == "account__code":
        return Part(names.get(str(value), str(value)), count, -amount, (str(value),), wanted.channel, None)
    if field == "channel":
        return Part(name_of_channel(str(value)), count, -amount, wanted.codes, str(value), None)
    assert isinstance(value, date)
    return Part(f"{value:%d/%m/%Y}", count, -amount, wanted.codes, wanted.channel, value)


def _lines(wanted: LedgerFilter) -> QuerySet[JournalLine]:
    lines = JournalLine.objects.filter(account__code__in=wanted.codes)
    if wanted.date_from:
        lines = lines.filter(posted_on__gte=wanted.date_from)
    if wanted.date_to:
        lines = lines.filter(posted_on__lte=wanted.date_to)
    if wanted.as_of is not None:
        lines = lines.filter(entry_id__lte=wanted.as_of)
    if wanted.channel:
        lines = lines.filter(channel=wanted.channel)
    return lines.filter(party=wanted.party) if wanted.party else lines


def _opening(wanted: LedgerFilter) -> Decimal:
    if wanted.date_from is None:
        return ZERO
    earlier = LedgerFilter(wanted.codes, None, None, wanted.as_of, wanted.channel, wanted.party)
    return _lines(earlier).filter(posted_on__lt=wanted.date_from).aggregate(s=Sum("amount"))["s"] or ZERO


def _rows(found: Sequence[JournalLine], wanted: LedgerFilter) -> list[LedgerRow]:
    running: Decimal | None = None
    if found and len(wanted.codes) == 1:
        earlier = _lines(wanted).filter(keyset.beyond(SORT, SORT.values_of(found[0]), forward=False))
        running = _opening(wanted) + (earlier.aggregate(amount=Sum("amount"))["amount"] or ZERO)
    names = channel_names()
    rows = []
    for line in found:
        running = running + line.amount if running is not None else None
        rows.append(_row(line, running, names))
    return rows


def _row(line: JournalLine, balance: Decimal | None, channels: Mapping[str, str]) -> LedgerRow:
    entry = line.entry
    return LedgerRow(
        posted_on=line.posted_on,
        number=entry_number(entry.pk, entry.posted_on),
        account=line.account.code,
        account_name=line.account.name,
        description=entry.description,
        source_kind=entry.source_kind,
        source_number=entry.source_number,
        channel=channels.get(line.channel, line.channel),
        party=line.party,
        amount=line.amount,
        balance=balance,
    )
