"""Sign-in, second factors, sessions and the people who have them (docs/mechanisms/sign-in.md)."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "backoffice.accounts"
    label = "accounts"
    verbose_name = _("Sign-in")

    def ready(self) -> None:
        # These import models, which exist only once all apps are loaded.
        from backoffice.accounts import checks, sessions  # noqa: F401, PLC0415
        from backoffice.accounts.views import confirm  # noqa: PLC0415
        from backoffice.core import fresh  # noqa: PLC0415

        fresh.install(confirm.ask)
        # The library's own signal, sent by every way in: the session learns when it began.
        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.sessions.begin")
