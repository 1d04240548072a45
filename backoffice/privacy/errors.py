"""Refusals of the privacy desk, each with a code and data."""

from backoffice.core.errors import Conflict, Invalid, NotAllowed, NotFound


class UnknownRequest(NotFound):
    """``number``: no such request, or not one that the actor may know of."""

    code = "unknown_privacy_request"


class UnknownExport(NotFound):
    """No such file, not one of the actor's, or its time is over."""

    code = "unknown_data_export"


class RequestClosed(Conflict):
    """``number``, ``state``: it was answered, refused or called off before."""

    code = "privacy_request_closed"


class IdentityNotChecked(Conflict):
    """``number``: nobody has checked who asks."""

    code = "privacy_identity_not_checked"


class NobodyFound(Invalid):
    """``number``: no register has anybody with this document or address."""

    code = "privacy_nobody_found"


class ReasonMissing(Invalid):
    """``field``: an answer, a refusal or a check of identity says nothing."""

    code = "privacy_words_missing"


class WhoMissing(Invalid):
    """Neither document nor e-mail address: nobody can be sought."""

    code = "privacy_who_missing"


class InvalidDocument(Invalid):
    """``value``: neither a CPF nor a CNPJ."""

    code = "privacy_invalid_document"


class MayNotBeForgotten(Conflict):
    """``code``, ``text``, ``until``: the law orders keeping, or something is still open."""

    code = "may_not_be_forgotten"


class SurveyOutdated(Conflict):
    """What forgetting would do is not what the person was shown: look again."""

    code = "privacy_survey_outdated"


class OwnSurvey(NotAllowed):
    """``number``: who made the dry run does not confirm it."""

    code = "privacy_own_survey"


class WrongConfirmation(Invalid):
    """``number``: the protocol was not typed as it is."""

    code = "privacy_wrong_confirmation"


class RulesChanged(Conflict):
    """Somebody changed the rules meanwhile."""

    code = "privacy_rules_changed"


class NothingToDispose(Conflict):
    """What was shown is no longer due, or was disposed of already."""

    code = "nothing_to_dispose"
