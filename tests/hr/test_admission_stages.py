"""What follows from the facts of an admission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hr.admission import reminders, stages
from hr.admission.probation import probation_days, split_of
from hr.admission.stages import Facts, Paper
from hr.admission.words import step_text
from hr.models import Admission

TODAY = date(2026, 11, 24)


def paper(state: str = "accepted", *, code: str = "rg", mandatory: bool = True) -> Paper:
    return Paper(code, code.upper(), mandatory, state)


READY = Facts(
    today=TODAY,
    start_on=date(2026, 12, 1),
    papers_due_on=date(2026, 11, 27),
    has_begun=True,
    data_sent=True,
    papers=(paper(), paper(code="cpf"), paper("waived", code="reservista")),
    qualification="qualified",
    exam="fit",
    exam_on=date(2026, 11, 20),
    texts=2,
    s2200="receipted",
)


def test_with_everything_settled_only_the_first_day_is_waited_for() -> None:
    assert stages.open_steps(READY) == []
    assert stages.stage_of(READY) == "first_day"
    assert stages.next_step(READY) is None
    assert stages.progress(READY) == (9, 9)


@pytest.mark.parametrize(
    ("change", "stage", "code", "turn"),
    [
        ({"has_begun": False, "data_sent": False, "papers": (paper("missing"),)}, "invitation", "data", "candidate"),
        ({"data_sent": False}, "papers", "data", "candidate"),
        ({"papers": (paper("missing"),)}, "papers", "paper_missing", "candidate"),
        ({"papers": (paper("refused"),)}, "papers", "paper_refused", "candidate"),
        ({"papers": (paper("expired"),)}, "papers", "paper_expired", "candidate"),
        ({"papers": (paper("sent"),)}, "review", "paper_sent", "hr"),
        ({"qualification": "pending"}, "qualification", "qualification_pending", "hr"),
        ({"qualification": "divergent"}, "qualification", "qualification_divergent", "hr"),
        ({"exam": "none"}, "exam", "exam_none", "hr"),
        ({"exam": "scheduled", "exam_on": date(2026, 11, 26)}, "exam", "exam_scheduled", "clinic"),
        ({"exam": "scheduled", "exam_on": date(2026, 11, 24)}, "exam", "exam_result", "hr"),
        ({"exam": "unfit"}, "exam", "exam_unfit", "hr"),
        ({"has_contract_text": False}, "contract", "contract_text", "hr"),
        ({"open_texts": ("Contrato",)}, "contract", "text", "candidate"),
        ({"s2200": ""}, "esocial", "s2200", "hr"),
        ({"s2200": "refused"}, "esocial", "s2200", "hr"),
        ({"s2200": "exported"}, "esocial", "receipt", "accountant"),
        ({"is_cancelled": True}, "cancelled", None, None),
        ({"is_done": True}, "done", None, None),
    ],
)
def test_the_stage_is_the_first_thing_that_is_open(change: dict, stage: str, code: str | None, turn: str | None) -> None:
    facts = replace(READY, **change)

    step = stages.next_step(facts)

    assert stages.stage_of(facts) == stage
    assert (step and step.code, step and step.turn) == (code, turn)


def test_every_stage_of_the_rules_is_a_stage_of_the_table() -> None:
    assert {*stages.STAGES, stages.DONE, stages.CANCELLED} == set(Admission.Stage.values)


def test_an_optional_paper_never_holds_anybody_up_but_is_to_be_reviewed() -> None:
    missing = replace(READY, papers=(paper("missing", mandatory=False),))
    sent = replace(READY, papers=(paper("sent", mandatory=False),))

    assert stages.open_steps(missing) == []
    assert stages.stage_of(sent) == "first_day"
    assert stages.blocking(sent) == []
    assert stages.next_step(sent).code == "paper_sent"


def test_what_hr_can_do_now_goes_before_what_the_candidate_owes() -> None:
    facts = replace(READY, data_sent=False, papers=(paper("missing"), paper("sent", code="cpf")), qualification="pending")

    assert stages.stage_of(facts) == "papers"
    assert (stages.next_step(facts).code, stages.next_step(facts).turn) == ("paper_sent", "hr")


def test_the_paper_of_the_clinic_belongs_to_the_exam_and_not_to_the_candidate() -> None:
    facts = replace(READY, papers=(paper(), paper("missing", code="aso")))

    assert stages.stage_of(facts) == "exam"
    assert [(step.code, step.turn) for step in stages.blocking(facts)] == [("paper_missing", "hr")]
    assert stages.to_hand_in(facts) == []


def test_a_receipt_of_s2190_lets_the_stage_go_on_but_s2200_is_still_missing() -> None:
    facts = replace(READY, s2190="receipted", s2200="")

    assert stages.stage_of(facts) == "first_day"
    assert [step.code for step in stages.blocking(facts)] == ["s2200"]


def test_a_file_that_waits_for_its_receipt_does_not_block() -> None:
    facts = replace(READY, s2200="made")

    assert stages.blocking(facts) == []
    assert stages.stage_of(facts) == "esocial"


def test_it_is_late_when_the_papers_day_has_passed_or_tomorrow_begins_with_something_open() -> None:
    waiting = replace(READY, papers=(paper("missing"),))

    assert stages.lateness(waiting) == ""
    assert stages.lateness(replace(waiting, papers_due_on=date(2026, 11, 23))) == "papers"
    assert stages.lateness(replace(waiting, start_on=date(2026, 11, 25))) == "start"
    assert stages.lateness(replace(READY, start_on=date(2026, 11, 25), papers_due_on=date(2026, 11, 1))) == ""


def test_progress_counts_each_obligatory_thing_once() -> None:
    facts = replace(READY, papers=(paper(), paper("missing", code="cpf"), paper("missing", code="foto", mandatory=False)), exam="none")

    assert stages.progress(facts) == (6, 8)


@pytest.mark.parametrize(
    ("due", "reminded_on", "count", "is_due"),
    [
        (date(2026, 11, 27), None, 0, True),
        (date(2026, 11, 26), None, 0, False),
        (date(2026, 11, 25), None, 0, True),
        (date(2026, 11, 24), None, 0, False),
        (date(2026, 11, 23), None, 0, True),
        (date(2026, 11, 23), TODAY, 1, False),
        (date(2026, 11, 23), date(2026, 11, 23), 1, True),
        (date(2026, 11, 20), date(2026, 11, 23), 8, False),
    ],
)
def test_a_candidate_hears_three_days_and_one_day_before_and_daily_after(
    due: date, reminded_on: date | None, count: int, is_due: bool
) -> None:
    facts = replace(READY, papers=(paper("missing"),), papers_due_on=due)

    assert reminders.candidate_is_due(facts, reminded_on=reminded_on, reminders=count) is is_due


def test_nobody_is_reminded_who_has_handed_in_everything_or_whose_day_has_passed() -> None:
    over = date(2026, 11, 23)

    assert not reminders.candidate_is_due(replace(READY, papers_due_on=over), reminded_on=None, reminders=0)
    late = replace(READY, papers=(paper("missing"),), papers_due_on=over, start_on=over)
    assert not reminders.candidate_is_due(late, reminded_on=None, reminders=0)


def test_what_waits_since_friday_has_not_waited_a_working_day_on_monday() -> None:
    assert reminders.working_day_before(date(2026, 11, 23)) == date(2026, 11, 20)
    assert reminders.working_day_before(date(2026, 11, 25)) == date(2026, 11, 24)


def test_a_probation_counts_its_first_day() -> None:
    start = date(2026, 12, 1)

    assert probation_days(start=start, split="45+45") == (date(2027, 1, 14), date(2027, 2, 28))
    assert probation_days(start=start, split="30+60") == (date(2026, 12, 30), date(2027, 2, 28))
    assert probation_days(start=start, split="") == (None, None)
    assert split_of(start=start, first_until=date(2026, 12, 30)) == "30+60"


def test_every_open_step_has_words() -> None:
    worst = [
        replace(READY, data_sent=False, has_link=False, papers=tuple(paper(s, code=s) for s in ("missing", "refused", "expired", "sent"))),
        *(replace(READY, qualification=state) for state in ("pending", "divergent")),
        *(
            replace(READY, exam=state, exam_on=day)
            for state, day in (("none", None), ("scheduled", None), ("scheduled", TODAY), ("unfit", None))
        ),
        replace(READY, has_contract_text=False, open_texts=("Contrato",), s2200=""),
        replace(READY, s2200="made"),
    ]

    codes = {step.code: step_text(step.code, step.name) for facts in worst for step in stages.open_steps(facts)}

    assert len(codes) == 16
    assert all(codes.values())
