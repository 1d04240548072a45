"""The story in a person's file goes on from the actor's name, whoever acted."""

from __future__ import annotations

import pytest

from backoffice.core.audit_words import ACTIONS
from hr.people_timeline import icon_of, text_of

_OF_THE_FILE = ("document.", "employee.", "leave.", "person.", "probation.", "qualification.")
# Its file is gone with it.
_WITHOUT_FILE = "employee.removed"


@pytest.mark.parametrize("action", [each for each in ACTIONS if each.startswith(_OF_THE_FILE) and each != _WITHOUT_FILE])
def test_every_act_of_the_file_is_told_as_a_sentence(action: str) -> None:
    told = text_of(action, {}, {})

    assert told[:1].islower()
    assert icon_of(action) != "history"
