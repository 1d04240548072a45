"""The forms that ask for units line by line: a parcel, items to call off."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.forms import LocalizedDateField, PlainTextField, WholeNumberField
from backoffice.core.templatetags import formats
from orders.queries import OrderDetail
from orders.services import ItemsCancellationDraft, ShipmentDraft
from orders.views.forms import OrderForm, moment_of, refuse_before_placing

Lines = tuple[tuple[str, int], ...]


class GoodsForm(OrderForm):
    """One quantity field per SKU of which units have not left; ``starts_full`` fills them with all of these."""

    starts_full = True

    def __init__(self, *args: Any, detail: OrderDetail, **kwargs: Any) -> None:
        super().__init__(*args, detail=detail, **kwargs)
        self.open_units: dict[str, int] = {}
        names: dict[str, str] = {}
        for line in detail.summary.lines:
            if line.open_quantity > 0:
                self.open_units[line.sku] = self.open_units.get(line.sku, 0) + line.open_quantity
                names[line.sku] = line.name
        for sku, units in self.open_units.items():
            field = WholeNumberField(label=names[sku], initial=units if self.starts_full else None, min_value=0, required=False)
            field.widget.attrs |= {"class": "rg-units", "aria-label": _("Units of %(name)s") % {"name": names[sku]}}
            self.fields[f"units-{sku}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """Line by line for the dialog: what it is, how many are open, the field."""
        return [
            {"sku": sku, "name": self[f"units-{sku}"].label, "open": units, "field": self[f"units-{sku}"]}
            for sku, units in self.open_units.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for sku, units in self.open_units.items():
            wanted = cleaned.get(f"units-{sku}") or 0
            if wanted > units:
                self.add_error(f"units-{sku}", self.too_many(sku, units))
        return cleaned

    def too_many(self, sku: str, units: int) -> str:
        """What to say where more is typed than is open."""
        return _("Only %(open)s of %(sku)s are still to ship.") % {"open": formats.qty(units), "sku": sku}

    def picked(self, cleaned: Mapping[str, Any]) -> Lines:
        return tuple((sku, cleaned[f"units-{sku}"]) for sku in self.open_units if cleaned.get(f"units-{sku}"))

    def picked_so_far(self) -> Lines:
        """For the preview: what the fields say, wrong ones left out; as it starts where nothing was typed."""
        if self.is_bound:
            self.is_valid()
            return self.picked(self.cleaned_data)
        return tuple(self.open_units.items()) if self.starts_full else ()


class ShipForm(GoodsForm):
    carrier = PlainTextField(label=gettext_lazy("Carrier"), required=False, max_length=80)
    tracking_code = PlainTextField(label=gettext_lazy("Tracking"), required=False, max_length=80)
    shipped_on = LocalizedDateField(label=gettext_lazy("Shipped on"), latest_today=True)

    def __init__(self, *args: Any, detail: OrderDetail, **kwargs: Any) -> None:
        kwargs["initial"] = {"shipped_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, detail=detail, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.picked(cleaned):
            self.add_error(None, _("Nothing is marked to ship. Type the units of at least one item."))
        refuse_before_placing(self, "shipped_on", cleaned)
        return cleaned

    def draft(self) -> ShipmentDraft:
        return ShipmentDraft(
            order_number=self.detail.summary.number,
            lines=self.picked(self.cleaned_data),
            carrier=self.cleaned_data["carrier"],
            tracking_code=self.cleaned_data["tracking_code"],
            shipped_at=moment_of(self.cleaned_data["shipped_on"], not_before=self.detail.summary.placed_at),
        )


class CancelItemsForm(GoodsForm):
    """The rest of an order that has partly left starts marked; of one that has not, the person says what."""

    reason = PlainTextField(label=pgettext_lazy("order", "Reason"), max_length=160)

    def __init__(self, *args: Any, detail: OrderDetail, **kwargs: Any) -> None:
        self.starts_full = bool(detail.shipments)
        super().__init__(*args, detail=detail, **kwargs)

    def too_many(self, sku: str, units: int) -> str:
        return _("Only %(open)s of %(sku)s have not left yet.") % {"open": formats.qty(units), "sku": sku}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.picked(cleaned) and not any(name.startswith("units-") for name in self.errors):
            self.add_error(None, _("Nothing is marked to cancel. Type the units of at least one item."))
        return cleaned

    def draft(self) -> ItemsCancellationDraft:
        return ItemsCancellationDraft(
            order_number=self.detail.summary.number, reason=self.cleaned_data["reason"], lines=self.picked(self.cleaned_data)
        )
