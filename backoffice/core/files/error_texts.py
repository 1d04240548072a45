"""Words for the refusals of files."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.error_texts import Text
from backoffice.core.templatetags import formats

Data = dict[str, Any]
_MIB = 1 << 20


def _too_large(data: Data) -> str:
    if "limit_pages" in data:
        return _("The PDF has %(pages)s pages; up to %(limit)s are taken. Send only the pages that are asked for.") % {
            "pages": formats.qty(data.get("pages", 0)),
            "limit": formats.qty(data["limit_pages"]),
        }
    if "limit_pixels" in data:
        return _("The picture is too large to be opened. Take it again with the phone's usual camera setting.")
    return _("The file is larger than %(limit)s MB. Take a picture with the phone, or send fewer pages.") % {
        "limit": formats.qty(max(data.get("limit_bytes", 0) // _MIB, 1))
    }


def _kind_refused(data: Data) -> str:
    return {
        "heic": _(
            "This picture has the iPhone's HEIC format, which cannot be opened here. Choose Most Compatible in Settings, Camera, "
            "Formats and take it again, or send a PDF."
        ),
        "office": _("This is an Office file. Save it as a PDF and send that."),
        "archive": _("This is a compressed file. Send the picture or PDF that is in it."),
        "program": _("This is a program, not a document. Send a picture (JPG, PNG) or a PDF."),
        "web": _("This is a web page, not a document. Print it as a PDF and send that."),
    }.get(str(data.get("kind")), _("This file is neither a picture nor a PDF, whatever its name says. Send a JPG, PNG or PDF."))


def _unreadable(data: Data) -> str:
    if data.get("reason") == "password":
        return _("The PDF asks for a password. Print it as a PDF without one, or send a picture of it.")
    return _("The file is broken and cannot be opened. Take the picture again or export the PDF once more.")


def _withheld(data: Data) -> str:
    return {
        "pending": _("The file is still being checked for viruses. It takes about a minute; open it then."),
        "quarantined": _("The virus check found something in this file and nobody can open it. Ask for another one."),
    }.get(str(data.get("reason")), _("This file was deleted when its time of keeping was over. Only the record of it is left."))


def _link(data: Data) -> str:
    if data.get("reason") == "expired":
        return _("This link was valid for five minutes. Go back to the document and open it again.")
    return _("This link does not open for you. Go back to the document and open it from there.")


ERROR_TEXTS: dict[str, Text] = {
    "file_empty": lambda data: _("The file is empty. Choose it again or take the picture again."),
    "file_too_large": _too_large,
    "file_kind_refused": _kind_refused,
    "file_unreadable": _unreadable,
    "file_infected": lambda data: _("The virus check found something in this file. It was not kept. Send another one."),
    "file_withheld": _withheld,
    "file_link_refused": _link,
    "unknown_upload": lambda data: _("This upload is not here any more. Choose the file again."),
    "upload_out_of_step": lambda data: _("A part of the file is missing. The upload goes on from there."),
    "upload_incomplete": lambda data: _("The file has not come completely. Send the rest of it."),
    "too_many_uploads": lambda data: (
        _("%(limit)s uploads were begun and not finished. Wait a while, or finish them first.") % {"limit": data.get("limit", 20)}
    ),
}
