"""People with an account: roles, warehouses, invitation, lost second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextInputWidget

from backoffice import roles
from backoffice.accounts import services, sessions
from backoffice.accounts.errors import LastAdministrator
from backoffice.accounts.words import ROLE_HINTS
from backoffice.core import clock, fresh, policy
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.bus import publish
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.models import User
from backoffice.events.accounts import AccountMailAsked
from inventory.queries import list_warehouses

if admin.site.is_registered(Group):
    admin.site.unregister(Group)

# No look-alike letters of other alphabets, and no e-mail addresses: those are told apart by their @.
_NAME = RegexValidator(r"^[A-Za-z0-9._-]+\Z", _("Only letters without accents, digits, dot, hyphen and underscore."))


class RoleFilter(admin.SimpleListFilter):
    """Filter by role, under the role's name for people."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role, policy.role_label(role)) for role in policy.known_roles()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


def _roles_link() -> str:
    return format_html(
        '{} <a class="underline text-primary-600 dark:text-primary-300" href="{}">{}</a>',
        gettext("Together they say what the person may do."),
        reverse("role_matrix"),
        gettext("What each role may do"),
    )


_roles_hint: Any = lazy(_roles_link, str)()


def _role_choices() -> list[tuple[str, Any]]:
    return [(role, format_html("<b>{}</b> {}", policy.role_label(role), ROLE_HINTS.get(role, ""))) for role in policy.known_roles()]


class StaffUserForm(forms.ModelForm):
    """Roles and warehouses as check boxes; the rules that need other rows are asked in ``clean``."""

    username = forms.CharField(label=_("User name"), max_length=150, validators=[_NAME], widget=UnfoldAdminTextInputWidget)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The invitation goes there."), widget=UnfoldAdminEmailInputWidget)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=_role_choices,
        help_text=_roles_hint,
    )
    warehouse_codes = forms.MultipleChoiceField(
        label=_("Warehouses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list_warehouses,
        help_text=_("None marked means all."),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active", "warehouse_codes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.had = set(self.instance.roles) if self.instance.pk else set()
        if "roles" in self.fields:
            self.initial["roles"] = sorted(self.had)

    def clean_username(self) -> str:
        return self._unique("username", _("Another person has this user name."))

    def clean_email(self) -> str:
        return self._unique("email", _("Another person has this address."))

    def _unique(self, field: str, text: Any) -> str:
        value: str = self.cleaned_data[field].lower()
        if User.objects.filter(**{f"{field}__iexact": value}).exclude(pk=self.instance.pk).exists():
            raise ValidationError(text)
        return value

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        stays = roles.ADMIN in given.get("roles", self.had) and given.get("is_active", self.instance.is_active)
        if roles.ADMIN in self.had and not stays:
            try:
                services.require_other_administrator(than_user_id=self.instance.pk)
            except LastAdministrator as refusal:
                raise ValidationError(text_of(refusal)) from refusal
        return given


@admin.register(User)
class StaffUserAdmin(fresh.FreshAdmin, PolicyModelAdmin):  # type: ignore[misc]
    """People who sign in.  They set their passwords themselves; nobody changes the own roles."""

    view_permission = "system.manage_users"
    change_permission = "system.manage_users"
    form = StaffUserForm
    list_display = ("username", "full_name", "email", "role_names", "second_factor", "is_active", "last_login")
    list_filter = ("is_active", RoleFilter)
    search_fields = ("username", "first_name", "last_name", "email")
    readonly_fields = ("last_login", "date_joined")
    actions_detail = ("send_invitation", "reset_second_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        has = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(has_factor=has).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        person = (_("Person"), {"fields": ("first_name", "last_name", "email", "username")})
        access = (_("Access"), {"fields": ("roles", "warehouse_codes") if obj is None else ("is_active", "roles", "warehouse_codes")})
        if obj is None:
            return (person, access)
        own = obj.pk == request.user.pk
        fields = ("is_active", "own_roles", "warehouse_codes") if own else access[1]["fields"]
        return (person, (_("Access"), {"fields": fields}), (_("Dates"), {"fields": ("last_login", "date_joined")}))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        own = obj is not None and obj.pk == request.user.pk
        # "roles" among the read-only ones takes the field out of the form: what is not sent cannot be changed.
        return (*self.readonly_fields, "own_roles", "roles", "is_active", "warehouse_codes") if own else self.readonly_fields

    @admin.display(description=_("name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(policy.role_label(group.name) for group in user.groups.all()))

    @admin.display(description=_("Roles"))
    def own_roles(self, user: User) -> str:
        return self.role_names(user)

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_factor)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Whoever has an account is staff here; what the person may do follows from the roles alone.
        obj.is_staff, obj.is_superuser = True, False
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user, at = form.instance, clock.now()
        if "roles" in form.changed_data:
            user.groups.set(Group.objects.filter(name__in=form.cleaned_data["roles"]))
            if change:
                by_name = self.actor(request).name
                publish([AccountMailAsked(user_id=user.pk, mail="roles_changed", by_name=by_name, occurred_at=at)])
        if not user.is_active:
            sessions.end_all(user_id=user.pk)
        if not change:
            services.invite(user_id=user.pk, by=self.actor(request), at=at)
            messages.success(
                request, gettext("%(email)s got a link to set the password. It works once, for three days.") % {"email": user.email}
            )

    @action(description=_("Send invitation again"), permissions=["help_in"])
    def send_invitation(self, request: HttpRequest, object_id: int) -> HttpResponse:
        user = get_object_or_404(User, pk=object_id)
        question = gettext("Send the invitation to %(email)s again?") % {"email": user.email}
        return self._help(
            request,
            user,
            act=lambda: services.invite(user_id=user.pk, by=self.actor(request), at=clock.now()),
            words=(question, gettext("The link before stops working. The new one works once, for three days."), gettext("Send invitation")),
            done=gettext("The invitation is on its way."),
        )

    @action(description=_("Reset second factor"), permissions=["help_in"])
    def reset_second_factor(self, request: HttpRequest, object_id: int) -> HttpResponse:
        user = get_object_or_404(User, pk=object_id)
        consequence = gettext(
            "Application, passkeys and recovery codes of this person stop working, all sessions end, and a mail tells who did it. "
            "Make sure on the phone or in person who asks."
        )
        question = gettext("Reset the second factor of %(name)s?") % {"name": user.get_full_name() or user.username}
        return self._help(
            request,
            user,
            act=lambda: services.reset_second_factor(user_id=user.pk, by=self.actor(request), at=clock.now()),
            words=(question, consequence, gettext("Reset second factor")),
            done=gettext("The second factor is gone. The person signs in with the password and sets up a new one."),
        )

    def has_help_in_permission(self, request: HttpRequest, object_id: int | str | None = None) -> bool:
        return self.has_change_permission(request)

    def _help(self, request: HttpRequest, user: User, *, act: Any, words: tuple[str, str, str], done: str) -> HttpResponse:
        asked = self.ask_first(request, user, question=words[0], consequence=words[1], act=words[2]) or fresh.ask_again(request)
        if asked is not None:
            return asked
        try:
            act()
            messages.success(request, done)
        except BusinessError as refusal:
            messages.error(request, text_of(refusal))
        return HttpResponseRedirect(reverse("admin:core_user_change", args=[user.pk]))
