"""Registers of the sign-in libraries: none; secrets of second factors are nobody's to read."""

from collections.abc import Callable
from typing import Any

# The libraries register themselves when these are imported; afterwards they can be taken out again.
from allauth.account import admin as _account_admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _usersessions_admin  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from backoffice.core.errors import NotAllowed
from backoffice.core.views import refused

for model in (EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def or_no_registers(index: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page of all registers; whoever may open none of them is told so instead of looking at an empty page."""

    def guarded(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not admin.site.get_app_list(request):
            return refused(request, NotAllowed())
        return index(request, extra_context)

    return guarded


admin.site.index = or_no_registers(admin.site.index)  # type: ignore[method-assign,assignment]
# The registers have no door of their own: sign-in, second factor and limits are the same for all pages.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
