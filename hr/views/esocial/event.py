"""One eSocial file: what it tells, what the schema says of it, what the government answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from backoffice.core import clock, sensitive
from backoffice.core.error_texts import text_of
from backoffice.core.errors import Conflict
from backoffice.core.views import StaffRequest, staff_view
from hr import queries, services
from hr.models import EsocialEvent
from hr.queries import EventDetail
from hr.views.esocial.reading import read_file
from hr.views.esocial.words import due_words, kind_label

State = EsocialEvent.State
# What the content of each event shows of a person, for the list of who looked.
GROUPS = {
    EsocialEvent.Kind.S2190: (sensitive.PAY,),
    EsocialEvent.Kind.S2200: (sensitive.PAY, sensitive.ORIGIN),
    EsocialEvent.Kind.S2205: (sensitive.ORIGIN,),
    EsocialEvent.Kind.S2206: (sensitive.PAY,),
    EsocialEvent.Kind.S2230: (sensitive.HEALTH,),
    EsocialEvent.Kind.S2299: (sensitive.PAY,),
}


@staff_view(permission="hr.use_esocial")
def event_page(request: StaffRequest, event_id: str) -> HttpResponse:
    """The file; its content opens by a button, because each look is written down."""
    return show(request, queries.get_event(event_id=event_id, actor=request.actor))


@staff_view(permission="hr.use_esocial", methods=("POST",))
def download(request: StaffRequest, event_id: str) -> HttpResponse:
    """The XML as a file; taken for the first time, it waits for its receipt from then on."""
    queries.get_event(event_id=event_id, actor=request.actor)
    try:
        [file] = services.export_events(event_ids=[event_id], by=request.actor, at=clock.now())
    except Conflict as refusal:
        messages.error(request, text_of(refusal))
        return HttpResponseRedirect(reverse("esocial_event", args=[event_id]))
    answer = HttpResponse(file.content, content_type="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def show(request: StaffRequest, detail: EventDetail, *, dialog: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Draw the page, with the dialog of an act over it."""
    row, today = detail.row, clock.company_date(clock.now())
    is_shown = request.GET.get("show") == "content"
    if is_shown and not detail.is_own:
        for group in GROUPS[EsocialEvent.Kind(row.kind)]:
            sensitive.note_reads(
                subject_kind="person",
                subject_keys=[detail.person_key],
                group=group,
                item=f"eSocial {row.kind}",
                by=request.actor,
                at=clock.now(),
            )
    is_open = row.state in (State.MADE, State.EXPORTED, State.REFUSED)
    context = {
        "detail": detail,
        "row": row,
        "label": kind_label(row.kind),
        "left": due_words((row.due_on - today).days) if is_open else "",
        "is_late": is_open and row.due_on < today,
        "is_open": is_open,
        "may_remake": row.state != State.SUPERSEDED,
        "is_test": detail.environment != "1",
        "sections": read_file(detail.payload) if is_shown else [],
        "payload": detail.payload if is_shown else "",
        "dialog": dialog,
        "has_errors": bool(dialog and dialog["form"].errors),
    }
    return render(request, "hr/esocial/event.html", context, status=status)
