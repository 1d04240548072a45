"""What the screens of leave share: their tabs, days in words, a dialog alone or over its page, findings in words."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.actors import Actor
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest
from hr.error_texts.leave import finding_text
from hr.errors import LeaveOverlaps, LeaveRefused
from hr.services import Checked


def tabs(actor: Actor, here: str) -> list[dict[str, Any]]:
    """The screens of leave that this person works on."""
    found = [
        ("desk", _("Requests"), "leave_desk", True),
        ("calendar", _("Calendar"), "leave_calendar", True),
        ("vacation", _("Vacation"), "vacation_control", True),
        ("notices", _("Vacation notices"), "vacation_notices", actor.may("hr.manage_leave")),
        ("probation", _("Probation"), "probations", True),
    ]
    return [{"label": label, "url": reverse(name), "current": code == here} for code, label, name, is_there in found if is_there]


def days_words(first: date | None, last: date | None, days: int) -> str:
    """13/04 a 02/05, 20 dias."""
    if first is None or last is None:
        return ""
    count = ngettext("%(n)s day", "%(n)s days", days) % {"n": formats.qty(days)}
    if first == last:
        return f"{formats.short_date(first)}, {count}"
    return _("%(first)s to %(last)s, %(count)s") % {"first": formats.short_date(first), "last": formats.short_date(last), "count": count}


def findings_of(checked: Checked) -> list[dict[str, Any]]:
    """What the rules say, refusals first: text and whether it refuses."""
    told = [{"code": each.code, "text": finding_text(each.code, each.data), "blocks": each.blocks} for each in checked.findings]
    if checked.overlap is not None:
        stretch, is_asked = checked.overlap
        told.insert(
            0,
            {
                "code": "leave_overlaps",
                "text": text_of(LeaveOverlaps(first=stretch.first, last=stretch.last, is_asked=is_asked)),
                "blocks": True,
            },
        )
    return sorted(told, key=lambda each: not each["blocks"])


def refusals_of(error: BusinessError) -> list[str]:
    """A refusal of the rules as one sentence for each rule, any other as its one."""
    if isinstance(error, LeaveRefused):
        return [finding_text(each["code"], each) for each in error.data["findings"]]
    return [text_of(error)]


def show_dialog(request: StaffRequest, dialog: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """
    The dialog alone for the script, or a page that opens it.

    ``dialog``: id, title, effects, action, form, note, safe_label, act_label, kind, back_url.
    """
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "hr/leave/dialog.html", {"dialog": dialog}, status=status)
    return render(request, "hr/leave/dialog_page.html", {"dialog": dialog, "open": True}, status=status)
