"""Sentences for the business errors of accounts: fact, reason, way out."""

from django.utils.translation import gettext as _

from backoffice.core.error_texts import Text

ERROR_TEXTS: dict[str, Text] = {
    "last_administrator": lambda data: _("This is the last administrator. Give the role to somebody else first."),
    "own_account": lambda data: _("This is your own account. Another administrator has to do this."),
    "no_address": lambda data: _("This person has no e-mail address. Type one and save, then send the invitation."),
    "already_joined": lambda data: _("This person already has a password. Who forgot it asks for a new one on the sign-in page."),
    "session_gone": lambda data: _("This session has ended already. Reload the list."),
}
