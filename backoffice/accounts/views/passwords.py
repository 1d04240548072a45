"""Passwords: forgotten, set by invitation, changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from backoffice.accounts import services, sessions, tokens
from backoffice.accounts.forms import ChangePasswordForm, ResetForm
from backoffice.accounts.throttle import too_many
from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.addresses import counted_address
from backoffice.core.models import User
from backoffice.core.views import StaffRequest, public_view, staff_view


@public_view
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whoever asks."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        retry_at = services.ask_for_reset(email=email, address=counted_address(request), at=clock.now())
        if retry_at is not None:
            return too_many(request, retry_at=retry_at)
        return render(request, "accounts/forgot_sent.html", {"email": email})
    return render(request, "accounts/forgot.html", {"form": form})


class SetPasswordByMail(PasswordResetConfirmView):
    """Behind the link of a mail.  Nobody is signed in by it: the second factor, where there is one, is asked as ever."""

    template_name = "accounts/set_password.html"
    success_url = reverse_lazy("login")
    is_invitation = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_invitation": self.is_invitation}

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        user = self.user
        assert isinstance(user, User)
        password = form.cleaned_data["new_password1"]
        services.set_password(user_id=user.pk, password=password, keep_session=None, by=Actor.of_user(user), at=clock.now())
        # The link's secret waited in the session; it has done its work.
        self.request.session.flush()
        messages.success(self.request, _("The password is set. Sign in with it."))
        return HttpResponseRedirect(self.get_success_url())


set_by_reset = public_view(SetPasswordByMail.as_view(token_generator=tokens.RESET))
set_by_invitation = public_view(SetPasswordByMail.as_view(token_generator=tokens.INVITATION, is_invitation=True))


@staff_view(permission="home.view", methods=("GET", "POST"))
def change(request: StaffRequest) -> HttpResponse:
    """The own password; every other session ends."""
    form = ChangePasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key
        user = services.set_password(
            user_id=request.actor.id, password=form.cleaned_data["new_password1"], keep_session=key, by=request.actor, at=clock.now()
        )
        update_session_auth_hash(request, user)
        sessions.follow_key(old_key=key, new_key=request.session.session_key)
        messages.success(request, _("Password changed. Your other sessions have ended."))
        return HttpResponseRedirect(reverse("account_security"))
    return render(request, "accounts/change_password.html", {"form": form}, status=422 if form.errors else 200)
