"""Warehouses and their bins; the virtual ends are shown and left alone."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from backoffice.core.admin_policy import PolicyModelAdmin
from inventory.models import Location

_HOUSED = [(Location.Kind.WAREHOUSE.value, Location.Kind.WAREHOUSE.label), (Location.Kind.BIN.value, Location.Kind.BIN.label)]


class LocationForm(forms.ModelForm):
    class Meta:
        model = Location
        fields = ["code", "name", "kind", "parent", "priority", "is_pickable", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = _HOUSED  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        kind, parent = chosen.get("kind") or self.instance.kind, chosen.get("parent")
        if kind == Location.Kind.BIN and parent is None:
            raise ValidationError({"parent": _("A bin is inside of a warehouse or of another bin. Choose which.")})
        if kind == Location.Kind.WAREHOUSE and parent is not None:
            raise ValidationError({"parent": _("A warehouse is inside of nothing. Leave it empty.")})
        if parent is not None and _is_inside(parent, self.instance.pk):
            raise ValidationError({"parent": _("A bin cannot be inside of itself.")})
        return chosen


def _is_inside(place: Location, other_id: int | None) -> bool:
    """Whether going up from ``place`` leads through the other one."""
    step: Location | None = place
    while step is not None and other_id is not None:
        if step.pk == other_id:
            return True
        step = step.parent
    return False


@admin.register(Location)
class LocationAdmin(PolicyModelAdmin):
    view_permission = "inventory.view"
    change_permission = "system.manage_settings"
    form = LocationForm
    fields = [("code", "name"), ("kind", "parent"), ("priority", "is_pickable", "is_active")]
    list_display = ["code", "name", "kind", "parent", "warehouse", "priority", "is_pickable", "is_active"]
    list_filter = ["kind", "is_active", "is_pickable"]
    list_select_related = ["parent", "warehouse"]
    search_fields = ["code", "name"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The virtual ends and transit belong to the product, not to the user."""
        housed = obj is None or getattr(obj, "kind", "") in (Location.Kind.WAREHOUSE, Location.Kind.BIN)
        return housed and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Old moves are read by the kind of their ends; people and screens know the code."""
        return ["code", "kind"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = Location.objects.filter(kind__in=[Location.Kind.WAREHOUSE, Location.Kind.BIN], is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
