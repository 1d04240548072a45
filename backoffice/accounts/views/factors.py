"""Second factors of the own account: set up, remove, recovery codes."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from backoffice.accounts.adapters import address_with_a_name, needs_second_factor, passkeys_work_at
from backoffice.accounts.services import note_factor_change
from backoffice.accounts.services.codes import matching_step
from backoffice.core import clock
from backoffice.core.fresh import fresh_sign_in
from backoffice.core.views import StaffRequest, staff_view

# While this stands in the session, the codes made just now can be read: until the person says that they are kept.
_CODES_OPEN = "recovery_codes_open"
_GO_ON_TO = "second_factor_next"


def _note(request: Any, change: str, kind: str) -> None:
    note_factor_change(user_id=request.actor.id, change=change, kind=kind, by=request.actor, at=clock.now())


def _after_adding(request: HttpRequest, *, made_codes: bool) -> str:
    if made_codes:
        request.session[_CODES_OPEN] = True
        return reverse("recovery_codes")
    return reverse("account_security")


class ActivateTotp(ActivateTOTPView):  # type: ignore[misc]
    template_name = "mfa/totp/activate_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["secret_in_fours"] = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return context

    def get_success_url(self) -> str:
        return _after_adding(self.request, made_codes=self.did_generate_recovery_codes)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        row = Authenticator.objects.get(user_id=self.request.user.pk, type=Authenticator.Type.TOTP)
        # The code that proved the application is used up: it opens no sign-in.
        row.data["last_step"] = matching_step(form.secret, form.cleaned_data["code"], at=clock.now()) or 0
        row.save(update_fields=["data"])
        _note(self.request, "factor_added", Authenticator.Type.TOTP)
        return response


class DeactivateTotp(DeactivateTOTPView):  # type: ignore[misc]
    template_name = "mfa/totp/deactivate_form.html"

    def get_success_url(self) -> str:
        return reverse("account_security")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _note(self.request, "factor_removed", Authenticator.Type.TOTP)
        messages.success(self.request, _("The application no longer opens your account."))
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    template_name = "mfa/webauthn/add_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["js_data"] = context["js_data"]["creation_options"]["publicKey"]
        host = self.request.get_host()
        context["passkeys_work"] = passkeys_work_at(host)
        context["named_address"] = address_with_a_name(self.request)
        return context

    def get_success_url(self) -> str:
        return _after_adding(self.request, made_codes=self.did_generate_recovery_codes)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _note(self.request, "factor_added", Authenticator.Type.WEBAUTHN)
        messages.success(self.request, _("The passkey opens your account from now on."))
        return response


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "mfa/webauthn/authenticator_confirm_delete.html"

    def get_success_url(self) -> str:
        return reverse("account_security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_go = get_adapter().can_delete_authenticator(self.object)
        return {**super().get_context_data(**kwargs), "name": self.object.wrap().name, "may_go": may_go}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            return HttpResponseRedirect(self.request.path)
        response: HttpResponse = super().form_valid(form)
        _note(self.request, "factor_removed", Authenticator.Type.WEBAUTHN)
        messages.success(self.request, _("The passkey no longer opens your account."))
        return response


def _own(view: Any) -> Any:
    return staff_view(permission="home.view", methods=("GET", "POST"))(fresh_sign_in(view))


activate_totp = _own(ActivateTotp.as_view())
deactivate_totp = _own(DeactivateTotp.as_view())
add_passkey = _own(AddPasskey.as_view())
remove_passkey = _own(RemovePasskey.as_view())


@staff_view(permission="home.view")
def setup(request: StaffRequest) -> HttpResponse:
    """Where a role that needs a second factor is sent before anything else."""
    target = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        request.session[_GO_ON_TO] = target
    context = {"is_required": needs_second_factor(request.user), "passkeys_work": passkeys_work_at(request.get_host())}  # type: ignore[arg-type]
    return render(request, "accounts/setup.html", context)


@staff_view(permission="home.view", methods=("GET", "POST"))
@fresh_sign_in
def recovery_codes(request: Any) -> HttpResponse:
    """The codes, once: until the person says that they are kept.  POST makes new ones, or says so."""
    row = Authenticator.objects.filter(user_id=request.actor.id, type=Authenticator.Type.RECOVERY_CODES).first()
    if request.method == "POST" and request.POST.get("act") == "kept":
        request.session.pop(_CODES_OPEN, None)
        return HttpResponseRedirect(request.session.pop(_GO_ON_TO, None) or reverse("account_security"))
    if row is None:
        return HttpResponseRedirect(reverse("account_security"))
    if request.method == "POST":
        with transaction.atomic():
            generate_recovery_codes(request)
            _note(request, "codes_made", Authenticator.Type.RECOVERY_CODES)
        request.session[_CODES_OPEN] = True
        return HttpResponseRedirect(reverse("recovery_codes"))
    unused = row.wrap().get_unused_codes()
    is_open = bool(request.session.get(_CODES_OPEN))
    return render(request, "mfa/recovery_codes/index.html", {"codes": unused if is_open else [], "left": len(unused), "is_open": is_open})


@staff_view(permission="home.view")
@fresh_sign_in
def recovery_codes_file(request: Any) -> HttpResponse:
    """The same codes as a text file, as long as they can be read."""
    row = Authenticator.objects.filter(user_id=request.actor.id, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None or not request.session.get(_CODES_OPEN):
        return HttpResponseRedirect(reverse("recovery_codes"))
    context = {"codes": row.wrap().get_unused_codes(), "user": request.user, "at": clock.now()}
    content = render_to_string("mfa/recovery_codes/download.txt", context)
    headers = {"Content-Disposition": 'attachment; filename="retaguarda-codigos.txt"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=headers)
