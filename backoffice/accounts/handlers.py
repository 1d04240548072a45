"""What accounts do when something happened; each is one call, harmless when repeated."""

from collections.abc import Sequence

from backoffice.accounts import mails
from backoffice.events.accounts import AccountMailAsked


def send_account_mails(events: Sequence[AccountMailAsked]) -> None:
    """After commit: tell people what concerns their account."""
    mails.send_account_mails(events)
