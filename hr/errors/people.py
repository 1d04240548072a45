"""Refusals of the files of people and of the structure."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class UnknownEmployee(NotFound):
    """``number``: nobody has this matrícula, or the actor may not know of it."""

    code = "unknown_employee"


class UnknownStructure(NotFound):
    """``kind``: no such position, department, establishment, cost centre or work schedule that is in use."""

    code = "unknown_structure"


class PersonInvalid(Invalid):
    """``problems``: [{"field", "problem", ...}], never the values themselves; the words are error_texts.people.problem_text."""

    code = "person_invalid"


class StaleFile(Conflict):
    """``version`` is the present one: somebody changed the file since it was looked at."""

    code = "stale_file"


class EmployeeEnded(Conflict):
    """``number``, ``ended_on``: who has left does not change any more."""

    code = "employee_ended"


class BeforeAdmission(Invalid):
    """``admitted_on``: the change would hold before the contract begins."""

    code = "before_admission"


class TermUnchanged(Invalid):
    """``kind``: the same holds on that day already."""

    code = "term_unchanged"


class TermsInTheWay(Conflict):
    """``kind``, ``days``: on or after that day others begin; the caller says what becomes of them."""

    code = "terms_in_the_way"


class OwnPay(Conflict):
    """Nobody changes his own pay."""

    code = "own_pay"


class ManagerCycle(Conflict):
    """``number``, ``name`` of the manager, ``day``: from that day on the chain of managers would lead back to the employee."""

    code = "manager_cycle"


class ManagerLeft(Invalid):
    """``number``, ``name``: the manager does not work here on that day."""

    code = "manager_left"


class UserTaken(Conflict):
    """``number``: the user is somebody else's already."""

    code = "user_taken"


class NoEmail(Conflict):
    """An invitation needs an e-mail address in the file."""

    code = "no_email"


class CompanyMissing(Conflict):
    """There is no establishment yet, and the company has not been written down."""

    code = "company_missing"
