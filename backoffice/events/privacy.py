"""Facts about the rights of data subjects."""

from dataclasses import dataclass
from datetime import date

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class PrivacyRequestDue(Event):
    """An open request has to be answered soon: five days, one day before the end, and on the last day."""

    number: str
    due_on: date
