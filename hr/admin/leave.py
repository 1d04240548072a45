"""Registers of leave: holidays of the city, kinds of leave and the days that each grants."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.admin_inlines import PolicyInline, TracedInlines
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.municipalities import STATES, is_municipality
from hr.models import Holiday, LeaveAllowance, LeaveKind


class HolidayForm(forms.ModelForm):
    """A holiday of the country, a state or a city."""

    class Meta:
        model = Holiday
        fields = ["day", "name", "scope", "is_active"]
        help_texts = {"scope": gettext_lazy("BR for the whole country, PR for a state, 4106902 (IBGE) for a city.")}

    def clean_scope(self) -> str:
        scope = str(self.cleaned_data["scope"]).strip().upper()
        if scope == Holiday.NATIONAL or scope in STATES or is_municipality(scope):
            return scope
        raise ValidationError(
            _("“%(scope)s” is neither BR nor a state nor a city's IBGE code. Look the 7 digits up.") % {"scope": scope[:20]}
        )


@admin.register(Holiday)
class HolidayAdmin(PolicyModelAdmin):
    view_permission = "hr.view_leave"
    change_permission = "hr.manage_leave"
    form = HolidayForm
    list_display = ["day", "name", "scope", "is_active"]
    list_filter = ["scope", "is_active"]
    search_fields = ["name"]
    date_hierarchy = "day"
    ordering = ["-day"]


class AllowanceInline(PolicyInline):
    model = LeaveAllowance
    change_permission = "hr.manage_leave"
    view_permission = "hr.view_leave"
    extra = 0
    fields = ["from_day", "days", "law"]


@admin.register(LeaveKind)
class LeaveKindAdmin(TracedInlines, PolicyModelAdmin):
    view_permission = "hr.view_leave"
    change_permission = "hr.manage_leave"
    list_display = ["name", "nature", "motive", "is_paid", "is_health", "needs_document", "can_be_asked", "is_active"]
    list_filter = ["nature", "is_active"]
    search_fields = ["name", "code"]
    inlines = [AllowanceInline]
    fields = [
        ("code", "name"),
        ("nature", "motive"),
        ("is_paid", "is_health"),
        ("needs_document", "can_be_asked"),
        ("window_effect", "limit_per"),
        ("law", "sequence"),
        "is_active",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What entries of the ledger mean stays."""
        return ["code", "nature"] if obj else []
