"""Words for the story of a file: action code in, a phrase out that goes on from the actor's name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core.templatetags import formats
from hr.words import FIELD_NAMES

_TELLINGS: dict[str, tuple[str, str | Promise]] = {
    "employee.added": ("person_add", gettext_lazy("opened the file")),
    "employee.activated": ("how_to_reg", gettext_lazy("admitted the person")),
    "employee.job_changed": ("work", gettext_lazy("changed position or department")),
    "employee.pay_changed": ("payments", gettext_lazy("changed the salary")),
    "employee.schedule_changed": ("schedule", gettext_lazy("changed the work schedule")),
    "employee.manager_changed": ("account_tree", gettext_lazy("changed the manager")),
    "employee.user_linked": ("badge", gettext_lazy("linked the account")),
    "employee.sheet_printed": ("print", gettext_lazy("drew the register sheet")),
    "esocial.made": ("note_add", gettext_lazy("made a file for eSocial")),
    "esocial.exported": ("download", gettext_lazy("took a file for eSocial")),
    "esocial.receipted": ("receipt_long", gettext_lazy("recorded a receipt of eSocial")),
    "esocial.refused": ("error", gettext_lazy("recorded a refusal of eSocial")),
    "esocial.details_changed": ("tune", gettext_lazy("changed the eSocial details")),
    "leave.asked": ("event", gettext_lazy("asked for leave")),
    "leave.approved": ("event_available", gettext_lazy("approved the leave")),
    "leave.refused": ("event_busy", gettext_lazy("refused the leave")),
    "leave.withdrawn": ("undo", gettext_lazy("withdrew the request for leave")),
    "leave.cancelled": ("event_busy", gettext_lazy("cancelled the leave")),
    "leave.recorded": ("event_note", gettext_lazy("recorded a leave")),
    "leave.reversed": ("undo", gettext_lazy("took a leave back")),
    "leave.balance_corrected": ("tune", gettext_lazy("corrected the vacation balance")),
    "leave.delegated": ("how_to_reg", gettext_lazy("named a stand-in")),
    "leave.delegation_ended": ("how_to_reg", gettext_lazy("ended a stand-in")),
    "probation.confirmed": ("verified", gettext_lazy("confirmed the person after probation")),
    "probation.extended": ("update", gettext_lazy("extended the probation")),
    "qualification.recorded": ("fact_check", gettext_lazy("compared the person with the CPF register")),
    "person.added": ("person_add", gettext_lazy("registered the person")),
    "person.changed": ("edit", gettext_lazy("changed personal data")),
    "person.address_changed": ("home", gettext_lazy("changed the address")),
    "person.dependent_added": ("family_restroom", gettext_lazy("added a dependent")),
    "person.dependent_changed": ("family_restroom", gettext_lazy("changed a dependent")),
    "person.dependent_ended": ("family_restroom", gettext_lazy("ended a dependent")),
    "person.contact_changed": ("emergency", gettext_lazy("changed an emergency contact")),
    "person.contact_removed": ("emergency", gettext_lazy("removed an emergency contact")),
    "person.forgotten": ("visibility_off", gettext_lazy("made the person anonymous")),
    "person.pay_account_changed": ("account_balance", gettext_lazy("changed the bank data")),
}

# Of papers the story says which: the kind's name is no personal data.
_PAPERS: dict[str, tuple[str, str | Promise]] = {
    "document.sent": ("upload_file", gettext_lazy("handed in %(document)s")),
    "document.accepted": ("task_alt", gettext_lazy("accepted %(document)s")),
    "document.refused": ("block", gettext_lazy("refused %(document)s")),
    "document.withdrawn": ("undo", gettext_lazy("took the verdict on %(document)s back")),
    "document.page_reviewed": ("fact_check", gettext_lazy("looked over a page of %(document)s")),
}


def text_of(action: str, data: dict[str, Any], papers: Mapping[str, str]) -> str:
    """What was done, "" for actions of other desks.  ``papers``: names by code of the kinds that the reader may know of."""
    if action in _PAPERS:
        return str(_PAPERS[action][1]) % {"document": papers.get(str(data.get("kind")), _("a document"))}
    return str(_TELLINGS[action][1]) if action in _TELLINGS else ""


def icon_of(action: str) -> str:
    return (_PAPERS | _TELLINGS)[action][0] if action in _PAPERS or action in _TELLINGS else "history"


def detail_of(data: dict[str, Any]) -> str:
    """From which day, which fields, how much was put right."""
    parts = []
    if data.get("from"):
        parts.append(_("from %(day)s") % {"day": formats.day_month_year(date.fromisoformat(data["from"]))})
    if isinstance(data.get("fields"), list):
        parts.append(", ".join(str(FIELD_NAMES.get(name, name)) for name in data["fields"]))
    if data.get("corrected"):
        count = int(data["corrected"])
        parts.append(ngettext("%(count)d record put right", "%(count)d records put right", count) % {"count": count})
    return " · ".join(parts)
