"""Registers of the sign-in libraries: none; secrets of second factors are nobody's to read."""

# The libraries register themselves when these are imported; afterwards they can be taken out again.
from allauth.account import admin as _account_admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _usersessions_admin  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin

for model in (EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

# The registers have no door of their own: sign-in, second factor and limits are the same for all pages.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
