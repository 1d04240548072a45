"""People with an account: invited by mail, never without an administrator."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from backoffice import roles
from backoffice.accounts.errors import AlreadyJoined, LastAdministrator, NoAddress
from backoffice.core import audit
from backoffice.core.actors import Actor
from backoffice.core.bus import publish
from backoffice.core.models import User
from backoffice.events.accounts import AccountMailAsked


@transaction.atomic
def invite(*, user_id: int, by: Actor, at: datetime) -> User:
    """
    Send the link with which the person sets the first password; an earlier link ends.

    :raises NoAddress: no e-mail address, or the account is switched off
    :raises AlreadyJoined: there is a password
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.email or not user.is_active:
        raise NoAddress
    if user.has_usable_password():
        raise AlreadyJoined
    # A new unusable password is random: the link is made from it, so links sent before no longer fit.
    user.set_unusable_password()
    user.save(update_fields=["password"])
    audit.record([audit.Trace(action="user.invited", subject=("user", str(user_id)), at=at)], by=by)
    publish([AccountMailAsked(user_id=user_id, mail="invitation", by_name=by.name, occurred_at=at)])
    return user


def require_other_administrator(*, than_user_id: int) -> None:
    """
    Refuse unless somebody else can still manage people.  Call it in the transaction that takes the role away.

    :raises LastAdministrator: nobody else active has the role
    """
    # Two administrators who take the role off each other at the same moment wait here for one another.
    group = Group.objects.select_for_update().get(name=roles.ADMIN)
    if not User.objects.filter(groups=group, is_active=True).exclude(pk=than_user_id).exists():
        raise LastAdministrator
