"""Refusals of leave, vacation and probation."""

from backoffice.core.errors import Conflict, Invalid, NotAllowed, NotFound


class LeaveRefused(Invalid):
    """
    Rules stand against the days asked for.

    :ivar data: {"findings": [{"code", ...}, ...]}, each with the words of ``hr.error_texts.leave.finding_text``
    """

    code = "leave_refused"


class LeaveOverlaps(Conflict):
    """The person is away, or has asked to be, on some of these days: {"first", "last", "is_asked"}."""

    code = "leave_overlaps"


class OwnLeave(NotAllowed):
    """Nobody decides or records the own leave, whatever the role, also not as somebody's delegate."""

    code = "own_leave"


class NotYourDecision(NotAllowed):
    """The actor neither leads the person today, nor stands in for who does, nor manages leave: {"is_health"}."""

    code = "leave_not_yours"


class LeaveDecided(Conflict):
    """The request is not open any more, or not as it was when the form was drawn: {"state", "by"}."""

    code = "leave_decided"


class LeaveBegun(Conflict):
    """An approved leave that has begun is not cancelled but corrected by the people area: {"first"}."""

    code = "leave_begun"


class UnknownLeave(NotFound):
    """No such request or entry in the actor's sight."""

    code = "unknown_leave"


class LeaveReversed(Conflict):
    """The entry was taken back before, or is itself a reversal."""

    code = "leave_reversed"


class UnknownLeaveKind(Invalid):
    """``kind``: there is no such kind of leave, or nobody may ask for it by oneself."""

    code = "unknown_leave_kind"


class DelegationRefused(Invalid):
    """``reason``: no_team, oneself, not_active, past, too_long, taken."""

    code = "delegation_refused"


class ProbationRefused(Conflict):
    """``reason``: none, decided, extended, over, backwards, too_long; ``until`` and ``latest`` where they say more."""

    code = "probation_refused"


class BalanceNotCorrected(Invalid):
    """``reason``: no_window, no_days, no_reason."""

    code = "balance_not_corrected"
