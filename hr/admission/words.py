"""The words of what is open in an admission, the same on the board, in the dialog and in a refusal."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hr.admission import stages

_TEXTS: dict[str, Callable[[str], str]] = {
    "link": lambda name: _("send the link: there is none that works"),
    "data": lambda name: _("the candidate has not sent the data yet"),
    "paper_missing": lambda name: _("%(paper)s: not sent") % {"paper": name},
    "paper_refused": lambda name: _("%(paper)s: refused, waits for another one") % {"paper": name},
    "paper_expired": lambda name: _("%(paper)s: expired") % {"paper": name},
    "paper_sent": lambda name: _("%(paper)s: to review") % {"paper": name},
    "qualification_pending": lambda name: _("check the CPF at the Receita"),
    "qualification_divergent": lambda name: _("solve what differs at the Receita"),
    "exam_none": lambda name: _("schedule the medical exam"),
    "exam_scheduled": lambda name: _("the medical exam is still to come"),
    "exam_result": lambda name: _("record the result of the medical exam"),
    "exam_unfit": lambda name: _("medical exam: decide how it goes on"),
    "contract_text": lambda name: _("publish a contract for this kind of contract"),
    "text": lambda name: _("%(text)s: not accepted") % {"text": name},
    "s2200": lambda name: _("make S-2200 for eSocial"),
    "receipt": lambda name: _("eSocial: waits for the receipt"),
}

TURNS: dict[str, str | Promise] = {
    stages.CANDIDATE: gettext_lazy("with the candidate"),
    stages.HR: gettext_lazy("with HR"),
    stages.CLINIC: gettext_lazy("with the clinic"),
    stages.ACCOUNTANT: gettext_lazy("with the accountant"),
}


def step_text(code: str, name: str = "") -> str:
    """An open step in a few words, to stand in a list."""
    return _TEXTS[code](name)
