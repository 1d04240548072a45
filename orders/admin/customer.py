"""Customers: who buys.  Orders keep their own snapshot, so a change here rewrites no history."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from backoffice.core import clock, policy
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.error_texts import text_of
from backoffice.core.templatetags import formats
from orders.documents import kind_of, normalise_document
from orders.errors import DocumentInvalid
from orders.models import Customer


class CustomerForm(forms.ModelForm):
    class Meta:
        model = Customer
        fields = ["name", "document", "email", "phone"]

    # The column holds 14 characters; people type the punctuation too.
    document = forms.CharField(label=_("CPF or CNPJ"), max_length=20, required=False, widget=UnfoldAdminTextInputWidget)

    def clean_document(self) -> str:
        try:
            return normalise_document(self.cleaned_data["document"])
        except DocumentInvalid as refusal:
            raise ValidationError(text_of(refusal)) from refusal


@admin.register(Customer)
class CustomerAdmin(PolicyModelAdmin):
    view_permission = "customers.view"
    change_permission = "customers.change"
    form = CustomerForm
    list_display = ["name", "masked", "email", "phone", "created_at"]
    list_filter = ["kind"]
    search_fields = ["name", "email", "document__exact"]
    search_help_text = _("Name, e-mail or complete CPF or CNPJ without punctuation")

    def get_queryset(self, request: HttpRequest) -> Any:
        return policy.visible(self.actor(request), super().get_queryset(request))

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        may_see = policy.may_see(self.actor(request), "customer.document")
        return ["name", "document" if may_see else "masked", "email", "phone", "kind", "created_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["kind", "created_at", "masked"]

    def save_model(self, request: HttpRequest, obj: Customer, form: forms.ModelForm, change: bool) -> None:
        obj.kind = kind_of(obj.document)
        if not change:
            obj.created_at = clock.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("CPF or CNPJ"))
    def masked(self, customer: Customer) -> str:
        return formats.masked_document(customer.document)
