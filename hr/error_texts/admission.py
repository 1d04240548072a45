"""Words for admissions, exams and the texts to accept."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text

TEXTS: dict[str, Text] = {
    "unknown_admission": lambda data: _("There is no such admission. Look for the name on the board."),
    "admission_over": lambda data: (
        _("This admission was cancelled. To hire this person after all, invite them again.")
        if data.get("stage") == "cancelled"
        else _("This person is admitted already. What changes from now on is changed in the employee's file.")
    ),
    "text_incomplete": lambda data: (
        ngettext(
            "%(text)s cannot be shown yet: %(count)d place is still empty (%(places)s). Fill in the data first.",
            "%(text)s cannot be shown yet: %(count)d places are still empty (%(places)s). Fill in the data first.",
            len(data["places"]),
        )
        % {"text": data["text"], "count": len(data["places"]), "places": ", ".join(data["places"])}
    ),
    "text_refused": lambda data: (
        _("Nothing fills these places: %(places)s. Choose from the names beside the text.") % {"places": ", ".join(data["places"])}
        if data.get("places")
        else _("The text needs a title and words. Fill in both.")
    ),
}
