"""The story of an admission: what the audit trail says, in words.  The trail has codes and days, so the story has no values."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.templatetags import formats
from hr.models import Admission

Data = dict[str, Any]

ICONS = {
    "admission.invited": "person_add",
    "admission.link_asked": "mail",
    "admission.link_issued": "link",
    "admission.link_closed": "link_off",
    "admission.mail_withheld": "unsubscribe",
    "admission.portal_opened": "smartphone",
    "admission.data_saved": "edit_note",
    "admission.data_sent": "send",
    "admission.reminded": "notifications",
    "admission.refusals_told": "mail",
    "admission.papers_asked": "checklist",
    "admission.paper_waived": "do_not_disturb_on",
    "admission.paper_asked_again": "undo",
    "admission.exam_scheduled": "event",
    "admission.exam_moved": "event",
    "admission.exam_recorded": "medical_services",
    "admission.text_accepted": "draw",
    "admission.start_changed": "calendar_month",
    "admission.terms_changed": "edit",
    "admission.stage": "trending_flat",
    "admission.done": "how_to_reg",
    "admission.cancelled": "cancel",
    "admission.act_refused": "block",
}

_TEXTS: dict[str, Callable[[Data], str]] = {
    "admission.invited": lambda data: _("invited the candidate"),
    "admission.link_asked": lambda data: _("sent a new link"),
    "admission.link_issued": lambda data: _("made a link for the portal"),
    "admission.link_closed": lambda data: _("closed the link"),
    "admission.mail_withheld": lambda data: _("held back an e-mail: its link would have closed the one made by hand"),
    "admission.portal_opened": lambda data: _("opened the portal"),
    "admission.data_saved": lambda data: _("filled in data"),
    "admission.data_sent": lambda data: _("sent everything for review"),
    "admission.reminded": lambda data: _("reminded the candidate by e-mail"),
    "admission.refusals_told": lambda data: _("told the candidate by e-mail of refused documents"),
    "admission.papers_asked": lambda data: _("adjusted the asked documents by the checklist"),
    "admission.paper_waived": lambda data: _("did without a document"),
    "admission.paper_asked_again": lambda data: _("asked for a document again"),
    "admission.exam_scheduled": lambda data: _("scheduled the medical exam"),
    "admission.exam_moved": lambda data: _("moved the medical exam"),
    "admission.exam_recorded": lambda data: _("recorded the result of the medical exam"),
    "admission.text_accepted": lambda data: _("accepted a text"),
    "admission.start_changed": lambda data: _("moved the first day to %(day)s") % {"day": _day(data.get("start_on"))},
    "admission.terms_changed": lambda data: _("changed what was agreed"),
    "admission.stage": lambda data: _("brought it to the stage “%(stage)s”") % {"stage": stage_name(str(data.get("stage", "")))},
    "admission.done": lambda data: _("completed the admission"),
    "admission.cancelled": lambda data: _("cancelled the admission"),
    "admission.act_refused": lambda data: _("tried something that was refused"),
}
# Codes and names that may stand beside the words.
_DETAILS = ("text", "kind", "reason", "later_s2200", "why")


def text_of(action: str, data: Data) -> str:
    """What happened, "" for an action that has no words here."""
    made = _TEXTS.get(action)
    return made(data) if made else ""


def icon_of(action: str) -> str:
    return ICONS.get(action, "history")


def detail_of(data: Data) -> str:
    """What the trail says beside: a code of a paper or text, a reason."""
    return " · ".join(str(data[name]) for name in _DETAILS if data.get(name))


def stage_name(stage: str) -> str:
    """The name of a stage as people read it."""
    return str(dict(Admission.Stage.choices).get(stage, stage))


def _day(value: object) -> str:
    return formats.full_date(date.fromisoformat(str(value))) if value else ""
