"""Sign-in, second factors, sessions and the people who have them (docs/mechanisms/sign-in.md)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "backoffice.accounts"
    label = "accounts"
    verbose_name = _("Sign-in")
