"""Registers in the admin obey the one policy, and every change of a register leaves a trace."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.admin import ModelAdmin

from backoffice.core import audit, clock, policy
from backoffice.core.actors import Actor
from backoffice.core.errors import NotAllowed
from backoffice.core.views import refused


class PolicyModelAdmin(ModelAdmin):  # type: ignore[misc]
    """
    Deny by default: without ``view_permission`` nobody sees it, without ``change_permission`` nobody changes it.

    ``add_permission`` and ``delete_permission`` default to ``change_permission`` and to nobody.
    """

    view_permission: str = ""
    change_permission: str = ""
    add_permission: str | None = None
    delete_permission: str = ""
    list_per_page = 50
    show_full_result_count = False
    empty_value_display = ""

    @staticmethod
    def actor(request: HttpRequest) -> Actor:
        """Who acts, computed once a request."""
        if not hasattr(request, "actor"):
            request.actor = Actor.of_user(request.user)  # type: ignore[attr-defined,arg-type]
        return request.actor  # type: ignore[attr-defined,no-any-return]

    def _may(self, request: HttpRequest, permission: str | None) -> bool:
        return bool(permission) and request.user.is_authenticated and self.actor(request).may(str(permission))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.view_permission) or self._may(request, self.change_permission)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.change_permission)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.change_permission if self.add_permission is None else self.add_permission)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.delete_permission)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_whom_to_ask(super().changelist_view, request, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_whom_to_ask(super().changeform_view, request, *args, **kwargs)

    def _or_whom_to_ask(self, view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The register's page; where Django only denies, our 403 page that names the roles."""
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            needed = self.change_permission if self.has_view_permission(request) else self.view_permission or self.change_permission
            try:
                policy.require(self.actor(request), needed)
            except NotAllowed as refusal:
                return refused(request, refusal)
            raise

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        before = {name: _plain(form.initial.get(name)) for name in form.changed_data} if change else None
        super().save_model(request, obj, form, change)
        self.trace(
            request,
            obj,
            "changed" if change else "added",
            before,
            {name: _plain(form.cleaned_data.get(name)) for name in form.changed_data},
        )

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.trace(request, obj, "deleted", {"text": str(obj)}, None)
        super().delete_model(request, obj)

    def trace(self, request: HttpRequest, obj: Model, verb: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """One audit entry named after the model: ``channel.changed``."""
        kind = obj._meta.model_name or ""
        entry = audit.Trace(action=f"{kind}.{verb}", subject=(kind, str(obj.pk)), at=clock.now(), before=before, after=after)
        audit.record([entry], by=self.actor(request))

    def ask_first(self, request: HttpRequest, obj: Model, *, question: str, consequence: str, act: str) -> HttpResponse | None:
        """
        The page that asks before an act, or None once the person has said yes.

        A register's actions are links, and a link must not change anything: whoever lures a colleague to an address
        would act in the colleague's name.  So the act itself is a POST with the form's secret.
        """
        if request.method == "POST":
            return None
        meta = obj._meta
        context = {
            **self.admin_site.each_context(request),
            "question": question,
            "consequence": consequence,
            "act": act,
            "back_url": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[obj.pk]),
        }
        return TemplateResponse(request, "admin/ask_first.html", context)

    def log_addition(self, *args: Any, **kwargs: Any) -> None:
        """Django's own admin log is not written: the audit trail is the one record."""

    def log_change(self, *args: Any, **kwargs: Any) -> None:
        """See log_addition."""

    def log_deletions(self, *args: Any, **kwargs: Any) -> None:
        """See log_addition."""


def _plain(value: Any) -> Any:
    """A value as the audit trail keeps it: JSON types, secrets never."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if hasattr(value, "all"):
        return [str(item) for item in value]
    return str(value)
