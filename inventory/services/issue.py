"""Reserved goods leave the company."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from backoffice.core.actors import Actor
from inventory.services.drafts import IssuedItem, IssueRequest


@transaction.atomic
def issue_reserved(*, issues: Sequence[IssueRequest], by: Actor, at: datetime) -> list[IssuedItem]:
    """
    Let reserved goods leave for the customer at the moving average; partial issues split the reservation.

    :raises ReservationMissing: more than is reserved for the reference
    :raises InsufficientStock: reserved on backorder, but not there yet
    """
    raise NotImplementedError
