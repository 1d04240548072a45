"""How often one address may guess: in the database, so that a lost cache opens nothing."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from backoffice.core.addresses import counted_address
from hr.models import PortalAttempt

WINDOW = timedelta(minutes=15)
# Unknown links and wrong dates of birth of one address within the window.  An office shares an address: not too few.
MOST = {PortalAttempt.Kind.WRONG_LINK: 20, PortalAttempt.Kind.WRONG_BIRTH_DATE: 15, PortalAttempt.Kind.RENEWAL: 8}
# Longer than the window: somebody may want to look.
KEPT = timedelta(days=7)


def must_wait(request: HttpRequest, kind: PortalAttempt.Kind, *, at: datetime) -> datetime | None:
    """Until when this address has to wait; None if it may try."""
    recent = PortalAttempt.objects.filter(kind=kind, address=counted_address(request), at__gt=at - WINDOW).order_by("-at")
    latest = list(recent.values_list("at", flat=True)[: MOST[kind]])
    return latest[-1] + WINDOW if len(latest) == MOST[kind] else None


def count(request: HttpRequest, kind: PortalAttempt.Kind, *, at: datetime) -> None:
    """One more."""
    PortalAttempt.objects.create(kind=kind, address=counted_address(request), at=at)


def forget_old_attempts(*, at: datetime) -> None:
    """What is counted no more goes; called by the daily tidying."""
    PortalAttempt.objects.filter(at__lt=at - KEPT).delete()
