"""Users with their roles, and storefront keys."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from backoffice.core import clock, policy
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.api import keys
from backoffice.core.models import ApiClient, User

admin.site.unregister(Group)


class RolesField(forms.ModelMultipleChoiceField):
    """Groups under the names of their roles for people."""

    def label_from_instance(self, obj: Any) -> str:
        return policy.role_label(obj.name)


class RoleFilter(admin.SimpleListFilter):
    """Filter by role, under the role's name for people."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role, policy.role_label(role)) for role in policy.known_roles()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class StaffUserAdmin(PolicyModelAdmin, UserAdmin):  # type: ignore[misc]
    """People who sign in.  Roles are groups; nobody grants a role to himself."""

    view_permission = "system.manage_users"
    change_permission = "system.manage_users"
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "full_name", "email", "role_names", "is_active", "last_login")
    list_filter = ("is_active", RoleFilter)
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ("groups",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Access"), {"fields": ("is_active", "groups", "warehouse_codes")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "first_name", "last_name", "email", "password1", "password2")}),)

    @admin.display(description=_("name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(map(policy.role_label, user.roles)))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"form_class": RolesField, "label": _("roles"), "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        own = obj is not None and obj.pk == request.user.pk
        return (*self.readonly_fields, "groups", "is_active") if own else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        # Whoever has an account is staff here; what the person may do follows from the roles alone.
        obj.is_staff, obj.is_superuser = True, False
        super().save_model(request, obj, form, change)


class ApiClientForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        help_text=_("catalog reads products and stock, orders places and cancels, payments reports money, fulfilment ships and delivers."),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(scope, scope) for scope in policy.known_scopes()],
    )

    class Meta:
        model = ApiClient
        fields = ("name", "channel_code", "scopes", "requests_per_minute", "is_active")


@admin.register(ApiClient)
class ApiClientAdmin(PolicyModelAdmin):
    """Storefront keys: shown once when made or rotated, stored only as a hash."""

    view_permission = "system.view_settings"
    change_permission = "system.manage_clients"
    form = ApiClientForm
    list_display = ("name", "channel_code", "scope_names", "key_prefix", "is_active", "last_used_at")
    search_fields = ("name", "channel_code")
    readonly_fields = ("key_prefix", "last_used_at", "previous_key_ends", "created_at")
    actions_detail = ("rotate_key",)

    def get_readonly_fields(self, request: HttpRequest, obj: ApiClient | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj else ()

    @admin.display(description=_("previous key works until"))
    def previous_key_ends(self, client: ApiClient) -> datetime | None:
        return client.previous_key_until

    @admin.display(description=_("scopes"))
    def scope_names(self, client: ApiClient) -> str:
        return ", ".join(client.scopes)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        key = keys.prepare_key(obj)
        super().save_model(request, obj, form, change)
        self._show_once(request, key)

    @action(description=_("Rotate key"), permissions=["rotate_key"])
    def rotate_key(self, request: HttpRequest, object_id: int) -> HttpResponse:
        client = get_object_or_404(ApiClient, pk=object_id)
        asked = self.ask_first(
            request,
            client,
            question=gettext("Rotate the key of %(client)s?") % {"client": client},
            consequence=gettext("A new key is made and shown once. The present one works for another 24 hours."),
            act=gettext("Rotate key"),
        )
        if asked is not None:
            return asked
        self._show_once(request, keys.rotate_key(client_id=client.pk, by=self.actor(request), at=clock.now()))
        return HttpResponseRedirect(reverse("admin:core_apiclient_change", args=[object_id]))

    def has_rotate_key_permission(self, request: HttpRequest, object_id: int | str | None = None) -> bool:
        return self.has_change_permission(request)

    def _show_once(self, request: HttpRequest, key: str) -> None:
        messages.warning(request, gettext("Copy the key now, it is shown only once: %(key)s") % {"key": key})
