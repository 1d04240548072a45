"""Second factors: what changed is on the trail and in the owner's mail."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from backoffice.accounts import sessions
from backoffice.accounts.errors import OwnAccount
from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.bus import publish
from backoffice.core.models import User
from backoffice.events.accounts import AccountMailAsked


@transaction.atomic
def note_factor_change(*, user_id: int, change: str, kind: str, by: Actor, at: datetime) -> None:
    """
    Write down and tell the owner that a factor was added, removed, or the recovery codes were made anew.

    ``change``: factor_added, factor_removed, codes_made.  ``kind``: totp, webauthn, recovery_codes.  Called in the
    transaction of the change itself.
    """
    trace = audit.Trace(action=f"user.{change}", subject=("user", str(user_id)), at=at, after={"kind": kind})
    audit.record([trace], by=by)
    publish([AccountMailAsked(user_id=user_id, mail=change, occurred_at=at)])


@transaction.atomic
def reset_second_factor(*, user_id: int, by: Actor, at: datetime) -> int:
    """
    Take all second factors off a colleague who lost the device; returns how many there were.

    The colleague's sessions end, and a mail tells him who did it: an administrator who is not who he seems is found out.

    :raises OwnAccount: the own ones are removed on the own page, with the factor itself
    """
    if by.kind == "user" and by.id == user_id:
        raise OwnAccount
    User.objects.select_for_update().get(pk=user_id)
    removed, _ = Authenticator.objects.filter(user_id=user_id).delete()
    sessions.end_all(user_id=user_id)
    trace = audit.Trace(action="user.second_factor_reset", subject=("user", str(user_id)), at=at, after={"factors": removed})
    audit.record([trace], by=by)
    publish([AccountMailAsked(user_id=user_id, mail="factor_reset", by_name=by.name, occurred_at=at)])
    return int(removed)
