"""
Receive a purchase: the supplier's paper, where the goods go, what came and what it cost; the effects before the act.

Every button is a submit with ``do``, as on the order desk; nothing moves but by the button that says so.
"""

from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock, policy
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.forms import LocalizedDateField, PlainTextField
from backoffice.core.money import ZERO
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries, services
from inventory.errors import DocumentReceived
from inventory.services import ReceiptDraft, ReceiptLine
from inventory.views.desk import answers
from inventory.views.desk.lines import TypedLines, find

Places = list[tuple[int, str]]


class ReceivingForm(forms.Form):
    """Everything but the lines.  ``token`` makes the form one receipt however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    supplier = PlainTextField(label=gettext_lazy("Supplier"), max_length=80, help_text=gettext_lazy("As on the invoice"))
    document = PlainTextField(label=gettext_lazy("Supplier's document"), max_length=40, help_text=gettext_lazy("NF-e 4512, for example"))
    day = LocalizedDateField(label=gettext_lazy("Arrived on"), latest_today=True, help_text=gettext_lazy("24/12, today or -1"))
    place = forms.TypedChoiceField(label=gettext_lazy("Goes to"), coerce=int, help_text=gettext_lazy("A warehouse, or a position in it"))

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        start = {"token": uuid4(), "day": timezone.localdate(), "place": places[0][0] if len(places) == 1 else ""}
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["place"].choices = [("", _("Choose")), *places]  # type: ignore[attr-defined]

    def arrived_at(self, now: datetime) -> datetime:
        """Now for today, noon for a day before."""
        day = self.cleaned_data["day"]
        return now if day == clock.company_date(now) else timezone.make_aware(datetime.combine(day, time(12)))


@staff_view(permission="inventory.receive", methods=("GET", "POST"), resumes=True)
def receive_stock(request: StaffRequest) -> HttpResponse:
    if "find" in request.GET:
        return answers.hits(request)
    places = queries.list_places(actor=request.actor)
    if request.method == "POST" and request.POST.get("do") == answers.DONE:
        return _receive(request, places)
    data = request.POST.copy() if request.method == "POST" else answers.start(request)
    lines = TypedLines.read(data, with_cost=True)
    lines.act(data)
    return _show(request, places, data, lines)


def _receive(request: StaffRequest, places: Places) -> HttpResponse:
    data = request.POST.copy()
    form, lines = ReceivingForm(data, places=places), TypedLines.read(data, with_cost=True)
    lines.look_up()
    if not lines.lines:
        form.add_error(None, _("The receipt has no item yet. Look for a product and add it."))
    if not form.is_valid() or not lines.is_fine:
        return _show(request, places, data, lines, form=form, status=422)
    now = clock.now()
    draft = ReceiptDraft(
        token=form.cleaned_data["token"],
        supplier=form.cleaned_data["supplier"],
        document=form.cleaned_data["document"],
        lines=_receipt_lines(lines, form.cleaned_data["place"]),
        arrived_at=form.arrived_at(now),
    )
    try:
        done = services.receive_document(draft=draft, by=request.actor, at=now)
    except NotAllowed:
        raise
    except BusinessError as error:
        form.add_error("document" if isinstance(error, DocumentReceived) else None, text_of(error))
        return _show(request, places, data, lines, form=form, status=error.status)
    return answers.written(request, done, _("Receipt %(reference)s recorded; the goods are for sale."))


def _receipt_lines(lines: TypedLines, place: int) -> tuple[ReceiptLine, ...]:
    return tuple(
        ReceiptLine(place, line.units or 0, line.cost or ZERO, variant_id=line.item.variant_id) for line in lines.readable if line.item
    )


def _show(
    request: StaffRequest, places: Places, data: QueryDict, lines: TypedLines, *, form: ReceivingForm | None = None, status: int = 200
) -> HttpResponse:
    """The desk; typed values without complaints until the receipt is sent."""
    trial = ReceivingForm(data, places=places)
    trial.is_valid()
    if form is None:
        form = ReceivingForm(initial={name: data[name] for name in ReceivingForm.base_fields if name in data}, places=places)
        lines.look_up()
    effects, total = _effects(lines, trial.cleaned_data.get("place"))
    context = {
        "form": form,
        "lines": lines,
        "hits": find(data.get("find", "")),
        "find": data.get("find", ""),
        "effects": effects,
        "pieces": sum(line.units or 0 for line in lines.readable),
        "total": total,
        "day": trial.cleaned_data.get("day"),
        "place": dict(places).get(trial.cleaned_data.get("place", 0), ""),
        "sees_cost": policy.may_see(request.actor, "variant.cost"),
        "has_errors": status != 200,
    }
    return render(request, "inventory/desk/receiving.html", context, status=status)


def _effects(lines: TypedLines, place: int | None) -> tuple[list[dict[str, Any]], Decimal]:
    """What the service would do with the lines that can be read; before a place is chosen, only to the value."""
    readable = lines.readable
    if not readable:
        return [], ZERO
    previews = services.preview_receipt(lines=_receipt_lines(lines, place or 0))
    effects = [{"line": line, "preview": preview} for line, preview in zip(readable, previews, strict=True)]
    return effects, sum((preview.value for preview in previews), ZERO)
