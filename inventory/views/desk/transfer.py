"""
Move goods from one place to another, at once or by road; what is on the road waits here for its arrival.

Every button is a submit with ``do``, as on the order desk; nothing moves but by the button that says so.
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError, NotAllowed
from backoffice.core.forms import PlainTextField
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries, services
from inventory.errors import StockPromised
from inventory.services import TransferDraft
from inventory.views.desk import answers
from inventory.views.desk.lines import TypedLines, find

Places = list[tuple[int, str]]
NOW, TRAVELS = "now", "travels"


class TransferForm(forms.Form):
    """Everything but the lines.  ``token`` makes the form one transfer however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.TypedChoiceField(label=gettext_lazy("Leaves"), coerce=int)
    destination = forms.TypedChoiceField(label=gettext_lazy("Goes to"), coerce=int)
    way = forms.ChoiceField(
        label=gettext_lazy("When does it arrive?"),
        choices=[
            (NOW, gettext_lazy("Now: it is in the same house")),
            (TRAVELS, gettext_lazy("Later: it is in transit until somebody confirms the arrival")),
        ],
        widget=forms.RadioSelect,
    )
    note = PlainTextField(label=gettext_lazy("Note"), required=False, max_length=120)

    def __init__(self, *args: Any, sources: Places, destinations: Places, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4(), "way": NOW} | kwargs.get("initial", {})
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["source"].choices = [("", _("Choose")), *sources]  # type: ignore[attr-defined]
        self.fields["destination"].choices = [("", _("Choose")), *destinations]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("destination"):
            self.add_error("destination", _("A transfer needs two different places."))
        return cleaned


@staff_view(permission="inventory.transfer", methods=("GET", "POST"), resumes=True)
def transfer_stock(request: StaffRequest) -> HttpResponse:
    if "find" in request.GET:
        return answers.hits(request)
    if request.method == "POST" and request.POST.get("do") == answers.DONE:
        return _transfer(request)
    data = request.POST.copy() if request.method == "POST" else answers.start(request)
    lines = TypedLines.read(data, with_cost=False)
    lines.act(data)
    return _show(request, data, lines)


def _form(request: StaffRequest, *args: Any, **kwargs: Any) -> TransferForm:
    destinations = queries.list_places(actor=request.actor, own=False)
    sources = queries.list_places(actor=request.actor) if request.actor.warehouses else destinations
    return TransferForm(*args, sources=sources, destinations=destinations, **kwargs)


def _transfer(request: StaffRequest) -> HttpResponse:
    data = request.POST.copy()
    form, lines = _form(request, data), TypedLines.read(data, with_cost=False)
    lines.look_up()
    if not lines.lines:
        form.add_error(None, _("The transfer has no item yet. Look for a product and add it."))
    if not form.is_valid() or not lines.is_fine:
        return _show(request, data, lines, form=form, status=422)
    draft = TransferDraft(
        token=form.cleaned_data["token"],
        source_id=form.cleaned_data["source"],
        destination_id=form.cleaned_data["destination"],
        items=_items(lines),
        note=form.cleaned_data["note"],
        travels=form.cleaned_data["way"] == TRAVELS,
    )
    try:
        done = services.transfer_document(draft=draft, by=request.actor, at=clock.now())
    except StockPromised as short:
        for level in short.data["levels"]:
            lines.explain_short(level["sku"], level["on_hand"] - level["reserved"], level["location"])
        return _show(request, data, lines, form=form, status=409)
    except NotAllowed:
        raise
    except BusinessError as error:
        form.add_error(None, text_of(error))
        return _show(request, data, lines, form=form, status=error.status)
    told = _("Transfer %(reference)s is on the way.") if draft.travels else _("Transfer %(reference)s recorded.")
    return answers.written(request, done, told)


def _items(lines: TypedLines) -> tuple[tuple[int, int], ...]:
    return tuple((line.item.variant_id, line.units or 0) for line in lines.readable if line.item)


def _show(
    request: StaffRequest, data: QueryDict, lines: TypedLines, *, form: TransferForm | None = None, status: int = 200
) -> HttpResponse:
    """The desk; typed values without complaints until the transfer is sent, but for what the place cannot give."""
    trial = _form(request, data)
    trial.is_valid()
    source, destination = trial.cleaned_data.get("source"), trial.cleaned_data.get("destination")
    if form is None:
        form = _form(request, initial={name: data[name] for name in TransferForm.base_fields if name in data})
        lines.look_up()
    effects: list[dict[str, Any]] = []
    if source and lines.readable:
        previews = services.preview_transfer(source_id=source, destination_id=destination or 0, items=_items(lines))
        effects = [{"line": line, "preview": preview} for line, preview in zip(lines.readable, previews, strict=True)]
    names = {str(key): label for key, label in form.fields["source"].choices}  # type: ignore[attr-defined]
    if status == 200:
        for effect in effects:
            if effect["preview"].free < effect["preview"].quantity:
                lines.explain_short(effect["line"].sku, effect["preview"].free, names.get(str(source), ""))
    context = {
        "form": form,
        "lines": lines,
        "hits": find(data.get("find", "")),
        "find": data.get("find", ""),
        "effects": [effect for effect in effects if not effect["line"].is_short],
        "source": names.get(str(source), ""),
        "destination": dict(form.fields["destination"].choices).get(destination, ""),  # type: ignore[attr-defined]
        "travels": trial.cleaned_data.get("way") == TRAVELS,
        "pieces": sum(line.units or 0 for line in lines.readable if not line.is_short),
        "on_the_way": queries.list_on_the_way(actor=request.actor),
        "has_errors": status != 200,
    }
    return render(request, "inventory/desk/transfer.html", context, status=status)
