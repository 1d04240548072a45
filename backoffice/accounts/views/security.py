"""The own account: second factors, sessions, password."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.accounts import sessions
from backoffice.accounts.adapters import address_with_a_name, needs_second_factor, passkeys_work_at
from backoffice.core import clock
from backoffice.core.error_texts import text_of
from backoffice.core.errors import BusinessError
from backoffice.core.views import StaffRequest, staff_view


@staff_view(permission="home.view")
def security(request: StaffRequest) -> HttpResponse:
    """Everything that keeps the own account safe, on one page."""
    factors = list(Authenticator.objects.filter(user_id=request.actor.id).order_by("created_at"))
    context: dict[str, Any] = {
        "crumbs": [{"label": _("Your account"), "url": ""}],
        "apps": [row for row in factors if row.type == Authenticator.Type.TOTP],
        "passkeys": [(row, row.wrap().name) for row in factors if row.type == Authenticator.Type.WEBAUTHN],
        "codes_left": next((len(row.wrap().get_unused_codes()) for row in factors if row.type == Authenticator.Type.RECOVERY_CODES), None),
        "is_protected": bool(factors),
        "is_required": needs_second_factor(request.user),  # type: ignore[arg-type]
        "passkeys_work": passkeys_work_at(request.get_host()),
        "named_address": address_with_a_name(request),
        "sessions": sessions.list_sessions(user_id=request.actor.id, current_key=request.session.session_key, at=clock.now()),
    }
    return render(request, "accounts/security.html", context)


@staff_view(permission="home.view", methods=("POST",))
def end_session(request: StaffRequest, session_id: int) -> HttpResponse:
    try:
        sessions.end_one(session_id=session_id, user_id=request.actor.id, by=request.actor, at=clock.now())
        messages.success(request, _("The session has ended. That device has to sign in again."))
    except BusinessError as refusal:
        messages.error(request, text_of(refusal))
    return HttpResponseRedirect(reverse("account_security"))


@staff_view(permission="home.view", methods=("POST",))
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    ended = sessions.end_others(user_id=request.actor.id, except_key=request.session.session_key, by=request.actor, at=clock.now())
    text = ngettext("%(count)d other session has ended.", "%(count)d other sessions have ended.", ended)
    messages.success(request, text % {"count": ended})
    return HttpResponseRedirect(reverse("account_security"))
