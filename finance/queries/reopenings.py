"""Read the months and the requests to open one again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from backoffice.core.money import ZERO
from finance.models import Account, JournalEntry, JournalLine, Period, PeriodReopening


@dataclass(frozen=True, slots=True)
class MonthSums:
    """What closing a month closes: entries dated in it, and its result (profit positive)."""

    entries: int
    result: Decimal


def list_waiting_reopenings() -> Sequence[PeriodReopening]:
    """Requests that nobody has decided yet, oldest first."""
    return list(PeriodReopening.objects.filter(status=PeriodReopening.Status.WAITING).select_related("period").order_by("id"))


def list_decided_reopenings(*, limit: int) -> Sequence[PeriodReopening]:
    """The requests that were decided, the last one first."""
    decided = PeriodReopening.objects.exclude(status=PeriodReopening.Status.WAITING)
    return list(decided.select_related("period").order_by("-decided_at", "-id")[:limit])


def get_reopening(reopening_id: int) -> PeriodReopening | None:
    """One request, None if there is no such one."""
    return PeriodReopening.objects.filter(pk=reopening_id).select_related("period").first()


def sum_month(period: Period) -> MonthSums:
    """Entries and result of one month, in two statements."""
    first, last = date(period.year, period.month, 1), date(period.year + period.month // 12, period.month % 12 + 1, 1)
    entries = JournalEntry.objects.filter(posted_on__gte=first, posted_on__lt=last).aggregate(count=Count("pk"))["count"]
    results = Q(account__kind__in=[Account.Kind.REVENUE, Account.Kind.EXPENSE])
    lines = JournalLine.objects.filter(results, posted_on__gte=first, posted_on__lt=last)
    return MonthSums(entries, -(lines.aggregate(total=Sum("amount"))["total"] or ZERO))
