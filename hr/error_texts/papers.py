"""Words for the refusals of papers."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text

Data = dict[str, Any]


def _decided(data: Data) -> str:
    if data.get("state") == "replaced":
        return _("A newer version of this document came meanwhile. Review that one.")
    told = {"who": data.get("who", ""), "when": date_format(localtime(data["at"]), "SHORT_DATETIME_FORMAT") if data.get("at") else ""}
    if data.get("state") == "accepted":
        return _("%(who)s accepted this document before you (%(when)s). Nothing of yours was written.") % told
    return _("%(who)s refused this document before you (%(when)s). Nothing of yours was written.") % told


def _dependent(data: Data) -> str:
    return {
        "missing": _("This document is of a dependent. Choose of whom."),
        "not_asked": _("This document is of the person, not of a dependent."),
    }.get(str(data.get("reason")), _("This dependent is not in the file. Reload the page and choose again."))


def _date_missing(data: Data) -> str:
    if data.get("field") == "issued_on":
        return _("The date of issue is missing. Copy it from the document.")
    return _("The expiry date is missing. Copy it from the document.")


def _date_wrong(data: Data) -> str:
    return {
        "future": _("The date of issue is in the future. Compare it with the document."),
        "before_issue": _("The document would expire before it was issued. Correct one of the dates."),
    }.get(str(data.get("reason")), _("The expiry date is more than 30 years ahead. Compare it with the document."))


def _pages(data: Data) -> str:
    return ", ".join(str(number) for number in data.get("pages", []))


def _unchecked(data: Data) -> str:
    if data.get("quarantined"):
        return _("The virus check found something in page %(pages)s. Refuse the document and ask for another file.") % {
            "pages": _pages(data)
        }
    return _("Page %(pages)s is still being checked for viruses. It takes about a minute; accept it then.") % {"pages": _pages(data)}


def _stands(data: Data) -> str:
    return {
        "replaced": _("A newer version of this document came meanwhile. Review that one."),
        "admitted": _("The person was admitted with this document. Ask for a newer version instead."),
    }.get(str(data.get("reason")), _("This document still waits for review: there is nothing to take back."))


TEXTS: dict[str, Text] = {
    "unknown_document_kind": lambda data: _("This kind of document is not in use. Choose another one from the list."),
    "unknown_document": lambda data: _("This document is not in sight of you. Look for it among the documents to review."),
    "unknown_item": lambda data: _("This admission does not ask for this document. Reload the page."),
    "document_pages_missing": lambda data: _("No picture or file was chosen. Take a picture or choose a file."),
    "document_too_many_pages": lambda data: (
        ngettext(
            "This document has %(limit)s page at most. Send only what is asked.",
            "This document has %(limit)s pages at most. Send only what is asked.",
            data.get("limit", 1),
        )
        % {"limit": data.get("limit", 1)}
    ),
    "document_file_not_usable": lambda data: _("One of the files is not here any more. Choose the files again and send."),
    "document_wrong_dependent": _dependent,
    "document_decided": _decided,
    "document_reason_missing": lambda data: _("The reason is missing. Say what to do better, in one sentence."),
    "paper_date_missing": _date_missing,
    "paper_date_wrong": _date_wrong,
    "paper_expired": lambda data: (
        _("The document expired on %(day)s. Refuse it and ask for a valid one.")
        % {"day": date_format(data["expires_on"], "SHORT_DATE_FORMAT")}
    ),
    "document_pages_refused": lambda data: (
        _("Page %(pages)s was refused. Refuse the document, or accept the page first.") % {"pages": _pages(data)}
    ),
    "document_pages_unchecked": _unchecked,
    "document_verdict_stands": _stands,
}
