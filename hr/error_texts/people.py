"""Words for the files of people and the structure."""

from django.utils.translation import gettext as _

from backoffice.core.error_texts import Text

TEXTS: dict[str, Text] = {
    "unknown_employee": lambda data: _("Nobody with this registration number is in sight of you. Look for the name in the list of people."),
}
