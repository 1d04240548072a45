"""The chart of accounts: add and rename; what entries mean stays."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from backoffice.core import clock
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.error_texts import text_of
from finance import services
from finance.errors import AccountInUse
from finance.models import Account
from finance.posting.roles import USED_BY_RULES
from finance.reports.statement_rows import LINES
from finance.services import AccountChange

RESULT_KINDS = (Account.Kind.REVENUE, Account.Kind.EXPENSE)


class AccountForm(forms.ModelForm):
    """An account; its place in the tree and its line of the statement have to agree with its kind."""

    statement_line = forms.ChoiceField(
        label=gettext_lazy("Line of the income statement"),
        required=False,
        widget=UnfoldAdminSelectWidget,
        choices=lambda: [("", "---------"), *((line.code, line.label) for line in LINES.values())],
    )

    class Meta:
        model = Account
        fields = ("code", "name", "kind", "nature", "is_postable", "statement_line", "is_active", "referential_code")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind", self.instance.kind)
        is_postable = data.get("is_postable", self.instance.is_postable)
        needs_line = kind in RESULT_KINDS and is_postable
        if needs_line and not data.get("statement_line"):
            self.add_error("statement_line", _("A revenue or expense account that takes entries belongs to a line. Choose it."))
        if not needs_line and data.get("statement_line"):
            self.add_error("statement_line", _("Only revenue and expense accounts that take entries have a line. Leave it empty."))
        code = data.get("code", "")
        if code and not self.instance.pk:
            self._require_parent(code, kind)
        if self.instance.pk and data.get("is_active") is False and self.instance.code in USED_BY_RULES:
            self.add_error("is_active", text_of(AccountInUse(account=self.instance.code, rule=True)))
        return data

    def _require_parent(self, code: str, kind: str) -> None:
        parent = Account.objects.filter(code=code.rpartition(".")[0]).first()
        if parent is None or parent.is_postable or parent.kind not in (kind, Account.Kind.LIABILITY):
            raise ValidationError(
                {"code": _("There is no summary account of the same kind above %(code)s. Begin with it.") % {"code": code}}
            )


@admin.register(Account)
class AccountAdmin(PolicyModelAdmin):
    view_permission = "finance.view_journal"
    change_permission = "finance.change_chart"
    form = AccountForm
    list_display = ["code", "indented_name", "kind", "nature", "line_label", "is_postable", "is_active"]
    list_filter = ["kind", "is_postable", "is_active"]
    search_fields = ["code__startswith", "name"]
    list_per_page = 200
    fields = [("code", "name"), ("kind", "nature"), ("is_postable", "is_active"), ("statement_line", "referential_code")]

    @admin.display(description=gettext_lazy("name"), ordering="code")
    def indented_name(self, account: Account) -> str:
        return "\u2003" * (account.level - 1) + account.name

    @admin.display(description=gettext_lazy("line of the income statement"), ordering="statement_line")
    def line_label(self, account: Account) -> str:
        line = LINES.get(account.statement_line)
        return str(line.label) if line else ""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """An account keeps its place and its meaning once it exists."""
        return ["code", "kind", "nature", "is_postable"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        values = {name: form.cleaned_data[name] for name in ("name", "statement_line", "is_active", "referential_code")}
        services.change_account(code=obj.code, change=AccountChange(**values), by=self.actor(request), at=clock.now())
