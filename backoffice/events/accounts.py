"""Facts about people's own accounts; the mails about them listen."""

from dataclasses import dataclass

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class AccountMailAsked(Event):
    """
    A person is to hear of something that concerns the account.

    ``user_id`` is 0 when a password reset was asked for an address that nobody has: the two cases look the same from outside.
    ``mail`` names the template, ``by_name`` who did it (empty: the person itself).  Secrets are never in an event; a link is
    made when the mail leaves.
    """

    user_id: int
    mail: str
    by_name: str = ""
