"""
From the facts of an admission: what is open, at which stage it stands, whose turn it is, whether it is late.

A stage is never set by anybody.  Steps go on side by side (an exam may be booked while papers still come in); the stage
is the first one in the fixed order that has something open.
"""

from dataclasses import dataclass
from datetime import date, timedelta

INVITATION, PAPERS, REVIEW, QUALIFICATION, EXAM = "invitation", "papers", "review", "qualification", "exam"
CONTRACT, ESOCIAL, FIRST_DAY, DONE, CANCELLED = "contract", "esocial", "first_day", "done", "cancelled"
STAGES = (INVITATION, PAPERS, REVIEW, QUALIFICATION, EXAM, CONTRACT, ESOCIAL, FIRST_DAY)
CANDIDATE, HR, CLINIC, ACCOUNTANT = "candidate", "hr", "clinic", "accountant"

# The paper that the clinic writes: it belongs to the exam, not to what the candidate hands in.
EXAM_PAPER = "aso"
# Events of eSocial that somebody made and nobody refused.
MADE = frozenset({"made", "exported", "receipted"})


@dataclass(frozen=True, slots=True)
class Paper:
    """An asked document.  ``state``: missing, sent, accepted, refused, expired or waived."""

    code: str
    name: str
    is_mandatory: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What is known of one admission today.

    ``has_begun``: the candidate opened the link or something of theirs is here.  ``qualification``: pending, qualified
    or divergent.  ``exam``: none, scheduled, fit or unfit.  ``open_texts``: titles not accepted yet.  ``s2190`` and
    ``s2200``: "", made, exported, receipted or refused; interns have neither (they are told by S-2300).
    """

    today: date
    start_on: date
    papers_due_on: date
    is_done: bool = False
    is_cancelled: bool = False
    has_link: bool = True
    has_begun: bool = False
    data_sent: bool = False
    papers: tuple[Paper, ...] = ()
    qualification: str = "pending"
    exam: str = "none"
    exam_on: date | None = None
    has_contract_text: bool = True
    texts: int = 0
    open_texts: tuple[str, ...] = ()
    needs_s2200: bool = True
    s2190: str = ""
    s2200: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """
    Something open.  ``blocks``: nobody becomes active without it; ``holds``: the stage waits for it.

    ``name`` is the paper's or text's title, never anything of the person.
    """

    code: str
    stage: str
    turn: str
    name: str = ""
    key: str = ""
    blocks: bool = True
    holds: bool = True


def open_steps(facts: Facts) -> list[Step]:
    """Everything that is open, in the order of the stages; nothing for an admission that is over."""
    if facts.is_done or facts.is_cancelled:
        return []
    steps = [*_of_data(facts), *_of_papers(facts), *_of_qualification(facts), *_of_exam(facts), *_of_texts(facts), *_of_esocial(facts)]
    return sorted(steps, key=lambda step: STAGES.index(step.stage))


def blocking(facts: Facts) -> list[Step]:
    """What keeps the person from becoming active: features.md 4d.5 and eSocial's deadline of the day before the start."""
    return [step for step in open_steps(facts) if step.blocks]


def stage_of(facts: Facts) -> str:
    """The first stage with something open, "first_day" if only the day itself is waited for."""
    if facts.is_cancelled:
        return CANCELLED
    if facts.is_done:
        return DONE
    if not facts.has_begun:
        return INVITATION
    return next((step.stage for step in open_steps(facts) if step.holds), FIRST_DAY)


def next_step(facts: Facts) -> Step | None:
    """
    What should happen next: first whatever HR can do now, so that nobody waits for HR; else the stage's own step.

    None when everything is there and only the first day is missing, or the admission is over.
    """
    steps = open_steps(facts)
    ready = [step for step in steps if step.turn == HR and _can_be_done(step, facts)]
    return next(iter(ready or [step for step in steps if step.holds]), None)


def turn_of(facts: Facts) -> str:
    """Whose turn the next step is; "" when only the first day is waited for, or the admission is over."""
    step = next_step(facts)
    return step.turn if step else ""


def progress(facts: Facts) -> tuple[int, int]:
    """How many of how many obligatory things are settled: data, papers, registry check, exam, texts, eSocial."""
    papers = sum(paper.is_mandatory for paper in facts.papers if paper.code != EXAM_PAPER)
    total = 1 + papers + 1 + 1 + facts.texts + (not facts.has_contract_text) + facts.needs_s2200
    left = {(step.stage if step.stage in (QUALIFICATION, EXAM, ESOCIAL) else step) for step in open_steps(facts) if step.holds}
    return total - min(len(left), total), total


def lateness(facts: Facts) -> str:
    """ "start": tomorrow or earlier and something blocks; "papers": the candidate's day has passed; "" if in time."""
    blocks = blocking(facts)
    if blocks and facts.start_on - facts.today <= timedelta(days=1):
        return "start"
    if facts.today > facts.papers_due_on and any(step.turn == CANDIDATE and step.stage in (INVITATION, PAPERS) for step in blocks):
        return "papers"
    return ""


def to_hand_in(facts: Facts) -> list[Paper]:
    """Obligatory papers that wait for the candidate: not sent, refused or expired."""
    return [
        paper
        for paper in facts.papers
        if paper.is_mandatory and paper.code != EXAM_PAPER and paper.state in ("missing", "refused", "expired")
    ]


def _can_be_done(step: Step, facts: Facts) -> bool:
    """Checks before the data are complete would only be done twice."""
    return step.code in ("paper_sent", "link") or facts.data_sent


def _of_data(facts: Facts) -> list[Step]:
    steps = [] if facts.data_sent else [Step("data", PAPERS, CANDIDATE)]
    if not facts.has_link and not facts.data_sent:
        steps.append(Step("link", INVITATION, HR, blocks=False, holds=False))
    return steps


def _of_papers(facts: Facts) -> list[Step]:
    steps = [Step(f"paper_{paper.state}", PAPERS, CANDIDATE, paper.name, paper.code) for paper in to_hand_in(facts)]
    for paper in facts.papers:
        if paper.state == "sent":
            stage = EXAM if paper.code == EXAM_PAPER else REVIEW
            steps.append(Step("paper_sent", stage, HR, paper.name, paper.code, blocks=paper.is_mandatory, holds=paper.is_mandatory))
    return steps


def _of_qualification(facts: Facts) -> list[Step]:
    return [] if facts.qualification == "qualified" else [Step(f"qualification_{facts.qualification}", QUALIFICATION, HR)]


def _of_exam(facts: Facts) -> list[Step]:
    if facts.exam == "unfit":
        return [Step("exam_unfit", EXAM, HR)]
    if facts.exam == "none":
        return [Step("exam_none", EXAM, HR)]
    steps = []
    if facts.exam == "scheduled":
        is_over = facts.exam_on is not None and facts.exam_on <= facts.today
        steps.append(Step("exam_result", EXAM, HR) if is_over else Step("exam_scheduled", EXAM, CLINIC))
    for paper in facts.papers:
        if paper.code == EXAM_PAPER and paper.is_mandatory and paper.state in ("missing", "refused", "expired"):
            steps.append(Step(f"paper_{paper.state}", EXAM, HR, paper.name, paper.code))
    return steps


def _of_texts(facts: Facts) -> list[Step]:
    steps = [] if facts.has_contract_text else [Step("contract_text", CONTRACT, HR)]
    return steps + [Step("text", CONTRACT, CANDIDATE, title, title) for title in facts.open_texts]


def _of_esocial(facts: Facts) -> list[Step]:
    """
    S-2190 or S-2200 is due on the day before the start (brazil.md 5.1); without S-2200 only an explicit word of HR admits,
    and only behind a receipt of S-2190 (hr.services.admit).
    """
    if not facts.needs_s2200:
        return []
    if "receipted" in (facts.s2190, facts.s2200):
        return [] if facts.s2200 in MADE else [Step("s2200", ESOCIAL, HR, holds=False)]
    if facts.s2200 in MADE:
        return [Step("receipt", ESOCIAL, ACCOUNTANT, blocks=False)]
    if facts.s2190 in MADE:
        return [Step("receipt", ESOCIAL, ACCOUNTANT, blocks=False), Step("s2200", ESOCIAL, HR, holds=False)]
    return [Step("s2200", ESOCIAL, HR)]
