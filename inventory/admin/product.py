"""Products, their variants, and what is in a kit."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backoffice.core.admin_inlines import PolicyInline, TracedInlines
from backoffice.core.admin_policy import PolicyModelAdmin
from inventory.admin.price import PriceForm
from inventory.models import KitComponent, Price, Product, Variant
from inventory.models.product import EAN_PATTERN, NCM_PATTERN, SKU_PATTERN
from inventory.search import with_words


def _matching(value: str, pattern: str, text: str) -> str:
    """The value if it fits; the database would refuse it too, but without words."""
    if not re.fullmatch(pattern, value):
        raise ValidationError(text)
    return value


class ProductForm(forms.ModelForm):
    class Meta:
        model = Product
        fields = ["name", "brand", "category", "ncm"]

    def clean_ncm(self) -> str:
        return _matching(self.cleaned_data["ncm"], NCM_PATTERN, _("An NCM has eight digits, without points."))


class VariantForm(forms.ModelForm):
    class Meta:
        model = Variant
        fields = ["product", "sku", "name", "ean", "kind", "weight_grams", "is_active"]

    def clean_sku(self) -> str:
        text = _("A SKU begins with a letter or digit and holds only letters, digits and . _ / -")
        return _matching(self.cleaned_data["sku"], SKU_PATTERN, text)

    def clean_ean(self) -> str:
        return _matching(self.cleaned_data["ean"], EAN_PATTERN, _("An EAN has 8, 12, 13 or 14 digits."))


class KitComponentForm(forms.ModelForm):
    class Meta:
        model = KitComponent
        fields = ["component", "quantity"]

    def clean_component(self) -> Variant:
        component: Variant = self.cleaned_data["component"]
        if component.is_kit:
            raise ValidationError(_("%(sku)s is a kit itself. A kit holds simple variants only.") % {"sku": component.sku})
        return component


class VariantInline(PolicyInline):
    model = Variant
    form = VariantForm
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    fields = ["sku", "name", "ean", "kind", "weight_grams", "is_active"]
    show_change_link = True

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was sold once stays in the books: a variant is switched off, never deleted."""
        return False


class KitComponentInline(PolicyInline):
    model = KitComponent
    form = KitComponentForm
    fk_name = "kit"
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    autocomplete_fields = ["component"]


class PriceInline(PolicyInline):
    model = Price
    form = PriceForm
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    fields = ["price_list", "amount"]


@admin.register(Product)
class ProductAdmin(TracedInlines, PolicyModelAdmin):
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    form = ProductForm
    fields = [("name", "brand"), ("category", "ncm")]
    list_display = ["name", "skus", "brand", "category", "ncm", "updated_at"]
    list_filter = ["brand"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Name, brand, SKU or EAN")
    inlines = [VariantInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("variants")

    @admin.display(description=gettext_lazy("SKU"))
    def skus(self, product: Product) -> str:
        """What people call a product by; the first three of many."""
        found = sorted(variant.sku for variant in product.variants.all())
        return ", ".join(found[:3]) + (", …" if len(found) > 3 else "")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        found = with_words(Variant.objects.all(), "search_text", search_term)
        return (queryset.filter(pk__in=found.values("product_id")) if search_term.strip() else queryset), False


@admin.register(Variant)
class VariantAdmin(TracedInlines, PolicyModelAdmin):
    view_permission = "catalog.view"
    change_permission = "catalog.change"
    form = VariantForm
    fields = [("product", "sku"), ("name", "ean"), ("kind", "weight_grams"), "is_active"]
    autocomplete_fields = ["product"]
    list_display = ["sku", "product", "name", "kind", "is_active", "stock"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["product"]
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Name, brand, SKU or EAN")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        return with_words(queryset, "search_text", search_term), False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Shops and old orders know the SKU; what has stock or components keeps its kind."""
        return ["sku", "kind"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[type[PolicyInline]]:
        return [KitComponentInline, PriceInline] if obj and obj.is_kit else [PriceInline] if obj else []

    @admin.display(description=pgettext_lazy("register", "stock"))
    def stock(self, variant: Variant) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("stock_variant", args=[variant.sku]), _("Open"))
