"""One document of the stock: all that moved under its number; goods on the road are received here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed, NotFound
from backoffice.core.templatetags import formats
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries, services
from inventory.models import Location
from inventory.queries import StockPaper
from inventory.views import variant as page


@staff_view(permission="inventory.view")
def document_page(request: StaffRequest, reference: str) -> HttpResponse:
    return _show(request, queries.get_paper(reference=reference, actor=request.actor))


@staff_view(permission="inventory.transfer", methods=("GET", "POST"))
def confirm_arrival(request: StaffRequest, reference: str) -> HttpResponse:
    """GET draws what will happen; POST does it, once."""
    paper = queries.get_paper(reference=reference, actor=request.actor)
    if request.method != "POST":
        if not paper.is_on_the_way:
            return HttpResponseRedirect(reverse("stock_document", args=[reference]))
        return _show(request, paper, asks=True)
    try:
        done = services.confirm_arrival(reference=reference, by=request.actor, at=clock.now())
    except (NotAllowed, NotFound):
        raise
    except BusinessError as error:
        return _show(request, paper, refusal=text_of(error), status=error.status)
    if done.is_new:
        messages.success(request, _("%(reference)s arrived at %(place)s.") % {"reference": reference, "place": paper.destination})
    else:
        messages.info(request, _("Done already: the second click changed nothing."))
    return HttpResponseRedirect(reverse("stock_document", args=[reference]))


def _show(request: StaffRequest, paper: StockPaper, *, asks: bool = False, refusal: str = "", status: int = 200) -> HttpResponse:
    first = paper.moves[-1]
    coming = [move for move in paper.moves if move.destination_kind == Location.Kind.TRANSIT]
    is_receipt = first.reference_kind == "purchase"
    facts = [
        {"label": _("Supplier"), "value": paper.supplier},
        {"label": _("Supplier's document"), "value": paper.supplier_document},
        {"label": _("Date"), "value": formats.day_month_year(first.moved_at)},
        {"label": _("Going to"), "value": paper.destination},
        {"label": _("Arrived"), "value": formats.short_datetime(paper.arrived_at) if paper.arrived_at else ""},
        {"label": _("Note"), "value": "" if is_receipt else first.reason},
        {"label": _("Recorded by"), "value": first.actor_name},
    ]
    values = [move.value for move in paper.moves if move.value is not None]
    context: dict[str, Any] = {
        "paper": paper,
        "kind": page.KINDS.get(paper.kind, paper.kind),
        "moves": [page.move_line(move, request.actor) for move in paper.moves],
        "facts": facts,
        "sees_cost": len(values) == len(paper.moves) and any(values),
        "may_confirm": paper.is_on_the_way and request.actor.may("inventory.transfer"),
        "effects": _effects(paper, sum(move.quantity for move in coming)) if paper.is_on_the_way else [],
        "asks": asks,
        "refusal": refusal,
    }
    return render(request, "inventory/document.html", context, status=status)


def _effects(paper: StockPaper, pieces: int) -> list[dict[str, str]]:
    name = paper.destination_name if paper.destination_name != paper.destination else ""
    told = {"n": formats.qty(pieces), "place": f"{paper.destination} {name}".strip()}
    moved = ngettext("%(n)s unit leaves transit and enters %(place)s", "%(n)s units leave transit and enter %(place)s", pieces) % told
    return [
        {"icon": "local_shipping", "text": moved},
        {"icon": "shelves", "text": _("From then on orders can reserve them there, if goods are sold from that place")},
        {"icon": "account_balance", "text": _("Nothing is posted: the goods stay the company's all the time")},
    ]
