"""Taxes on sales: rates with their dates and their source."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _

from backoffice.core.admin_policy import PolicyModelAdmin
from finance.models import SalesTaxRate


class SalesTaxRateForm(forms.ModelForm):
    """A rate; one tax has one rate on one day."""

    class Meta:
        model = SalesTaxRate
        fields = ("name", "rate", "valid_from", "valid_to", "source")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The end is before the beginning. Correct one of the dates."))
        elif first and data.get("name"):
            same = SalesTaxRate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), name=data["name"]).exclude(pk=self.instance.pk)
            other = (same.filter(valid_from__lte=last) if last else same).first()
            if other is not None:
                self.add_error("valid_from", _("%(other)s is valid on some of these days. End it first.") % {"other": other})
        return data


@admin.register(SalesTaxRate)
class SalesTaxRateAdmin(PolicyModelAdmin):
    view_permission = "finance.view_journal"
    change_permission = "finance.change_chart"
    form = SalesTaxRateForm
    list_display = ["name", "rate", "valid_from", "valid_to", "source"]
    search_fields = ["name"]
    fields = ["name", "rate", ("valid_from", "valid_to"), "source"]
