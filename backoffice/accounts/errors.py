"""Business errors of accounts."""

from backoffice.core.errors import Conflict, Invalid, NotFound


class LastAdministrator(Conflict):
    """Nobody would be left who may manage people."""

    code = "last_administrator"


class OwnAccount(Conflict):
    """Nobody resets the own second factor as an administrator: that would get round the factor."""

    code = "own_account"


class NoAddress(Invalid):
    """A link cannot be sent: the person has no e-mail address."""

    code = "no_address"


class AlreadyJoined(Conflict):
    """The person has set a password; an invitation would let somebody else set another."""

    code = "already_joined"


class SessionGone(NotFound):
    """This session has ended already."""

    code = "session_gone"
