"""Sales channels and their rules."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from backoffice.core.admin_policy import PolicyModelAdmin
from orders.models import Channel


@admin.register(Channel)
class ChannelAdmin(PolicyModelAdmin):
    view_permission = "system.view_settings"
    change_permission = "system.manage_settings"
    list_display = ["name", "code", "kind", "price_authority", "warehouse", "reservation_minutes", "ships_unpaid", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["warehouse"]
    search_fields = ["name", "code"]
    fields = [
        ("name", "code"),
        ("kind", "is_active"),
        ("price_authority", "price_list"),
        ("currency", "warehouse"),
        ("reservation_minutes", "handling_days"),
        ("approval_above", "approval_limit"),
        ("approval_discount_percent", "approval_first_above"),
        ("ships_unpaid", "sends_emails"),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Keys of the API and every order of the channel are tied to its code."""
        return ["code"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        if db_field.name == "warehouse":
            kwargs["queryset"] = db_field.related_model.objects.filter(kind="warehouse", is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
