"""The bench: read every piece of a box again, measure it, close it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.forms import WholeNumberField
from backoffice.core.views import StaffRequest, staff_view
from orders import queries, services
from orders.papers.jobs import LABELS, LIST, SLIPS
from orders.picking_texts import why_out
from orders.queries import BoxRow, WaveDetail
from orders.services import PackDraft
from orders.views.warehouse.words import addresses, phone_words, wave_state

# (kind, label, hint, icon) of the papers that a wave has.
PAPERS = (
    (LIST, gettext_lazy("Picking list"), gettext_lazy("What is still on the shelves, in walking order"), "list_alt"),
    (SLIPS, gettext_lazy("Packing slips"), gettext_lazy("One per order, to put into the box"), "receipt_long"),
    (LABELS, gettext_lazy("Shipping labels"), gettext_lazy("One per parcel of the closed boxes, 100 × 150 mm"), "qr_code_2"),
)


class PackForm(forms.Form):
    """What the closed box measures; sizes are asked by few carriers."""

    parcels = WholeNumberField(label=gettext_lazy("Parcels"), min_value=1, max_value=99)
    weight_grams = WholeNumberField(label=gettext_lazy("Weight (g)"), min_value=0, max_value=2_000_000, required=False)
    length_cm = WholeNumberField(label=gettext_lazy("Length (cm)"), min_value=0, max_value=400, required=False)
    width_cm = WholeNumberField(label=gettext_lazy("Width (cm)"), min_value=0, max_value=400, required=False)
    height_cm = WholeNumberField(label=gettext_lazy("Height (cm)"), min_value=0, max_value=400, required=False)

    def __init__(self, *args: Any, box: BoxRow, **kwargs: Any) -> None:
        measured = {name: getattr(box, name) or None for name in ("length_cm", "width_cm", "height_cm")}
        start = {"parcels": box.parcels, "weight_grams": box.weight_grams or box.content_grams or None} | measured
        super().__init__(*args, initial=start, label_suffix="", **kwargs)

    def draft(self, box: BoxRow) -> PackDraft:
        figures = {name: self.cleaned_data[name] or 0 for name in ("weight_grams", "length_cm", "width_cm", "height_cm")}
        return PackDraft(wave=box.wave, box=box.box, parcels=self.cleaned_data["parcels"], **figures)


@staff_view(permission="orders.pick")
def bench(request: StaffRequest, number: int) -> HttpResponse:
    """The boxes of a wave: which one next, which are closed, which went back."""
    detail = queries.get_wave(number=number, actor=request.actor)
    if box := _asked(detail, request.GET.get("ler", "")):
        return HttpResponseRedirect(reverse("wave_box", args=[number, box.box]))
    context = {
        "wave": detail,
        "rows": [{"box": box, "why": why_out(box.drop_reason) if box.drop_reason else ""} for box in detail.boxes],
        "next": next((box for box in detail.boxes if box.state == "picking" and not box.to_pick and box.picked), None),
        "is_all_closed": not any(box.state == "picking" for box in detail.boxes),
        "not_found": request.GET.get("ler", "")[:80],
        "papers": PAPERS,
    }
    return render(request, "warehouse/bench.html", context)


def _asked(detail: WaveDetail, code: str) -> BoxRow | None:
    """The box that was read: by its number in the wave, its order, or its label."""
    text = code.strip().split(".")[0]
    return next((box for box in detail.boxes if text and text in (box.order, str(box.box)) and box.state != "dropped"), None)


@staff_view(permission="orders.pick", methods=("GET", "POST"))
def wave_box(request: StaffRequest, number: int, box: int) -> HttpResponse:
    """Check one box and close it."""
    detail = queries.get_wave(number=number, actor=request.actor)
    found = next((each for each in detail.boxes if each.box == box), None)
    if found is None:
        raise Http404
    form = PackForm(request.POST or None, box=found)
    if request.method == "POST" and form.is_valid():
        return _close(request, detail, found, form)
    return _show(request, detail, found, form, status=422 if request.method == "POST" else 200)


def _close(request: StaffRequest, detail: WaveDetail, box: BoxRow, form: PackForm) -> HttpResponse:
    try:
        done = services.pack_box(draft=form.draft(box), by=request.actor, at=clock.now())
    except BusinessError as refusal:
        form.add_error(None, text_of(refusal))
        return _show(request, detail, box, form, status=refusal.status)
    if done.left_out is not None:
        messages.error(request, _("%(why)s Put the items of box %(box)s back.") % {"why": why_out(done.left_out.reason), "box": box.box})
        return HttpResponseRedirect(reverse("wave_bench", args=[detail.number]))
    for name, pieces in done.surplus:
        back = ngettext("%(n)s piece of %(name)s stays here: put it back.", "%(n)s pieces of %(name)s stay here: put them back.", pieces)
        messages.warning(request, back % {"n": pieces, "name": name})
    messages.success(request, _("Box %(box)s closed.") % {"box": box.box})
    return HttpResponseRedirect(reverse("wave_box", args=[detail.number, box.box]))


def _show(request: StaffRequest, detail: WaveDetail, box: BoxRow, form: PackForm, *, status: int) -> HttpResponse:
    ready = [each for each in detail.boxes if each.state == "picking" and not each.to_pick and each.picked]
    following = next((each for each in ready if each.box != box.box), None)
    context = {
        "wave": detail,
        "box": box,
        "form": form,
        "lines": [line for line in detail.lines if line.box == box.box and line.picked],
        "why": why_out(box.drop_reason) if box.drop_reason else "",
        "next": following,
        "state": wave_state(detail, at=clock.now().isoformat(), box=box.box),
        "words": phone_words(),
        "addresses": addresses(),
    }
    return render(request, "warehouse/box.html", context, status=status)


@staff_view(permission="orders.pick", methods=("POST",))
def box_take_out(request: StaffRequest, number: int, box: int) -> HttpResponse:
    try:
        pieces = services.take_out_box(wave=number, box=box, by=request.actor, at=clock.now())
    except BusinessError as refusal:
        messages.warning(request, text_of(refusal))
    else:
        told = ngettext("Box %(box)s taken out: put %(n)s piece back.", "Box %(box)s taken out: put %(n)s pieces back.", pieces)
        messages.success(request, told % {"box": box, "n": pieces})
    return HttpResponseRedirect(reverse("wave_bench", args=[number]))
