"""Leave as a part of the employee's file."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core import clock, policy, sensitive
from backoffice.core.actors import Actor
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest
from hr.models import LeaveEntry
from hr.queries.file import EmployeeFile
from hr.queries.leave_requests import shown_kind
from hr.queries.standing import stretch_of
from hr.queries.vacation_list import windows_of
from hr.views.leave import parts

_SHOWN = 100


def leave_part(request: StaffRequest, file: EmployeeFile) -> dict[str, Any]:
    """
    Years of acquisition and ledger of a person whose file the reader may open.

    Health is shown to who may see it, and the look is noted.
    """
    actor, employee = request.actor, file.employee
    at = clock.now()
    is_own = file.sight.is_own
    rows = LeaveEntry.objects.filter(employee=employee).select_related("kind", "certificate").order_by("-recorded_at", "-pk")[:_SHOWN]
    entries = list(rows)
    sees_health = is_own or policy.may_see(actor, "person.sensitive")
    if sees_health and not is_own and any(entry.kind.is_health for entry in entries):
        key = str(employee.person.key)
        sensitive.note_reads(subject_kind="person", subject_keys=[key], group=sensitive.HEALTH, by=actor, at=at, item=_("Absence"))
    manages = actor.may("hr.manage_leave") and not is_own
    return {
        "number": employee.number,
        "windows": windows_of(employee.pk, today=clock.company_date(at)),
        "entries": [_entry(entry, actor, is_own=is_own, sees_health=sees_health, manages=manages) for entry in entries],
        "may_record": manages,
    }


def _entry(entry: LeaveEntry, actor: Actor, *, is_own: bool, sees_health: bool, manages: bool) -> dict[str, Any]:
    name = entry.kind.name if sees_health else shown_kind(entry.kind.name, is_health=entry.kind.is_health, is_own=is_own, actor=actor)
    stretch = stretch_of(entry) if entry.away else None
    told = parts.days_words(stretch.first, stretch.last, stretch.days) if stretch else formats.signed(entry.days, 0)
    certificate = getattr(entry, "certificate", None)
    shows_cid = sees_health and certificate is not None and certificate.cid
    return {
        "id": entry.pk,
        "label": name if entry.sort in ("leave", "absence", "vacation") else entry.get_sort_display(),
        "days": told,
        "detail": f"CID {certificate.cid}" if shows_cid else entry.reason,
        "is_live": entry.is_live,
        "is_reversal": entry.reverses_id is not None,
        "can_reverse": manages and entry.is_live,
        "when": entry.recorded_at,
        "by": entry.recorded_by,
    }
