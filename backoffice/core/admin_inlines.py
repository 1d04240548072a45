"""Rows edited inside their parent: same permissions, and the change is part of the parent's trail."""

from typing import Any

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from unfold.admin import TabularInline

from backoffice.core.admin_policy import PolicyModelAdmin


class PolicyInline(TabularInline):  # type: ignore[misc]
    """Deny by default, like PolicyModelAdmin; whoever may change the rows may add and remove them."""

    view_permission = ""
    change_permission = ""
    extra = 0

    def _may(self, request: HttpRequest, *permissions: str) -> bool:
        actor = PolicyModelAdmin.actor(request)
        return any(permission and actor.may(permission) for permission in permissions)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.view_permission, self.change_permission)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.change_permission)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.change_permission)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.change_permission)


class TracedInlines:
    """For a PolicyModelAdmin with inlines: what was added, changed and removed in them goes into the parent's trail."""

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        # Known before saving only: a removed row is gone afterwards.
        removed = [str(row.instance) for row in formset.deleted_forms]
        super().save_formset(request, form, formset, change)  # type: ignore[misc]
        after: dict[str, Any] = {
            "added": [str(row) for row in formset.new_objects],
            "changed": [str(row) for row, _fields in formset.changed_objects],
            "removed": removed,
        }
        if any(after.values()):
            assert formset.model is not None, "a formset of an inline has a model"
            rows = formset.model._meta.model_name
            self.trace(request, form.instance, f"{rows}_changed", None, after)  # type: ignore[attr-defined]
