"""The page that asks again who is there (core.fresh), and the form that waited for a sign-in (core.parked)."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from backoffice.accounts.adapters import passkeys_work_at
from backoffice.accounts.forms import PASSWORD_MAX, code_field, judge
from backoffice.accounts.services import check_code
from backoffice.core import clock, fresh, parked
from backoffice.core.addresses import counted_address
from backoffice.core.views import StaffRequest, staff_view

CONFIRM_FIELDS = ("confirm_password", "confirm_code", "confirm_credential")
# Hidden fields of our forms that say nothing to whoever sent them; they go on all the same.
NEVER_TYPED = frozenset({"token", "version", "next", "do", "act", "kind", "query", "newest"})


class ConfirmForm(forms.Form):
    """One proof of three: password, code, passkey."""

    confirm_password = forms.CharField(
        required=False, max_length=PASSWORD_MAX, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    confirm_code = code_field()
    confirm_credential = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = request.user
        kinds = set(Authenticator.objects.filter(user_id=self.user.pk).values_list("type", flat=True))
        self.with_passkey = Authenticator.Type.WEBAUTHN in kinds and passkeys_work_at(request.get_host())
        self.fields["confirm_password"].label = _("Your password")
        with_app = Authenticator.Type.TOTP in kinds
        self.fields["confirm_code"].label = _("or the code of the application") if with_app else _("or a recovery code")
        self.fields["confirm_code"].required = False
        if not kinds - {Authenticator.Type.WEBAUTHN}:
            del self.fields["confirm_code"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("confirm_credential"):
            passkey = AuthenticateWebAuthnForm(user=self.user, data={"credential": self.data["confirm_credential"]})
            if not passkey.is_valid():
                raise forms.ValidationError(_("This passkey was not recognised. Try again, or type your password."))
        elif given.get("confirm_code"):
            code, address = given["confirm_code"], counted_address(self.request)
            try:
                judge(check_code(user_id=self.user.pk, code=code, address=address, at=clock.now()))
            except forms.ValidationError as problem:
                self.add_error("confirm_code", problem)
        elif not given.get("confirm_password"):
            self.add_error("confirm_password", _("Type your password."))
        elif authenticate(self.request, username=self.user.get_username(), password=given["confirm_password"]) is None:
            self.add_error("confirm_password", _("This is not your password."))
        return given


def ask(request: HttpRequest) -> HttpResponse | None:
    """What core.fresh installs: the page, or None once the proof has come with the form."""
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('account_confirm')}?{urlencode({'next': request.get_full_path()})}")
    form = ConfirmForm(request, request.POST) if any(name in request.POST for name in CONFIRM_FIELDS) else ConfirmForm(request)
    if form.is_bound and form.is_valid():
        fresh.remember(request)
        return None
    return _page(request, form)


@staff_view(permission="home.view", methods=("GET", "POST"))
def confirm(request: StaffRequest) -> HttpResponse:
    """Asked before a page is opened; a form that was sent is asked in its own place."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = reverse("account_security")
    if request.method == "GET":
        return HttpResponseRedirect(target) if fresh.is_fresh(request) else _page(request, ConfirmForm(request))
    return ask(request) or HttpResponseRedirect(target)


@staff_view(permission="home.view", methods=("GET", "POST"))
def resume(request: StaffRequest) -> HttpResponse:
    """The form that came after the session had ended: sent now, by hand, or thrown away."""
    waiting = parked.parked(request)
    if waiting is None or request.method == "POST":
        parked.forget(request)
        return HttpResponseRedirect(reverse("today"))
    shown = [value for name, value in waiting.fields if value and not name.startswith("_") and name not in NEVER_TYPED]
    return render(request, "accounts/resume.html", {"waiting": waiting, "shown": shown})


def _page(request: HttpRequest, form: ConfirmForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "action": request.get_full_path(), "kept": parked.posted_fields(request)}
    if form.with_passkey:
        context["js_data"] = begin_authentication(form.user)["publicKey"]
    response = render(request, "accounts/confirm.html", context)
    response["Cache-Control"] = "no-store"
    return response
