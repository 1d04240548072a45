"""Refusals of files that come from outside."""

from backoffice.core.errors import Conflict, Invalid, NotAllowed, NotFound


class FileEmpty(Invalid):
    """There is nothing in it: {}."""

    code = "file_empty"


class FileTooLarge(Invalid):
    """More than is kept: {"limit_bytes"}, {"pages", "limit_pages"} or {"limit_pixels"}."""

    code = "file_too_large"


class FileKindRefused(Invalid):
    """By its first bytes it is neither PDF nor JPEG nor PNG: {"kind": heic, office, archive, program, web or other}."""

    code = "file_kind_refused"


class FileUnreadable(Invalid):
    """It begins like a PDF or a picture, but cannot be opened: {"reason": broken or password}."""

    code = "file_unreadable"


class FileInfected(Invalid):
    """The scanner knows it as malware; nothing was kept: {}."""

    code = "file_infected"


class FileWithheld(Conflict):
    """It is there, but is not handed out: {"reason": pending, quarantined or disposed}."""

    code = "file_withheld"


class FileLinkRefused(NotAllowed):
    """The link is not for this person, not for this file, or its minutes are over: {"reason": expired or wrong}."""

    code = "file_link_refused"


class UnknownUpload(NotFound):
    """No such upload of this owner, or it was given up: {}."""

    code = "unknown_upload"


class UploadOutOfStep(Conflict):
    """The part does not begin where the last one ended: {"received": bytes that are here}."""

    code = "upload_out_of_step"


class UploadIncomplete(Conflict):
    """Not all of it has come: {"received", "size_bytes"}."""

    code = "upload_incomplete"


class TooManyUploads(Conflict):
    """This owner has begun {"limit"} uploads and finished none of them."""

    code = "too_many_uploads"
