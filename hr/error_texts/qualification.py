"""Words for the refusals of the qualification of CPFs."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.error_texts import Text


def _refused(data: dict[str, Any]) -> str:
    if data.get("reason") == "future":
        return _("The consultation cannot lie in the future. Copy the date that the Receita's page prints.")
    if data.get("field") == "name":
        return _("The name as the Receita writes it is missing. Copy it from the page, letter by letter.")
    if data.get("field") == "control_code":
        return _("The control code is missing. It stands at the foot of the Receita's page and proves the consultation.")
    return _("Something of the Receita's page is missing. Copy all fields and record it again.")


TEXTS: dict[str, Text] = {
    "unknown_person": lambda data: _("This person is not in the files. Look for the name in the list of people."),
    "qualification_refused": _refused,
}
