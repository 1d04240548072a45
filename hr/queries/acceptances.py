"""What was accepted, and with which evidence."""

from dataclasses import dataclass
from datetime import datetime

from hr.errors import UnknownAcceptance
from hr.models import Acceptance
from hr.portal.evidence import content_digest


@dataclass(frozen=True, slots=True)
class IssuedAcceptance:
    """What anybody who holds the code of an acceptance may know: no name, no text."""

    code: str
    title: str
    version: int
    accepted_at: datetime
    sha256: str
    is_intact: bool


def acceptances_of(employee_id: int) -> list[Acceptance]:
    """What this employee accepted, oldest first, with the text's title and version; one statement."""
    return list(Acceptance.objects.filter(employee_id=employee_id).select_related("text").order_by("accepted_at", "pk"))


def find_acceptance(*, code: str) -> Acceptance:
    """
    The acceptance with this code, with its text, employee and person.

    :raises UnknownAcceptance: there is none
    """
    found = Acceptance.objects.select_related("text", "employee__person").filter(code=code.strip().upper() if code.isprintable() else "")
    acceptance = found.first()
    if acceptance is None:
        raise UnknownAcceptance(code=code[:20])
    return acceptance


def is_intact(acceptance: Acceptance) -> bool:
    """Whether the kept text still has the hash that was accepted."""
    return content_digest(acceptance.text.title, acceptance.content) == acceptance.content_sha256


def get_issued_acceptance(*, code: str) -> IssuedAcceptance:
    """
    What the public page shows of an acceptance.

    :raises UnknownAcceptance: no acceptance carries the code
    """
    found = find_acceptance(code=code)
    return IssuedAcceptance(
        code=found.code,
        title=found.text.title,
        version=found.text.version,
        accepted_at=found.accepted_at,
        sha256=found.content_sha256,
        is_intact=is_intact(found),
    )
