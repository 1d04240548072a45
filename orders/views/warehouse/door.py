"""The door: read a label, read the carrier's code, let the parcel go; the manifest of who took what."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.forms import PlainTextField
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.picking_texts import why_out
from orders.queries import BoxRow
from orders.services import BoxShipmentDraft


class ShipForm(forms.Form):
    """Who takes the box, and under which code."""

    carrier = PlainTextField(label=gettext_lazy("Carrier"), required=False, max_length=80)
    tracking_code = PlainTextField(label=gettext_lazy("Tracking"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["carrier"].widget.attrs |= {"list": "carriers", "autocomplete": "off"}
        self.fields["tracking_code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}


@staff_view(permission="orders.ship")
def shipping(request: StaffRequest) -> HttpResponse:
    """Closed boxes that wait for their carrier; with ``?ler=`` the one that was read."""
    code = request.GET.get("ler", "")[:80]
    box = queries.find_box(code=code, actor=request.actor) if code else None
    form = ShipForm(initial={"carrier": request.session.get("last_carrier", "")})
    return _show(request, box=box, form=form, code=code)


@staff_view(permission="orders.ship", methods=("POST",))
def ship_box(request: StaffRequest, number: int, box: int) -> HttpResponse:
    """Let one box go; the same form sent twice has one effect."""
    form = ShipForm(request.POST)
    row = next((each for each in queries.get_wave(number=number, actor=request.actor).boxes if each.box == box), None)
    if row is None or not form.is_valid():
        return _show(request, box=row, form=form, code=row.order if row else "", status=422)
    draft = BoxShipmentDraft(number, box, form.cleaned_data["carrier"], form.cleaned_data["tracking_code"])
    try:
        done = services.ship_boxes(drafts=[draft], by=request.actor, at=clock.now())[0]
    except BusinessError as refusal:
        form.add_error("tracking_code" if refusal.code == "tracking_reused" else None, text_of(refusal))
        return _show(request, box=row, form=form, code=row.order, status=refusal.status)
    # The next box most likely goes with the same carrier.
    request.session["last_carrier"] = draft.carrier
    if done.left_out is not None:
        told = _("Order %(order)s does not leave. %(why)s Open the box and put its items back.")
        messages.error(request, told % {"order": done.order_number, "why": why_out(done.left_out.reason)})
    elif done.is_new:
        messages.success(request, _("Parcel %(number)s left.") % {"number": done.shipment})
    else:
        messages.info(request, _("Parcel %(number)s had left before; nothing happened twice.") % {"number": done.shipment})
    return HttpResponseRedirect(reverse("shipping"))


def _show(request: StaffRequest, *, box: BoxRow | None, form: ShipForm, code: str, status: int = 200) -> HttpResponse:
    now = clock.now()
    midnight = timezone.make_aware(datetime.combine(clock.company_date(now), time.min))
    left = queries.list_shipped(actor=request.actor, start=midnight, end=midnight + timedelta(days=1))
    carriers: dict[str, int] = {}
    for each in left:
        carriers[each.carrier] = carriers.get(each.carrier, 0) + each.parcels
    context: dict[str, Any] = {
        "rows": queries.list_packed(actor=request.actor),
        "box": box,
        "form": form,
        "code": code,
        "is_unknown": bool(code) and box is None,
        "known_carriers": queries.list_recent_carriers(since=now - timedelta(days=30)),
        "left": left,
        "carriers": sorted(carriers.items()),
        "today": clock.company_date(now),
        "may_print": request.actor.may("orders.pick"),
    }
    return render(request, "warehouse/shipping.html", context, status=status)
