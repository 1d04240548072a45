"""What eSocial has to hear of, until when, in which order; from facts of which no file has a receipt.  Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from hr.esocial import deadlines

ADMISSION, PERSON, CONTRACT, LEAVE, END = "S-2200", "S-2205", "S-2206", "S-2230", "S-2299"


class Fact(NamedTuple):
    """
    Something that happened on ``day`` and that a file of this ``kind`` tells; ``reference`` is that of the file.

    A change of personal data has none yet: one file tells all of them.  ``until`` is of a leave the day after its last one,
    None while nobody knows; of an S-2205 that was made and waits, its own last day; otherwise the same as ``day``.
    """

    kind: str
    employee_id: int
    reference: str
    day: date
    until: date | None
    motive: str = ""


class Worker(NamedTuple):
    """
    ``called`` is the name that people use.  ``told_until`` is the day of the admission or of the newest S-2205, which tells
    everything until its day; ``is_announced`` when S-2190 has its receipt.
    """

    number: str
    called: str
    told_until: date
    is_announced: bool = False


class OpenFile(NamedTuple):
    """A file without a receipt."""

    state: str
    event_id: str


@dataclass(frozen=True, slots=True)
class DueEvent:
    """
    One event that waits for its receipt.  ``state`` is that of the file, "" while none was made; ``event_id`` its Id.

    ``called`` is the name that people use.
    """

    kind: str
    number: str
    called: str
    reference: str
    occurred_on: date
    due_on: date
    state: str = ""
    event_id: str = ""

    def days_left(self, today: date) -> int:
        """Negative when the day has passed."""
        return (self.due_on - today).days


_NO_FILE = OpenFile("", "")


def due_events(facts: Iterable[Fact], *, workers: Mapping[int, Worker], files: Mapping[tuple[int, str, str], OpenFile]) -> list[DueEvent]:
    """
    What presses most first.  ``workers`` by the id of the employee (facts of anybody else are left out), ``files`` by that
    id, kind and reference.
    """
    due: list[DueEvent] = []
    changes: dict[int, list[date]] = {}

    def add(key: int, kind: str, reference: str, day: date, due_on: date) -> None:
        file = files.get((key, kind, reference), _NO_FILE)
        due.append(DueEvent(kind, workers[key].number, workers[key].called, reference, day, due_on, *file))

    for fact in facts:
        worker = workers.get(fact.employee_id)
        if worker is None:
            continue
        if fact.kind == PERSON and not fact.reference:
            if fact.day > worker.told_until:
                changes.setdefault(fact.employee_id, []).append(fact.day)
        elif (due_on := _due_on(fact, worker)) is not None:
            add(fact.employee_id, fact.kind, fact.reference, fact.day, due_on)
    for key, days in changes.items():
        # S-2205 tells everything as it is: the first change sets the deadline, the last one is the day that the event names.
        add(key, PERSON, max(days).isoformat(), min(days), deadlines.change_due(min(days)))
    return sorted(due, key=lambda each: (each.due_on, each.number, each.kind, each.reference))


def _due_on(fact: Fact, worker: Worker) -> date | None:
    """None where a leave this short is not told."""
    if fact.kind == ADMISSION:
        return deadlines.completion_due(fact.day) if worker.is_announced else deadlines.admission_due(fact.day)
    if fact.kind == CONTRACT:
        return deadlines.change_due(fact.day)
    if fact.kind == END:
        return deadlines.termination_due(fact.day)
    if fact.kind == LEAVE:
        last = fact.until - timedelta(days=1) if fact.until else fact.day + timedelta(days=deadlines.OPEN_LEAVE_DAYS)
        return deadlines.leave_due(motive=fact.motive, first_day=fact.day, last_day=last)
    return fact.until
