"""What a report's form must be able to do, so that a schedule can ask it again."""

from datetime import date
from typing import Any

import pytest

from backoffice.core.reports.forms import ReportForm


def test_a_form_that_cannot_say_its_choices_in_words_cannot_be_made() -> None:
    class Wordless(ReportForm):
        def parameters(self, *, today: date) -> dict[str, Any]:
            return {"on": today.isoformat()}

    with pytest.raises(TypeError, match="words"):
        Wordless({})


def test_a_form_that_does_not_say_what_its_choices_mean_cannot_be_made() -> None:
    class Meaningless(ReportForm):
        def words(self) -> str:
            return "hoje"

    with pytest.raises(TypeError, match="parameters"):
        Meaningless({})
