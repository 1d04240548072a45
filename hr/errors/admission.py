"""Refusals of admissions, exams and the texts to accept."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class UnknownAdmission(NotFound):
    """``number``: there is no such admission, or the actor may not know of it."""

    code = "unknown_admission"


class AdmissionOver(Conflict):
    """``number``, ``stage``: done or cancelled, nothing can be changed any more."""

    code = "admission_over"


class TextIncomplete(Conflict):
    """``text``: its title, ``places``: names in it that nobody has filled yet."""

    code = "text_incomplete"


class TextRefused(Invalid):
    """``places``: names in the text that nothing can fill, or ``field`` that is empty."""

    code = "text_refused"
