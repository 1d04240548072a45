"""The write door of the privacy desk."""

from backoffice.privacy.services.exports import dispose_old_exports, note_download, write_export
from backoffice.privacy.services.requests import (
    NewRequest,
    alert_due_requests,
    answer_request,
    cancel_request,
    check_identity,
    open_request,
    refuse_request,
)
from backoffice.privacy.services.rules import save_rules
from backoffice.privacy.services.surveys import anonymise, record_survey

__all__ = [
    "NewRequest",
    "alert_due_requests",
    "anonymise",
    "answer_request",
    "cancel_request",
    "check_identity",
    "dispose_old_exports",
    "note_download",
    "open_request",
    "record_survey",
    "refuse_request",
    "save_rules",
    "write_export",
]
