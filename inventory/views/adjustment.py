"""Correct the stock of one SKU after a count: a dialog over its page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.forms import PlainTextField, WholeNumberField
from backoffice.core.views import StaffRequest, staff_view
from inventory import queries, services
from inventory.services import AdjustmentLine
from inventory.views import variant as page

REASONS = (
    ("count", gettext_lazy("Stock count")),
    ("damage", gettext_lazy("Damage")),
    ("loss", gettext_lazy("Loss or theft")),
    ("found", gettext_lazy("Found again")),
)


class CountForm(forms.Form):
    """What was counted where, and why the figure changes."""

    place = forms.ChoiceField(label=gettext_lazy("Position"))
    counted = WholeNumberField(label=gettext_lazy("Counted"), min_value=0, max_value=999_999)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS)
    note = PlainTextField(label=gettext_lazy("Note"), required=False, max_length=120)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def line(self, variant_id: int) -> AdjustmentLine:
        location_id, seen = self.cleaned_data["place"].split(":")
        return AdjustmentLine(variant_id, int(location_id), counted=self.cleaned_data["counted"], seen=int(seen))

    def reason_text(self) -> str:
        words = str(dict(REASONS)[self.cleaned_data["reason"]])
        return f"{words}: {self.cleaned_data['note']}" if self.cleaned_data["note"] else words


@staff_view(permission="inventory.adjust", methods=("GET", "POST"))
def adjust_stock(request: StaffRequest, sku: str) -> HttpResponse:
    variant = queries.get_variant_stock(sku=sku, actor=request.actor)
    form = CountForm(request.POST or None, places=page.places_of(variant))
    if request.method != "POST" or not form.is_valid():
        return page.show(request, variant, dialog=_dialog(sku, form), status=422 if request.method == "POST" else 200)
    try:
        moved = services.adjust(lines=[form.line(variant.variant_id)], reason=form.reason_text(), by=request.actor, at=clock.now())
    except BusinessError as refusal:
        form.add_error(None, text_of(refusal))
        # The page shows the figures as they are now, the form what the person typed.
        fresh = queries.get_variant_stock(sku=sku, actor=request.actor)
        form.fields["place"].choices = page.places_of(fresh)  # type: ignore[attr-defined]
        return page.show(request, fresh, dialog=_dialog(sku, form), status=409)
    pieces = abs(moved[0].quantity) if moved else 0
    told = ngettext("%(count)d piece adjusted.", "%(count)d pieces adjusted.", pieces) % {"count": pieces}
    messages.success(request, told if moved else _("The count agrees with the stock; it is in the trail."))
    return HttpResponseRedirect(reverse("stock_variant", args=[sku]))


def _dialog(sku: str, form: CountForm) -> dict[str, Any]:
    return {
        "id": "adjust",
        "form": form,
        "action": reverse("stock_adjust", args=[sku]),
        "title": _("Adjust the stock of %(sku)s") % {"sku": sku},
    }
