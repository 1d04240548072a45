"""New passwords: asked for by mail, or changed by who is signed in."""

from datetime import datetime, timedelta

from django.db import transaction

from backoffice.accounts import sessions
from backoffice.accounts.backends import find_user
from backoffice.accounts.models import Attempt
from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.bus import publish
from backoffice.core.models import User
from backoffice.events.accounts import AccountMailAsked

WINDOW = timedelta(minutes=15)
# From one address, and to one person: nobody's mailbox is filled up by a stranger.
ADDRESS_LIMIT = 10
PERSON_LIMIT = 3


@transaction.atomic
def ask_for_reset(*, email: str, address: str, at: datetime) -> datetime | None:
    """
    Send a link to set a new password, if the address belongs to somebody who has one.

    From outside nothing tells the two cases apart: the same statements run, and the mail leaves later.  Returns when to try
    again if this (counted) address asked too often, else None.
    """
    Attempt.objects.filter(kind=Attempt.Kind.RESET, at__lt=at - WINDOW).delete()
    asked = Attempt.objects.filter(kind=Attempt.Kind.RESET, address=address).order_by("-at").values_list("at", flat=True)
    if len(recent := list(asked[:ADDRESS_LIMIT])) == ADDRESS_LIMIT:
        return recent[-1] + WINDOW
    user = find_user(email) if "@" in email else None
    before = Attempt.objects.filter(kind=Attempt.Kind.RESET, user=user).count()
    Attempt.objects.create(kind=Attempt.Kind.RESET, user=user, address=address, at=at)
    wanted = user is not None and user.is_active and user.has_usable_password() and bool(user.email) and before < PERSON_LIMIT
    publish([AccountMailAsked(user_id=user.pk if user and wanted else 0, mail="password_reset", occurred_at=at)])
    return None


@transaction.atomic
def set_password(*, user_id: int, password: str, keep_session: str | None, by: Actor, at: datetime) -> User:
    """
    Give the person a new password (already checked against the rules); every other session ends.

    ``keep_session`` is the key of the session that goes on, None where nobody is signed in.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_all(user_id=user_id, except_key=keep_session)
    audit.record([audit.Trace(action="user.password_changed", subject=("user", str(user_id)), at=at)], by=by)
    publish([AccountMailAsked(user_id=user_id, mail="password_changed", occurred_at=at)])
    return user
