"""API clients: keys of storefronts and integrations."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from backoffice.accounts import words
from backoffice.core import clock, fresh, policy
from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.api import keys
from backoffice.core.models import ApiClient
from orders.queries import list_channel_names


class ApiClientForm(forms.ModelForm):
    channel_code = forms.ChoiceField(
        label=_("Channel"), required=False, help_text=_("Orders placed with this key belong to this sales channel.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the key may do"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(scope, words.SCOPES.get(scope, scope)) for scope in policy.known_scopes()],
    )

    class Meta:
        model = ApiClient
        fields = ("name", "channel_code", "scopes", "requests_per_minute", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = list_channel_names()
        kept = self.instance.channel_code
        if kept and kept not in dict(channels):
            channels.append((kept, kept))
        field = self.fields.get("channel_code")
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("no channel")), *channels]


@admin.register(ApiClient)
class ApiClientAdmin(fresh.FreshAdmin, PolicyModelAdmin):  # type: ignore[misc]
    """Storefront keys: shown once when made or rotated, stored only as a hash."""

    view_permission = "system.view_settings"
    change_permission = "system.manage_clients"
    form = ApiClientForm
    list_display = ("name", "channel_code", "scope_names", "key_prefix", "is_active", "last_used_at")
    search_fields = ("name", "channel_code")
    readonly_fields = ("key_prefix", "last_used_at", "previous_key_ends", "created_at")
    actions_detail = ("rotate_key", "revoke_key")

    def get_readonly_fields(self, request: HttpRequest, obj: ApiClient | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj else ()

    @admin.display(description=_("previous key works until"))
    def previous_key_ends(self, client: ApiClient) -> datetime | None:
        return client.previous_key_until

    @admin.display(description=_("scopes"))
    def scope_names(self, client: ApiClient) -> str:
        """The documentation's codes: a list of integrations is read beside it."""
        return ", ".join(client.scopes)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.shown_key = keys.prepare_key(obj)
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._show_once(request, obj, obj.shown_key)

    @action(description=_("Rotate key"), permissions=["rotate_key"])
    def rotate_key(self, request: HttpRequest, object_id: int) -> HttpResponse:
        client = get_object_or_404(ApiClient, pk=object_id)
        asked = self._asked(
            request,
            client,
            question=gettext("Rotate the key of %(client)s?") % {"client": client},
            consequence=gettext("A new key is made and shown once. The present one works for another 24 hours."),
            act=gettext("Rotate key"),
        )
        if asked is not None:
            return asked
        key = keys.rotate_key(client_id=client.pk, by=self.actor(request), at=clock.now())
        return self._show_once(request, client, key)

    @action(description=_("Revoke key"), permissions=["rotate_key"])
    def revoke_key(self, request: HttpRequest, object_id: int) -> HttpResponse:
        client = get_object_or_404(ApiClient, pk=object_id)
        asked = self._asked(
            request,
            client,
            question=gettext("Revoke the key of %(client)s?") % {"client": client},
            consequence=gettext(
                "The key stops working at once, and so does the one before it. The client stays in the list, switched off."
            ),
            act=gettext("Revoke key"),
        )
        if asked is not None:
            return asked
        keys.revoke_key(client_id=client.pk, by=self.actor(request), at=clock.now())
        messages.success(request, gettext("The key no longer works."))
        return HttpResponseRedirect(reverse("admin:core_apiclient_change", args=[object_id]))

    def has_rotate_key_permission(self, request: HttpRequest, object_id: int | str | None = None) -> bool:
        return self.has_change_permission(request)

    def _asked(self, request: HttpRequest, client: ApiClient, **words: str) -> HttpResponse | None:
        question = self.ask_first(request, client, **words)
        return fresh.ask_again(request) if question is None else question

    def _show_once(self, request: HttpRequest, client: ApiClient, key: str) -> HttpResponse:
        """The key in the answer itself: it is in no message, no cookie, no address."""
        back = reverse("admin:core_apiclient_change", args=[client.pk])
        context = {**self.admin_site.each_context(request), "title": gettext("New API key"), "client": client, "key": key, "back_url": back}
        response = TemplateResponse(request, "admin/key_once.html", context)
        response["Cache-Control"] = "no-store"
        return response
