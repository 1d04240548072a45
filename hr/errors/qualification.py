"""Refusals of the qualification of CPFs."""

from backoffice.core.errors import Invalid, NotFound


class UnknownPerson(NotFound):
    """``key``: there is no such person, or ``dependent`` is nobody of theirs."""

    code = "unknown_person"


class QualificationRefused(Invalid):
    """``field`` of what was copied from the Receita's page is missing or cannot be; ``reason`` missing, future or birth."""

    code = "qualification_refused"
