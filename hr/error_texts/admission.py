"""Words for admissions, exams and the texts to accept."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text
from backoffice.core.templatetags import formats
from hr.admission.words import step_text


def _incomplete(data: dict[str, Any]) -> str:
    """Everything that is missing, so that nobody tries twice."""
    said = [step_text(item["step"], item["name"]) for item in data.get("missing", [])]
    told = ngettext("Not ready yet, %(count)d thing is open: %(list)s.", "Not ready yet, %(count)d things are open: %(list)s.", len(said))
    return told % {"count": len(said), "list": "; ".join(said)}


TEXTS: dict[str, Text] = {
    "unknown_admission": lambda data: _("There is no such admission. Look for the name on the board."),
    "admission_over": lambda data: (
        _("This admission was cancelled. To hire this person after all, invite them again.")
        if data.get("stage") == "cancelled"
        else _("This admission is over: nothing can be changed here any more. An employee's data are changed in the file.")
    ),
    "invitation_invalid": lambda data: _("Something does not fit. Correct what is marked; nothing was saved."),
    "exam_invalid": lambda data: _("Something does not fit. Correct what is marked; nothing was saved."),
    "candidate_without_mail": lambda data: _("The candidate has no e-mail address. Copy the link and send it by message."),
    "stale_admission": lambda data: _("Somebody else changed this admission meanwhile and nothing was saved. Look at it again first."),
    "contract_accepted": lambda data: (
        _(
            "The contract was accepted on %(when)s, with these terms in it. "
            "To agree on something else, cancel this admission and invite again: papers that were accepted stay good."
        )
        % {"when": formats.full_date(data["accepted_at"])}
    ),
    "admission_reason_missing": lambda data: _("Say why. The reason stays in the admission."),
    "admission_incomplete": _incomplete,
    "start_ahead": lambda data: (
        _("The first day is %(day)s. If everything is there by then, the admission is completed by itself on that day.")
        % {"day": formats.full_date(data["start_on"])}
    ),
    "unknown_text_code": lambda data: _("This text is not in force any more. Choose one from the list."),
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
