"""When people are reminded.  Pure."""

from datetime import date, timedelta

from hr.admission import stages
from hr.admission.stages import Facts

# Days before the last day for papers on which a candidate hears; after it, every day.
AHEAD = (3, 1)
# Hours of the company's day in which candidates get mail: nobody is woken by a reminder.
AWAKE = range(8, 20)
# Days before the first day on which HR hears that something is open.
START_AHEAD = (3, 1, 0)
# Somebody who answered to none of so many mails is called, not written to.
MOST_REMINDERS = 8


def candidate_is_due(facts: Facts, *, reminded_on: date | None, reminders: int) -> bool:
    """Whether the candidate hears today of what is still to hand in: at most once a day, and not for ever."""
    if reminded_on == facts.today or reminders >= MOST_REMINDERS or facts.start_on < facts.today:
        return False
    if not any(step.turn == stages.CANDIDATE and step.stage in (stages.INVITATION, stages.PAPERS) for step in stages.open_steps(facts)):
        return False
    days = (facts.papers_due_on - facts.today).days
    return days in AHEAD or days < 0


def start_is_near(facts: Facts) -> int | None:
    """Days until the first day, if today is a day on which HR hears that something still blocks it."""
    days = (facts.start_on - facts.today).days
    return days if days in START_AHEAD and stages.blocking(facts) else None


def working_day_before(day: date) -> date:
    """Monday to Friday; what was handed in before this day has waited for more than one working day."""
    before = day - timedelta(days=1)
    while before.weekday() > 4:
        before -= timedelta(days=1)
    return before
