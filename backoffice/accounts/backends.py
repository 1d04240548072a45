"""Who a name and a password belong to."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from backoffice.core.models import User


def find_user(typed: str) -> User | None:
    """The person of this user name or e-mail address, however it is written; one query."""
    name = typed.strip().lower()
    if not name or "\x00" in name:
        return None
    return User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk").first()


class NameOrEmailBackend(ModelBackend):
    """A name that nobody has costs the same time as a wrong password: one hash either way."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any) -> User | None:
        if not username or password is None:
            return None
        user = find_user(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
