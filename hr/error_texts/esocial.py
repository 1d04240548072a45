"""Words for the refusals of the eSocial files."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.error_texts import Text
from backoffice.core.templatetags import formats


def _schema(data: dict[str, Any]) -> str:
    told = {"file": data.get("file", "")}
    return {
        "empty": _("There is no XSD in this folder. Unpack the official package and name the folder that holds tipos.xsd."),
        "no_types": _("The folder has no tipos.xsd, so it is no package of eSocial. Name the folder that holds it."),
        "no_events": _("The folder has none of the events that are made here. Load the package of the layout S-1.3."),
        "size": _("The folder is bigger than any official package. Name the folder with the XSDs only."),
    }.get(str(data.get("reason")), _("%(file)s cannot be read as a schema. Download the package again.") % told)


def _settled(data: dict[str, Any]) -> str:
    if data.get("state") == "receipted":
        return _("The file has a receipt already. To correct it, make a new file: it will name this receipt.")
    return _("Another file took the place of this one. Record the answer at the newer file.")


def _unreadable(data: dict[str, Any]) -> str:
    if data.get("reason") == "empty":
        return _("Nothing in this file answers an event. Choose the return that the sender saved, in XML.")
    if data.get("reason") == "size":
        return _("The file is bigger than 5 MB. Send the returns in smaller files.")
    return _("This file is no XML. Choose the return that the sender saved.")


TEXTS: dict[str, Text] = {
    "unknown_event": lambda data: _("This eSocial file does not exist here. Look for the person in the list of files."),
    "event_not_for_contract": lambda data: _("Interns are told by S-2300, which is not made here. The accountant sends it."),
    "event_reference_wrong": lambda data: (
        _("%(kind)s has nothing to declare there: the day, leave or end does not exist (any more). Begin from the list of what is due.")
        % {"kind": data.get("kind", "")}
    ),
    "event_invalid": lambda data: _(
        "The official schema refuses a file, so it is not handed out. Open it, correct what is named there and make it anew."
    ),
    "event_settled": _settled,
    "receipt_wrong": lambda data: _("This is no receipt. It has the form 1.2.0000000000000000000: copy it whole, with its points."),
    "receipt_taken": lambda data: _("Another file has this receipt already. Compare the two and type the right one."),
    "return_unreadable": _unreadable,
    "schema_refused": _schema,
    "schema_date_taken": lambda data: (
        _("For %(day)s other schemas were loaded and used. Load the new package with the date from which it counts.")
        % {"day": formats.day_month_year(data["valid_from"])}
    ),
    "esocial_settings_wrong": lambda data: (
        _("eSocial asks for workers since March 2018. Choose a day from then on.")
        if data.get("field") == "since"
        else _("This CNPJ does not exist: its check digits do not match. Compare it with the contract of apprenticeship.")
        if data.get("field") == "school_cnpj"
        else _("It is none of the choices. Choose one of the list.")
    ),
}
