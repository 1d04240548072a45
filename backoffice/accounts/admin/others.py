"""Registers of the sign-in libraries: none; secrets of second factors are nobody's to read."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin

for model in (EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

# The registers have no door of their own: sign-in, second factor and limits are the same for all pages.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
