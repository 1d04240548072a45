"""The sentences of refusals about personal data: fact, reason, way out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Data = dict[str, Any]

_WORDS: dict[str, Callable[[], str]] = {
    "how": lambda: _("Nothing says how the identity was checked. Write it down, for example: document shown."),
    "answer": lambda: _("The answer is empty. Write what the person was told."),
    "reason": lambda: _("The reason is missing. The person has a right to know it."),
}

ERROR_TEXTS: dict[str, Callable[[Data], str]] = {
    "unknown_privacy_request": lambda data: _("This request does not exist, or you may not see it."),
    "unknown_data_export": lambda data: _("This file does not exist, or its seven days are over. Make it again."),
    "privacy_request_closed": lambda data: (
        _("Request %(number)s is closed. Nothing was changed. Open a new one if something is missing.") % data
    ),
    "privacy_identity_not_checked": lambda data: (
        _("Nobody has checked who asked for %(number)s. Check the identity first, so that no data go to somebody else.") % data
    ),
    "privacy_nobody_found": lambda data: _(
        "No register has anybody with this document or e-mail. Check both, or answer that we hold nothing."
    ),
    "privacy_words_missing": lambda data: _WORDS[data["field"]](),
    "privacy_who_missing": lambda data: _("Neither CPF nor e-mail was given. One of them is needed to find the data."),
    "privacy_invalid_document": lambda data: _("%(value)s is neither a CPF nor a CNPJ. Check the digits.") % data,
    "may_not_be_forgotten": lambda data: data["text"],
    "privacy_survey_outdated": lambda data: _(
        "Something changed since the dry run, so nothing was done. Make a new dry run and look again."
    ),
    "privacy_own_survey": lambda data: (
        _(
            "You made the dry run of %(number)s yourself. It cannot be undone, so somebody else with the right to privacy "
            "requests anonymises."
        )
        % data
    ),
    "privacy_wrong_confirmation": lambda data: _("The protocol was not typed as it is. Type %(number)s to confirm.") % data,
    "privacy_rules_changed": lambda data: _("Somebody changed the rules meanwhile. Look at what holds now."),
    "nothing_to_dispose": lambda data: _(
        "Nothing of this is due any more: it was disposed of already, or the rules changed. Look at the list again."
    ),
}
