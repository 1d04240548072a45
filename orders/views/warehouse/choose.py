"""Choose work: the waves that run, the orders that wait for one, the shelves that were found short."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.picking_texts import why_out
from orders.queries.channels import list_channel_names
from orders.services import CreatedWave, WaveDraft
from orders.services.picking.waves import MAX_ORDERS

# The cut-offs of the filter: which promise is the last one to be met now.
CUTOFFS = {"late": gettext_lazy("Late"), "today": gettext_lazy("Until today"), "tomorrow": gettext_lazy("Until tomorrow")}
_DAYS = {"late": -1, "today": 0, "tomorrow": 1}


@staff_view(permission="orders.pick")
def picking(request: StaffRequest) -> HttpResponse:
    """Waves that wait and run, and what is to be done around them."""
    waves = queries.list_waves(actor=request.actor)
    mine = [wave for wave in waves if wave.assigned_to_id == request.actor.id]
    context = {
        "groups": [(_("With you"), mine), (_("Waves"), [wave for wave in waves if wave not in mine])],
        "has_waves": bool(waves),
        "may_ship": request.actor.may("orders.ship"),
        "counts": queries.count_warehouse(actor=request.actor),
        "today": clock.company_date(clock.now()),
    }
    return render(request, "warehouse/picking.html", context)


@staff_view(permission="orders.pick", methods=("GET", "POST"))
def new_wave(request: StaffRequest) -> HttpResponse:
    """Orders that can be picked, the most urgent first; the marked ones become a wave."""
    return _create(request) if request.method == "POST" else _choose(request)


def _choose(request: StaffRequest, *, marked: list[str] | None = None, refused: str = "", status: int = 200) -> HttpResponse:
    today = clock.company_date(clock.now())
    channels = list_channel_names()
    asked: Any = request.POST if request.method == "POST" else request.GET
    channel = asked.get("channel", "") if asked.get("channel", "") in dict(channels) else ""
    cutoff = asked.get("until", "") if asked.get("until", "") in CUTOFFS else ""
    rows = queries.list_pickable(
        actor=request.actor,
        today=today,
        channel=channel,
        promised_to=_last_day(today, cutoff),
        single_item=bool(asked.get("single")),
        limit=MAX_ORDERS,
    )
    context = {
        "rows": rows,
        "marked": set(marked) if marked is not None else {row.number for row in rows[:12]},
        "channels": channels,
        "cutoffs": CUTOFFS.items(),
        "chosen": {"channel": channel, "until": cutoff, "single": bool(asked.get("single"))},
        "is_filtered": bool(channel or cutoff or asked.get("single")),
        "token": uuid4(),
        "refused": refused,
        "limit": MAX_ORDERS,
        "today": today,
    }
    return render(request, "warehouse/new_wave.html", context, status=status)


def _last_day(today: date, cutoff: str) -> date | None:
    return today + timedelta(days=_DAYS[cutoff]) if cutoff else None


def _create(request: StaffRequest) -> HttpResponse:
    numbers = [number for number in request.POST.getlist("orders") if number.isascii() and number.isalnum()]
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        token = uuid4()
    if not numbers:
        return _choose(request, marked=[], refused=_("No order is marked. Mark at least one."), status=422)
    try:
        made = services.create_wave(draft=WaveDraft(token, tuple(numbers)), by=request.actor, at=clock.now())
    except BusinessError as refusal:
        return _choose(request, marked=numbers, refused=text_of(refusal), status=refusal.status)
    tell_wave(request, made)
    return HttpResponseRedirect(reverse("wave", args=[made.number]))


def tell_wave(request: StaffRequest, made: CreatedWave) -> None:
    """What the wave has become, and each order that stayed outside with its reason."""
    told = ngettext("Wave %(number)s made with %(n)s order.", "Wave %(number)s made with %(n)s orders.", made.orders)
    messages.success(request, told % {"number": made.number, "n": made.orders})
    for left in made.left_out:
        messages.warning(request, _("%(order)s stayed outside. %(why)s") % {"order": left.order_number, "why": why_out(left.reason)})


@staff_view(permission="orders.pick")
def shortages(request: StaffRequest) -> HttpResponse:
    """Shelves that did not hold what they promised: count them, then settle."""
    rows = queries.list_shortages(actor=request.actor)
    return render(request, "warehouse/shortages.html", {"rows": rows, "may_adjust": request.actor.may("inventory.adjust")})


@staff_view(permission="orders.pick", methods=("POST",))
def shortage_settle(request: StaffRequest, line: int) -> HttpResponse:
    try:
        services.settle_shortage(line_id=line, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.warning(request, text_of(refusal))
    else:
        messages.success(request, _("Settled. If pieces of the order are still open, it waits to be picked again."))
    return HttpResponseRedirect(reverse("picking_shortages"))
