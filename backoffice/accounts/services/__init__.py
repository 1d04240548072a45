"""THE WRITE DOOR of accounts: codes, factors, people, sessions."""

from backoffice.accounts.services.codes import CodeVerdict, check_code
from backoffice.accounts.services.factors import note_factor_change, reset_second_factor
from backoffice.accounts.services.passwords import ask_for_reset, set_password
from backoffice.accounts.services.people import invite, require_other_administrator

__all__ = [
    "CodeVerdict",
    "ask_for_reset",
    "check_code",
    "invite",
    "note_factor_change",
    "require_other_administrator",
    "reset_second_factor",
    "set_password",
]
