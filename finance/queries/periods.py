"""Read periods and what the screens offer to choose from."""

from datetime import date

from backoffice.core.people import unaccented
from finance.channels import channel_names
from finance.models import JournalEntry, Period, PeriodBalance
from finance.models.balance import ALL_CHANNELS


def list_periods() -> list[Period]:
    """Every period, the latest first."""
    return list(Period.objects.order_by("-id"))


def get_period(month: int) -> Period | None:
    """The period of a month (202611), None if nothing was ever dated in it."""
    return Period.objects.filter(pk=month).first()


def get_last_month_with_entries(*, today: date) -> int:
    """The latest month, not after today's, in which something is posted; today's month in an empty ledger."""
    this_month = today.year * 100 + today.month
    last = JournalEntry.objects.filter(posted_on__lte=today).order_by("-posted_on", "-id").values_list("posted_on", flat=True).first()
    return last.year * 100 + last.month if last else this_month


def list_channels() -> list[tuple[str, str]]:
    """(code, name) of the sales channels that entries name (as far as they are folded), in the alphabet of their names."""
    names = channel_names()
    codes = PeriodBalance.objects.exclude(channel__in=["", ALL_CHANNELS]).order_by("channel").values_list("channel", flat=True).distinct()
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda found: unaccented(found[1]))
