"""Periods: closing, reopening and locking go through the services, with the reason kept."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from backoffice.core import clock
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from finance import services
from finance.models import Period

CLOSE, REOPEN, LOCK = "close", "reopen", "lock"
# What can be done with a period in each state.
ACTS = {
    Period.Status.OPEN: [(CLOSE, gettext_lazy("Close: nothing is dated in it any more"))],
    Period.Status.CLOSED: [(REOPEN, gettext_lazy("Reopen, with a reason")), (LOCK, gettext_lazy("Lock for good: nothing opens it again"))],
    Period.Status.LOCKED: [],
}


class PeriodForm(forms.ModelForm):
    """One act and, for reopening, its reason."""

    act = forms.ChoiceField(label=gettext_lazy("What to do"), widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=200, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = Period
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "act" in self.fields:
            self.fields["act"].choices = ACTS.get(self.instance.status, [])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("act") == REOPEN and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why the period is reopened; the reason stays in the audit trail."))
        return data


@admin.register(Period)
class PeriodAdmin(PolicyModelAdmin):
    view_permission = "finance.view_journal"
    change_permission = "finance.close_period"
    add_permission = ""
    form = PeriodForm
    list_display = ["__str__", "status", "closed_at", "closed_by", "locked_at", "locked_by"]
    list_filter = ["status", "year"]
    readonly_fields = ["status", "closed_at", "closed_by", "locked_at", "locked_by"]
    fields = ["status", ("closed_at", "closed_by"), ("locked_at", "locked_by"), "act", "reason"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look, or a period with which nothing can be done, has no form."""
        can_act = obj is not None and ACTS.get(obj.status) and self.has_change_permission(request, obj)
        return self.fields if can_act else self.fields[:-2]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.status != Period.Status.LOCKED)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Nothing is saved here: ``response_change`` calls the service and tells what it answers."""
        request.period_act = form.cleaned_data  # type: ignore[attr-defined]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        asked: dict[str, str] = request.period_act  # type: ignore[attr-defined]
        common: dict[str, Any] = {"period_id": obj.pk, "by": self.actor(request), "at": clock.now()}
        try:
            if asked["act"] == CLOSE:
                period = services.close_period(**common)
            elif asked["act"] == REOPEN:
                period = services.reopen_period(reason=asked["reason"].strip(), **common)
            else:
                period = services.lock_period(**common)
        except BusinessError as refusal:
            messages.error(request, text_of(refusal))
        else:
            messages.success(request, _("%(period)s: %(status)s") % {"period": period, "status": period.get_status_display()})
        return HttpResponseRedirect(reverse("admin:finance_period_change", args=[obj.pk]))
