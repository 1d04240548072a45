"""The one place that reads the clock.  Services never do: their callers pass ``at``."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, timezone-aware UTC."""
    return timezone.now()


def company_date(at: datetime) -> date:
    """The calendar date of ``at`` in the company's time zone: what a posting or a due date uses."""
    return timezone.localtime(at).date()
