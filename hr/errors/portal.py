"""Refusals of the candidate's portal: links, data, texts to accept."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class BirthDateMissing(Conflict):
    """A link guards itself by asking for the date of birth, and the person has none; ``admission``."""

    code = "portal_birth_date_missing"


class PortalDataLocked(Conflict):
    """HR has gone on from what the candidate sent; ``contact`` says whom to call."""

    code = "portal_data_locked"


class PortalDataChanged(Conflict):
    """A part of the data reads otherwise than when the page was opened; ``step``.  Nothing was written."""

    code = "portal_data_changed"


class PortalDataMissing(Conflict):
    """Not everything obligatory is here; ``steps`` and ``papers`` name what is open."""

    code = "portal_data_missing"


class TextsNotReady(Conflict):
    """Contract and policies are accepted after HR has checked everything else; ``stage``."""

    code = "portal_texts_not_ready"


class TextReplaced(Conflict):
    """What was read is not what would be accepted now: another wording, or something filled in changed; ``title``."""

    code = "portal_text_replaced"


class TypedNameDiffers(Invalid):
    """The name typed under a text is not the person's."""

    code = "portal_typed_name_differs"


class UnknownText(NotFound):
    """No such text is asked of this person; ``text``."""

    code = "portal_unknown_text"


class UnknownAcceptance(NotFound):
    """No acceptance carries this code, or it is somebody else's; ``code``."""

    code = "portal_unknown_acceptance"


class PaperNotAsked(NotFound):
    """This paper is not asked of this person; ``kind``."""

    code = "portal_paper_not_asked"


class PaperSettled(Conflict):
    """The paper was accepted, or is not needed: another one would only be checked again; ``name``."""

    code = "portal_paper_settled"
