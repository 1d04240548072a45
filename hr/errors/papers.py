"""Refusals of papers."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class UnknownDocumentKind(NotFound):
    """No kind of document in use has this code: {"kind"}."""

    code = "unknown_document_kind"


class UnknownDocument(NotFound):
    """There is none, or the actor may not know of it: {}."""

    code = "unknown_document"


class UnknownItem(NotFound):
    """The admission does not ask for this kind: {"admission", "kind"}."""

    code = "unknown_item"


class PagesMissing(Invalid):
    """A document without a page: {}."""

    code = "document_pages_missing"


class TooManyPages(Invalid):
    """More pictures than this paper has pages: {"limit"}."""

    code = "document_too_many_pages"


class FileNotUsable(Conflict):
    """One of the files is gone, in quarantine, or belongs to another paper: {}."""

    code = "document_file_not_usable"


class WrongDependent(Invalid):
    """{"reason": missing (the paper is of a dependent, whose?), not_asked, or unknown (not of this person)}."""

    code = "document_wrong_dependent"


class DocumentDecided(Conflict):
    """Somebody was faster: {"state", "who", "at"}."""

    code = "document_decided"


class ReasonMissing(Invalid):
    """A refusal, or a paper that is not needed after all, says why: {}."""

    code = "document_reason_missing"


class PaperDateMissing(Invalid):
    """The paper has a date that the reviewer copies: {"field": issued_on or expires_on}."""

    code = "paper_date_missing"


class PaperDateWrong(Invalid):
    """{"field", "reason": future, before_issue or too_far}."""

    code = "paper_date_wrong"


class PaperExpired(Invalid):
    """It is not valid any more: {"expires_on": date}."""

    code = "paper_expired"


class PagesRefused(Conflict):
    """Pages were refused, so the paper cannot be accepted: {"pages": [number]}."""

    code = "document_pages_refused"


class PagesUnchecked(Conflict):
    """The look for malware is not done, or found something: {"pages": [number], "quarantined": bool}."""

    code = "document_pages_unchecked"


class VerdictStands(Conflict):
    """The verdict cannot be taken back any more: {"reason": replaced, admitted or undecided}."""

    code = "document_verdict_stands"
