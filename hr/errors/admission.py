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


class InvitationInvalid(Invalid):
    """``problems``: [{"field", "problem", ...}], never the values themselves."""

    code = "invitation_invalid"


class CandidateWithoutMail(Conflict):
    """``admission``: the candidate has no e-mail address."""

    code = "candidate_without_mail"


class StaleAdmission(Conflict):
    """``version`` is the present one: somebody changed the admission since it was looked at."""

    code = "stale_admission"


class ContractAccepted(Conflict):
    """``accepted_at``: the contract with these terms was accepted then."""

    code = "contract_accepted"


class AdmissionReasonMissing(Invalid):
    """An act that needs a reason was sent without one."""

    code = "admission_reason_missing"


class ExamInvalid(Invalid):
    """``problems``: [{"field", "problem"}] of an appointment or a result."""

    code = "exam_invalid"


class AdmissionIncomplete(Conflict):
    """``missing``: [{"step", "name"}]: what keeps the person from becoming active."""

    code = "admission_incomplete"


class StartAhead(Conflict):
    """``start_on``: nobody becomes active before the first day."""

    code = "start_ahead"


class UnknownTextCode(NotFound):
    """``text``: no text of this code is in force."""

    code = "unknown_text_code"
