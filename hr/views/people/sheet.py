"""The register sheet as a PDF: it shows pay, dependents and disabilities, so each drawing is noted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from backoffice.core import audit, clock, sensitive
from backoffice.core.company import get_company
from backoffice.core.errors import NotAllowed
from backoffice.core.jobs import JobFailed
from backoffice.core.pdf import render_pdf
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from hr.queries.absences import absences
from hr.queries.sheet import Sheet, read_sheet
from hr.views.people import page, parts
from hr.views.people.acting import back
from hr.views.people.looking import note_look
from hr.words import RACES


@staff_view(permission="hr.open_files")
def register_sheet(request: StaffRequest, number: str) -> HttpResponse:
    file = page.load(request, number)
    if not (file.sight.pay and file.sight.document and file.sight.sensitive):
        raise NotAllowed(permission="hr.view_personal", roles=["hr"])
    now = clock.now()
    try:
        content = render_pdf("hr/people/sheet.html", context_of(read_sheet(file)) | {"made": now, "by": request.actor.name})
    except JobFailed as failed:
        messages.error(request, str(failed))
        return back(file, "employment")
    for group in (sensitive.PAY, sensitive.ORIGIN):
        note_look(file, group, request.actor, item=_("Register sheet"))
    subject = ("employee", file.employee.number)
    audit.record([audit.Trace(action="employee.sheet_printed", subject=subject, at=now)], by=request.actor)
    # The name says the matrícula only: a file's name is read by many.
    name = f"ficha-{file.employee.number}.pdf"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def context_of(sheet: Sheet) -> dict[str, Any]:
    """The sheet in words."""
    file = sheet.file
    person = file.employee.person
    return {
        "sheet": sheet,
        "employee": file.employee,
        "person": person,
        "job": file.job,
        "schedule": file.schedule.schedule if file.schedule else None,
        "manager": file.manager,
        "company": get_company(),
        "identity": [fact for fact in parts.personal_facts(file) if fact["value"]],
        "race": str(RACES.get(person.race_colour, _("Not said"))),
        "address": parts.address_words(sheet.address),
        "pay": [_line(line) for line in sheet.pay],
        "jobs": [_line(line) for line in sheet.jobs],
        "schedules": [_line(line) for line in sheet.schedules],
        "addresses": [_line(line) for line in sheet.addresses],
        "days": [{**day, "name": WEEKDAYS[day["weekday"]]} for day in sheet.days],
        "establishment_place": _establishment(sheet.establishment),
        "leave": absences(employee_ids=[file.employee.pk], first=file.employee.admitted_on, last=file.day),
    }


def _line(line: Any) -> dict[str, str]:
    return {
        "first": formats.day_month_year(line.first),
        "words": parts.value_words(line.kind, line.values),
        "reason": line.reason,
        "by": line.recorded_by,
    }


def _establishment(place: Any) -> str:
    if place is None:
        return ""
    return (
        f"{place.street}, {place.number} · {place.district} · {place.city}/{place.state} · {place.postal_code[:5]}-{place.postal_code[5:]}"
    )
