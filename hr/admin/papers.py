"""Which papers there are, and of whom they are asked."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import action

from backoffice.core import clock
from backoffice.core.admin_policy import PolicyModelAdmin
from hr import services
from hr.models import ChecklistRule, DocumentKind

_LIST = "admin:hr_documentkind_changelist"


class ChecklistRuleInline(TabularInline):  # type: ignore[misc]
    """Of whom a paper is asked, beside the paper; whoever may change the kind may change them."""

    model = ChecklistRule
    extra = 0
    fields = ("contract_kind", "position", "department", "only_if", "is_mandatory")

    def _may(self, request: HttpRequest) -> bool:
        return PolicyModelAdmin.actor(request).may("hr.manage_structure")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return PolicyModelAdmin.actor(request).may("hr.view_documents") or self._may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class DocumentKindForm(forms.ModelForm):
    class Meta:
        model = DocumentKind
        fields = ("code", "sequence")  # the register adds the others; these need words of their own
        labels = {"sequence": _("Place in the list")}


@admin.register(DocumentKind)
class DocumentKindAdmin(PolicyModelAdmin):
    """Kinds are switched off, not deleted: papers of them are kept for years."""

    view_permission = "hr.view_documents"
    change_permission = "hr.manage_structure"
    form = DocumentKindForm
    list_display = ("name", "code", "asked", "expires", "of_dependents", "is_health", "retention_years", "is_active")
    list_filter = ("is_active", "is_health", "of_dependents")
    search_fields = ("name", "code")
    fields = (
        ("name", "code"),
        "advice",
        ("most_pages", "sequence"),
        ("asks_issue_date", "asks_expiry", "valid_months"),
        ("of_dependents", "is_health"),
        ("retention_years", "is_active"),
    )
    inlines = (ChecklistRuleInline,)
    actions_list = ("add_usual",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("rules")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    @admin.display(description=_("asked of"))
    def asked(self, kind: DocumentKind) -> str:
        rules = kind.rules.all()
        if not rules:
            return gettext("nobody")
        return gettext("everybody") if any(self._is_open(rule) for rule in rules) else gettext("some")

    @staticmethod
    def _is_open(rule: ChecklistRule) -> bool:
        return not (rule.contract_kind or rule.position_id or rule.department_id) and rule.only_if == ChecklistRule.OnlyIf.ALWAYS

    @admin.display(description=_("expires"))
    def expires(self, kind: DocumentKind) -> str:
        if kind.valid_months:
            return ngettext("after %(n)s month", "after %(n)s months", kind.valid_months) % {"n": kind.valid_months}
        return gettext("as printed on it") if kind.asks_expiry else ""

    @action(description=_("Add the usual documents"), url_path="usual", permissions=["add_usual"])
    def add_usual(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "question": gettext("Add the documents that are usual in Brazil?"),
                "consequence": gettext("Kinds that are there already, also those switched off or changed, stay as they are."),
                "act": gettext("Add documents"),
                "back_url": reverse(_LIST),
            }
            return TemplateResponse(request, "admin/ask_first.html", context)
        count = services.install_standard_checklist(by=self.actor(request), at=clock.now())
        messages.success(request, ngettext("%(n)s document added.", "%(n)s documents added.", count) % {"n": count})
        return HttpResponseRedirect(reverse(_LIST))

    def has_add_usual_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)
