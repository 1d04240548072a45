"""Links by mail that set a password: each works once, and only for a while."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

from backoffice.core.models import User

RESET_SECONDS = 60 * 60


class InvitationToken(PasswordResetTokenGenerator):
    """Three days (PASSWORD_RESET_TIMEOUT); over once the person has a password."""

    key_salt = "accounts.invitation"


class ResetToken(PasswordResetTokenGenerator):
    """One hour; over once the password has changed or the person has signed in."""

    key_salt = "accounts.reset"

    def check_token(self, user: User | None, token: str | None) -> bool:  # type: ignore[override]
        if not super().check_token(user, token) or not token:
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.split("-")[0])  # type: ignore[attr-defined]
        return bool(age <= RESET_SECONDS)


INVITATION = InvitationToken()
RESET = ResetToken()
