"""What waits for a person in finance."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from backoffice.core.counting import count_with_first
from finance.models import Period, PeriodReopening


@dataclass(frozen=True, slots=True)
class PeriodsDue:
    """How many months can be closed and the first of them (202610), how many requests to open one again this person may decide."""

    closable: int
    oldest: int | None
    reopenings: int


def list_closable_months(*, today: date) -> list[int]:
    """Open months (202610) that are over, oldest first: their books can be closed."""
    return list(_closable(today).order_by("pk").values_list("pk", flat=True))


def get_periods_due(*, user_id: int, today: date) -> PeriodsDue:
    """The numbers of the home page, one statement.  A request of one's own waits for somebody else."""
    foreign = PeriodReopening.objects.filter(status=PeriodReopening.Status.WAITING).exclude(asked_by_id=user_id)
    figures = count_with_first(closable=(_closable(today), "pk"), reopenings=(foreign, "pk"))
    return PeriodsDue(*figures["closable"], figures["reopenings"][0])


def _closable(today: date) -> QuerySet[Period]:
    return Period.objects.filter(status=Period.Status.OPEN, pk__lt=today.year * 100 + today.month)
