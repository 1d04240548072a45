"""Levels, moves and reservations as plain registers, to look up: only services write them."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.admin_policy import PolicyModelAdmin
from inventory.models import Reservation, StockLevel, StockMove


class LookUpAdmin(PolicyModelAdmin):
    """Seen by those who see the stock; changed, added and deleted by nobody."""

    view_permission = "inventory.view"
    search_fields = ["variant__sku__startswith"]
    search_help_text = _("Beginning of the SKU")

    def get_queryset(self, request: HttpRequest) -> Any:
        return policy.visible(self.actor(request), super().get_queryset(request))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(StockLevel)
class StockLevelAdmin(LookUpAdmin):
    list_display = ["variant", "location", "on_hand", "reserved", "backorder_limit"]
    list_filter = ["location__warehouse"]
    list_select_related = ["variant", "location"]


@admin.register(StockMove)
class StockMoveAdmin(LookUpAdmin):
    list_display = ["id", "moved_at", "variant", "source", "destination", "quantity", "reference_kind", "reference", "actor_name"]
    list_filter = ["reference_kind"]
    list_select_related = ["variant", "source", "destination"]
    search_fields = ["variant__sku__startswith", "reference__exact"]
    search_help_text = _("Number of the document, or beginning of the SKU")

    def get_exclude(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Costs are for those who may see them."""
        return [] if policy.may_see(self.actor(request), "variant.cost") else ["value"]


@admin.register(Reservation)
class ReservationAdmin(LookUpAdmin):
    list_display = ["reference", "variant", "location", "quantity", "status", "expires_at", "created_at"]
    list_filter = ["status"]
    list_select_related = ["variant", "location"]
    search_fields = ["reference__exact", "variant__sku__startswith"]
    search_help_text = _("Number of the document, or beginning of the SKU")
