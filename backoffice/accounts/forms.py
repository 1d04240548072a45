"""Forms of sign-in and of the own account."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backoffice.accounts.services import CodeVerdict, check_code
from backoffice.core import clock
from backoffice.core.addresses import counted_address
from backoffice.core.templatetags.formats import clock as clock_words

PASSWORD_MAX = 512


def code_field() -> forms.CharField:
    """A code: digits on the phone's keyboard, filled in by the system where it can, pasted with blanks."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "class": "rg-code-input"}
    return forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=attrs))


def judge(verdict: CodeVerdict) -> None:
    """
    The sentence of a code that does not open.

    :raises ValidationError: it is wrong, or there were too many
    """
    if verdict.retry_at is not None:
        when = clock_words(verdict.retry_at)
        raise forms.ValidationError(gettext("Too many wrong codes. Try again at %(time)s, or use a passkey.") % {"time": when})
    if verdict.authenticator is None:
        say = gettext("This code is not right. Type the one that the application shows now, or a recovery code that was not used yet.")
        raise forms.ValidationError(say)


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name or e-mail address, and password; the rest is django-allauth's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(label=_("User or e-mail"), max_length=254, widget=forms.TextInput(attrs=name))
        secret = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["password"] = forms.CharField(label=_("Password"), max_length=PASSWORD_MAX, strip=False, widget=secret)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in, by a code."""

    code = code_field()
    verdict = CodeVerdict()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        address = counted_address(context.request)
        self.verdict = check_code(user_id=self.user.pk, code=code, address=address, at=clock.now())
        judge(self.verdict)
        self.authenticator = self.verdict.authenticator
        return code


class ActivateTotpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the application has the secret."""

    code = code_field()

    def clean_code(self) -> str:
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")
        return str(super().clean_code())


class ResetForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class ChangePasswordForm(PasswordChangeForm):
    """The old password counts as an attempt to sign in: whoever finds an open browser cannot guess it."""

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request.user, *args, **kwargs)

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) is None:
            raise forms.ValidationError(gettext("This is not your present password."))
        return old
