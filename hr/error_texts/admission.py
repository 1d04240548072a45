"""Words for admissions, exams and the texts to accept."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text
from backoffice.core.templatetags import formats
from hr.admission.words import step_text
from hr.error_texts import people

_PROBLEMS: dict[str, Text] = {
    "missing": lambda data: _("This is missing. Fill it in."),
    "not_offered": lambda data: _("This is not in use any more. Choose another one."),
    "no_contact": lambda data: _("Without e-mail and phone nobody can send the link. Fill in one of them."),
    "start_past": lambda data: _(
        "This day has passed. An admission begins today or later; whoever works here already is added under People."
    ),
    "due_outside": lambda data: _("Papers are due between today and the first day."),
    "probation_kind": lambda data: _("This probation does not go with this kind of contract. Choose again."),
    "night_minor": lambda data: _("Nobody under 18 works between 22h and 5h (CF art. 7, XXXIII). Choose another work schedule."),
    "too_young": lambda data: _("Too young on the first day: work begins at 16, for apprentices at 14 (CF art. 7, XXXIII)."),
    "age_out": lambda data: _("With this date of birth the person would be under 14 or over 100. Check the date."),
    "other_birth": lambda data: _("Somebody with this CPF is registered with another date of birth. Check both."),
    "employed_already": lambda data: _("Whoever has this CPF works here or is being admitted already. Look under People."),
    "exam_past": lambda data: _("This moment has passed. To write down an exam that is done, record its result."),
    "exam_after_start": lambda data: _("The exam comes before the first day (NR-7). Choose an earlier day or move the first day."),
    "exam_future": lambda data: _("The exam has not been yet on that day."),
    "exam_short": lambda data: _("The next exam comes after this one. Correct one of the dates."),
    "crm_form": lambda data: _("The CRM is a number of 3 to 10 digits. Copy it from the stamp."),
    "state_form": lambda data: _("Choose the state that stands behind the CRM."),
}


def problem_text(problem: Mapping[str, Any]) -> str:
    """What is wrong with one field of an admission, for the form that shows it beside the field."""
    words = _PROBLEMS.get(problem["problem"])
    return words(dict(problem)) if words else people.problem_text(dict(problem))


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
