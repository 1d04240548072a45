"""What is held of those who sign in."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.privacy.datamap import ALIAS, CLEAR, KEEP, MARKS, NAME, Area, Copy, Identity, Match, Obstacle, Table, Use

ACCOUNT = Use(
    purpose=gettext_lazy("Signing in, and knowing who did what"),
    legal_base=gettext_lazy("Performance of the contract and legitimate interest (LGPD art. 7 V and IX)"),
    retention=gettext_lazy("While the account is active; afterwards without name and address"),
)
ACCESS = Use(
    purpose=gettext_lazy("Records of access to the application"),
    legal_base=gettext_lazy("Legal obligation (Lei 12.965/2014, art. 15)"),
    retention=gettext_lazy("Six months"),
)


def _find(identity: Identity) -> Sequence[Match]:
    wanted = identity.sought(document="employment__person__cpf", email="email")
    users = User.objects.filter(wanted).distinct().order_by("pk")
    return [
        Match(area="accounts", pk=user.pk, name=user.get_full_name() or user.get_username(), detail=user.get_username()) for user in users
    ]


def _marks(ids: Collection[int]) -> list[str]:
    return [text for user in User.objects.filter(pk__in=ids) for text in (user.get_full_name(), user.email, user.username)]


def _obstacles(ids: Collection[int], today: date) -> list[Obstacle]:
    if User.objects.filter(pk__in=ids, is_active=True).exists():
        return [Obstacle("account_active", _("The account is active. Deactivate it first, under Users and roles."))]
    return []


def _finish(ids: Collection[int], by: Actor, at: datetime) -> None:
    User.objects.filter(pk__in=ids).update(password=make_password(None), preferences={})


PERSONAL_DATA = Area(
    code="accounts",
    label=gettext_lazy("Account"),
    tables=(
        Table(
            model="core.User",
            owner="pk",
            title=gettext_lazy("Account"),
            use=ACCOUNT,
            personal={"username": ALIAS, "first_name": NAME, "last_name": CLEAR, "email": CLEAR},
            told=("date_joined", "last_login", "is_active"),
            plain=("password", "warehouse_codes", "preferences"),
        ),
        Table(
            model="account.EmailAddress",
            owner="user",
            title=gettext_lazy("Addresses of the account"),
            use=ACCOUNT,
            personal={"email": CLEAR},
            deletes=True,
        ),
        Table(
            model="mfa.Authenticator",
            owner="user",
            title=gettext_lazy("Second factors"),
            use=ACCOUNT,
            personal={},
            told=("type", "created_at"),
            plain=("type", "data"),
            deletes=True,
        ),
        Table(
            model="usersessions.UserSession",
            owner="user",
            title=gettext_lazy("Devices signed in"),
            use=ACCESS,
            personal={"ip": CLEAR, "user_agent": CLEAR},
            told=("created_at", "last_seen_at"),
            plain=("session_key", "data"),
            deletes=True,
        ),
    ),
    copies=(
        Copy(
            model="axes.AccessLog",
            title=gettext_lazy("Records of access"),
            use=ACCESS,
            columns={"username": KEEP},
            plain=("ip_address", "user_agent", "http_accept", "path_info", "session_hash"),
            keeps=gettext_lazy("The law orders keeping them for six months (Lei 12.965/2014, art. 15)."),
        ),
        Copy(
            model="axes.AccessAttempt",
            title=gettext_lazy("Failed sign-ins"),
            use=ACCESS,
            columns={"username": MARKS, "get_data": MARKS, "post_data": MARKS},
            plain=("ip_address", "user_agent", "http_accept", "path_info"),
        ),
    ),
    find=_find,
    marks=_marks,
    obstacles=_obstacles,
    finish=_finish,
    not_personal={
        "accounts.Attempt": "addresses that failed, deleted after seven days",
        "axes.AccessFailureLog": "not written",
        "axes.AccessAttemptExpiration": "times",
        "account.EmailConfirmation": "keys that end by themselves",
    },
)
