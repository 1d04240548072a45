"""
The records that people talk about.  The table is ``backoffice/subjects.py``, learnt at start: this layer knows no area.

Whoever may see a record may read what is said about it; nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.intranet.errors import UnknownSubject
from backoffice.intranet.story import StoryLine


@dataclass(frozen=True, kw_only=True)
class Subject:
    """
    One kind of record.

    ``find`` gives the record's canonical key if it exists and the actor may know of it, else None; ``label`` and ``url``
    take that key; ``story`` tells, newest first and at most so many lines, what happened to the record.
    """

    permission: str
    label: Callable[[str], str]
    url: Callable[[str], str]
    find: Callable[[str, Actor], str | None]
    story: Callable[[str, Actor, int], Sequence[StoryLine]]


_subjects: dict[str, Subject] = {}


def install(subjects: Mapping[str, Subject]) -> None:
    """Take over the table; called once at start."""
    _subjects.clear()
    _subjects.update(subjects)


def known_subjects() -> Mapping[str, Subject]:
    """The table, by kind."""
    return _subjects


def open_subject(*, kind: str, key: str, actor: Actor) -> tuple[Subject, str]:
    """
    The kind and the record's canonical key.

    :raises NotAllowed: the actor may not see records of this kind
    :raises UnknownSubject: no such kind, no such record, or not one that the actor may know of
    """
    subject = _subjects.get(kind)
    if subject is None:
        raise UnknownSubject(kind=kind, key=key)
    policy.require(actor, subject.permission)
    # PostgreSQL refuses NUL; no key has one.
    found = subject.find(key, actor) if "\x00" not in key else None
    if found is None:
        raise UnknownSubject(kind=kind, key=key)
    return subject, found


def label_of(kind: str, key: str) -> str:
    """The record in words ("Pedido 10482"); of a kind that is gone, its key."""
    subject = _subjects.get(kind)
    return subject.label(key) if subject else key
