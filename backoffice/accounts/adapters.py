"""Where django-allauth asks us: addresses, words, secrets at rest, the picture of a code."""

import ipaddress
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backoffice import roles
from backoffice.accounts import throttle
from backoffice.core.addresses import client_address
from backoffice.core.models import User
from backoffice.core.sealing import cipher


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; messages are our own."""

    error_messages = {**DefaultAccountAdapter.error_messages}
    error_messages["username_password_mismatch"] = _("User and password do not match. Check both, also the capital letters.")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our mails leave from the outbox (accounts.mails)."""

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, gettext("This account is switched off. Ask whoever manages the users of your company."))
        return HttpResponseRedirect(reverse("login"))

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        throttle.know_browser(response, user)
        return response


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are encrypted at rest; the last factor stays where a role needs one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Type the one that the application shows now."),
        "cannot_delete_authenticator": _("Your role needs a second factor. Add another one before you remove this one."),
    }

    def encrypt(self, text: str) -> str:
        return cipher("accounts.mfa").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher("accounts.mfa").decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        # Dark on light whatever the theme: readers of codes want it so.
        return str(segno.make(url, error="m").svg_inline(border=3, omitsize=True, dark="#161d21", light="#ffffff"))

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Retaguarda"}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def needs_second_factor(user: User) -> bool:
    """Whether a role of the person must have one here (SECOND_FACTOR_REQUIRED)."""
    return settings.SECOND_FACTOR_REQUIRED and bool(user.roles & roles.SECOND_FACTOR_ROLES)


def address_with_a_name(request: HttpRequest) -> str:
    """The same page of this machine under a name, for trying passkeys out."""
    port = request.get_host().rpartition(":")[2]
    return f"http://localhost{f':{port}' if port.isdigit() else ''}{request.path}"


def passkeys_work_at(host: str) -> bool:
    """A passkey belongs to a name: browsers refuse them at a bare address such as 127.0.0.1 (WebAuthn, 5.1.3)."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return True
    return False
