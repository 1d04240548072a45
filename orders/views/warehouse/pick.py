"""The phone: one shelf, one item, one read after the other."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.picking_texts import why_out
from orders.queries import WaveDetail
from orders.views.warehouse.words import addresses, phone_words, wave_state


@staff_view(permission="orders.pick")
def wave(request: StaffRequest, number: int) -> HttpResponse:
    """Pick the wave; what is picked already leads on to the bench."""
    detail = queries.get_wave(number=number, actor=request.actor)
    return render(request, "warehouse/wave.html", _context(detail, request.actor.id))


def _context(detail: WaveDetail, person: int) -> dict[str, Any]:
    boxes = {line.box: line for line in detail.put_back}
    reasons = {box.box: why_out(box.drop_reason) for box in detail.boxes if box.drop_reason}
    return {
        "wave": detail,
        "is_mine": detail.assigned_to_id == person,
        "is_over": detail.status in ("done", "cancelled"),
        "orders": sum(box.state != "dropped" for box in detail.boxes),
        "put_back": [{"line": line, "why": reasons.get(line.box, "")} for line in detail.put_back],
        "put_back_boxes": sorted(boxes),
        "state": wave_state(detail, at=clock.now().isoformat()),
        "words": phone_words(),
        "addresses": addresses(),
    }


@staff_view(permission="orders.pick", methods=("POST",))
def wave_assign(request: StaffRequest, number: int) -> HttpResponse:
    try:
        services.assign_wave(wave=number, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.warning(request, text_of(refusal))
        return HttpResponseRedirect(reverse("picking"))
    return HttpResponseRedirect(reverse("wave", args=[number]))


@staff_view(permission="orders.pick", methods=("GET", "POST"))
def wave_cancel(request: StaffRequest, number: int) -> HttpResponse:
    """The dialog says what goes back where; POST calls the wave off."""
    detail = queries.get_wave(number=number, actor=request.actor)
    if request.method != "POST":
        return render(
            request,
            "warehouse/wave_cancel.html",
            {"wave": detail, "left": [box for box in detail.boxes if box.state in ("picking", "packed")], "shelves": _to_shelves(detail)},
        )
    try:
        pieces = services.cancel_wave(wave=number, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.warning(request, text_of(refusal))
    else:
        back = ngettext("%(n)s piece goes back to its shelf.", "%(n)s pieces go back to their shelves.", pieces) % {"n": pieces}
        messages.success(request, " ".join([_("Wave %(number)s cancelled.") % {"number": number}, back if pieces else ""]).strip())
    return HttpResponseRedirect(reverse("picking"))


def _to_shelves(detail: WaveDetail) -> list[tuple[str, str, int]]:
    """(place, name, pieces) of what a cancellation puts back: one walk to a shelf, whatever the boxes."""
    pieces: Counter[tuple[str, str]] = Counter()
    for line in detail.active_lines:
        if line.picked and line.box_state != "shipped":
            pieces[line.place, line.name] += line.picked
    return [(place, name, count) for (place, name), count in pieces.items()]


@staff_view(permission="orders.pick")
def worker(request: StaffRequest) -> HttpResponse:
    """The service worker of /separacao/: it may only rule addresses below its own."""
    script = render_to_string("warehouse/worker.js", {"user": request.actor.id})
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
