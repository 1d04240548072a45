"""Every business error of the ledger."""

from backoffice.core.errors import Conflict, Invalid, NotAllowed, NotFound


class EntryNotBalanced(Invalid):
    """Debits and credits differ: ``currency``, ``difference`` (debits minus credits), ``rule``."""

    code = "entry_not_balanced"


class EntryInvalid(Invalid):
    """A manual entry's lines are wrong: ``errors`` is a list of {"line", "code", ...}; line 0 is the whole entry."""

    code = "entry_invalid"


class AccountNotPostable(Invalid):
    """The account sums up others: ``account``."""

    code = "account_not_postable"


class EntryIncomplete(Invalid):
    """The lines are not what the entry promised, or an account code of a rule does not exist."""

    code = "entry_incomplete"


class PeriodClosed(Conflict):
    """``posted_on`` lies in a period that is ``status`` (closed, locked); ``proposed_date`` would do, if known."""

    code = "period_closed"


class PeriodStateConflict(Conflict):
    """The period is ``status`` and cannot be ``wanted``."""

    code = "period_state_conflict"


class PeriodNotOver(Conflict):
    """The month ``period`` has not ended yet."""

    code = "period_not_over"


class EarlierPeriodOpen(Conflict):
    """``period`` cannot be closed or locked while ``earlier`` is behind it."""

    code = "earlier_period_open"


class ReopeningWaits(Conflict):
    """``who`` has asked for ``period`` to be opened again already; ``is_own``: that is the actor."""

    code = "reopening_waits"


class OwnReopening(NotAllowed):
    """Who asked for ``period`` to be opened again does not approve it."""

    code = "own_reopening"


class ReopeningDecided(Conflict):
    """``who`` decided about ``period`` already: ``status``."""

    code = "reopening_decided"


class ReopeningNotFound(NotFound):
    """No request of that number."""

    code = "reopening_not_found"


class PeriodNotFound(NotFound):
    """No entry was ever dated in ``period``."""

    code = "period_not_found"


class LedgerBusy(Conflict):
    """Somebody has been writing for longer than we wait; nothing was changed."""

    code = "ledger_busy"


class OpeningPosted(Conflict):
    """The opening balances are posted, as ``number``."""

    code = "opening_posted"


class OpeningLocked(Conflict):
    """The month ``period`` is closed: the opening balances stay as they are."""

    code = "opening_locked"


class OpeningDiffers(Invalid):
    """``accounts``: {"account", "name", "typed", "kept"} of each whose detail, kept elsewhere, has another sum (debit positive)."""

    code = "opening_differs"


class EntryNotFound(NotFound):
    """No such entry: ``number``."""

    code = "entry_not_found"


class AlreadyReversed(Conflict):
    """``number`` was reversed by ``reversal``."""

    code = "already_reversed"


class ReversalOfReversal(Invalid):
    """``number`` is itself a reversal: post the entry again instead."""

    code = "reversal_of_reversal"


class AccountNotFound(NotFound):
    """No account ``code``."""

    code = "account_not_found"


class AccountInUse(Conflict):
    """``account`` has entries, or a posting rule needs it (``rule``)."""

    code = "account_in_use"


class RowChangeRefused(Conflict):
    """Posted rows do not change: correct with a reversal."""

    code = "posted_rows_stay"
