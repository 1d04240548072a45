"""The person's own page: name, language, how the screens behave."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import i18n
from django.views.decorators.http import require_POST, require_safe

from backoffice.core import clock, policy, preferences
from backoffice.core.views import StaffRequest, public_view, staff_view

# What the list of keys may switch without leaving the page.
SWITCHES = ("keys", "compact")


class AccountForm(forms.Form):
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), widget=forms.RadioSelect)
    rows = forms.ChoiceField(
        label=gettext_lazy("Height of the rows"),
        widget=forms.RadioSelect,
        choices=[("roomy", gettext_lazy("Comfortable")), ("compact", gettext_lazy("Compact"))],
    )
    keys = forms.BooleanField(
        label=gettext_lazy("Use single letter shortcuts"),
        help_text=gettext_lazy("Off: letters do nothing by themselves; Ctrl K, Enter and Esc go on working."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]


@staff_view(permission="home.view", methods=("GET", "POST"))
def account(request: StaffRequest) -> HttpResponse:
    user, kept = request.user, preferences.of(request.user)
    initial = {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": kept.language or translation.get_language(),
        "rows": "compact" if kept.compact else "roomy",
        "keys": kept.keys,
    }
    form = AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form.cleaned_data)
    roles = [policy.role_label(role) for role in policy.known_roles() if role in user.roles]
    context = {"form": form, "role_labels": roles, "crumbs": [{"label": _("Today"), "url": reverse("today")}, {"label": _("My account")}]}
    return render(request, "dashboard/account.html", context, status=422 if form.errors else 200)


def _saved(request: StaffRequest, values: dict[str, Any]) -> HttpResponse:
    user_id = int(request.user.pk)
    preferences.save(user_id=user_id, language=values["language"], compact=values["rows"] == "compact", keys=values["keys"])
    preferences.rename(user_id=user_id, first_name=values["first_name"], last_name=values["last_name"], by=request.actor, at=clock.now())
    with translation.override(values["language"]):
        messages.success(request, _("Your account was saved."))
    return _speaking(HttpResponseRedirect(reverse("account")), values["language"])


@staff_view(permission="home.view", methods=("POST",))
def account_switch(request: StaffRequest) -> HttpResponse:
    """One switch of the list of keys, kept while the page stays as it is."""
    changes = {name: request.POST[name] == "1" for name in SWITCHES if name in request.POST}
    preferences.save(user_id=int(request.user.pk), **changes)
    return HttpResponse(status=204)


@public_view
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """What one sees after signing out."""
    return render(request, "dashboard/signed_out.html")


@public_view
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: in this browser, and for the person, if signed in."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and request.user.is_authenticated:
        preferences.save(user_id=int(request.user.pk), language=language)
    return i18n.set_language(request)  # type: ignore[return-value]


def _speaking(response: HttpResponse, language: str) -> HttpResponse:
    """The choice also stays with the browser, for the pages that nobody is signed in to."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax")
    return response
