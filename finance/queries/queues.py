"""What waits for a person in finance."""

from datetime import date

from finance.models import Period


def list_closable_months(*, today: date) -> list[int]:
    """Open months (202610) that are over, oldest first: their books can be closed."""
    over = Period.objects.filter(status=Period.Status.OPEN, pk__lt=today.year * 100 + today.month)
    return list(over.order_by("pk").values_list("pk", flat=True))
