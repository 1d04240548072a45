"""Facts of the people area.  No personal data: an event is kept for ever."""

from dataclasses import dataclass

from backoffice.events.base import Event


@dataclass(frozen=True, kw_only=True)
class AdmissionMailAsked(Event):
    """
    A candidate is to hear of something by e-mail.  ``mail`` names the template: invitation, link, reminder or refused.

    The link in it is made when the mail leaves: no secret ever lies in the outbox.
    """

    admission_number: str
    mail: str
