"""What the people area does when something happened; each is one call, harmless when repeated."""

from collections.abc import Sequence

from backoffice.events.hr import AdmissionMailAsked
from hr import mails


def send_admission_mails(events: Sequence[AdmissionMailAsked]) -> None:
    """After commit: candidates hear what concerns their admission."""
    mails.send_admission_mails(events)
