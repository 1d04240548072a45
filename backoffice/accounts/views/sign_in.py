"""Coming in and going out: django-allauth's steps, in our pages."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from backoffice.accounts.adapters import address_with_a_name, passkeys_work_at
from backoffice.core.views import public_view


class SignIn(LoginView):  # type: ignore[misc]
    template_name = "registration/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        host = self.request.get_host()
        own = {"next": self.get_next_url() or "", "passkeys": passkeys_work_at(host)}
        return {**super().get_context_data(**kwargs), **own}


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The code or the passkey, after the password."""

    template_name = "mfa/authenticate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        kinds = set(Authenticator.objects.filter(user_id=self.stage.login.user.pk).values_list("type", flat=True))
        context["with_code"] = bool(kinds - {Authenticator.Type.WEBAUTHN})
        context["with_passkey"] = Authenticator.Type.WEBAUTHN in kinds and passkeys_work_at(self.request.get_host())
        context["only_passkey"] = not context["with_code"]
        context["with_app"] = Authenticator.Type.TOTP in kinds
        context["named_address"] = address_with_a_name(self.request)
        context["js_data"] = context["js_data"]["request_options"]["publicKey"]
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        verdict = getattr(form, "verdict", None)
        if verdict is not None and verdict.retry_at is not None:
            response.status_code = 429
        return response


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """A passkey that knows its owner opens alone: it is both factors in one."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey was not recognised. Sign in with your password."))
        target = self.request.POST.get("next", "")
        query = f"?{urlencode({'next': target})}" if target else ""
        return HttpResponseRedirect(reverse("login") + query)


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        UserSession.objects.filter(session_key=request.session.session_key or "").delete()
        return super().post(request, *args, **kwargs)


sign_in = public_view(SignIn.as_view())
second_step = public_view(SecondStep.as_view())
passkey_sign_in = public_view(PasskeySignIn.as_view())
sign_out = public_view(SignOut.as_view())
