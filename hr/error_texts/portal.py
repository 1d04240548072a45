"""Words for the candidate's portal.  Candidates read them too: no words of the house."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text


def _missing(data: dict[str, Any]) -> str:
    count = len(data.get("steps", [])) + len(data.get("papers", []))
    told = ngettext(
        "%(count)d thing is still missing: %(names)s. Send it and then close your part.",
        "%(count)d things are still missing: %(names)s. Send them and then close your part.",
        count,
    )
    return told % {"count": count, "names": ", ".join(map(str, [*data.get("steps", []), *data.get("papers", [])]))}


TEXTS: dict[str, Text] = {
    "portal_birth_date_missing": lambda data: _(
        "The person has no date of birth, and the link asks for it. Fill it in, then send the link."
    ),
    "portal_data_locked": lambda data: (
        _("Your data were checked and cannot be changed here any more. If something is wrong, call %(contact)s.")
        % {"contact": data.get("contact", "")}
    ),
    "portal_data_changed": lambda data: _("These data were changed in another window while you typed. Choose what stays."),
    "portal_data_missing": _missing,
    "portal_texts_not_ready": lambda data: _("The contract opens when everything you sent is checked. You get an e-mail then."),
    "portal_text_replaced": lambda data: (
        _("%(title)s was changed while you were reading, and nothing was accepted. Read the new text and accept it.")
        % {"title": data.get("title", "")}
    ),
    "portal_typed_name_differs": lambda data: _("This is not the name in your data. Type your whole name as it stands in your document."),
    "portal_unknown_text": lambda data: _("This text is not for you. Go back to the beginning and choose it there."),
    "portal_unknown_acceptance": lambda data: _("No accepted text has this code. Compare it letter by letter."),
    "portal_paper_not_asked": lambda data: _("This document is not asked of you. Go back to the beginning and choose it there."),
    "portal_paper_settled": lambda data: _("%(name)s is settled already, there is nothing to send.") % {"name": data.get("name", "")},
}
