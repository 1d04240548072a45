"""Price lists and their prices."""

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backoffice.core.admin_policy import PolicyModelAdmin
from inventory.models import Price, PriceList


class PriceForm(forms.ModelForm):
    class Meta:
        model = Price
        fields = ["price_list", "variant", "amount"]
        # People type 99,90 and 1.234,56.
        localized_fields = ["amount"]


@admin.register(PriceList)
class PriceListAdmin(PolicyModelAdmin):
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    list_display = ["name", "code", "currency"]
    search_fields = ["name", "code"]
    fields = [("name", "code"), "currency"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Orders were priced in that currency."""
        return ["code", "currency"] if obj else []


@admin.register(Price)
class PriceAdmin(PolicyModelAdmin):
    form = PriceForm
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    delete_permission = "catalog.change"
    list_display = ["variant", "price_list", "amount"]
    list_filter = ["price_list"]
    list_select_related = ["variant", "price_list"]
    search_fields = ["variant__sku__startswith"]
    search_help_text = _("Beginning of the SKU")
    autocomplete_fields = ["variant"]
    fields = [("price_list", "variant"), "amount"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["price_list", "variant"] if obj else []
