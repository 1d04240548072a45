"""One list of what happened to a record and what was said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backoffice.core.actors import Actor
from backoffice.intranet.queries.comments import CommentRow, list_comments
from backoffice.intranet.story import StoryLine
from backoffice.intranet.subjects import open_subject

SHOWN = 200
FILTERS = ("all", "comments", "people", "system")


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """``source`` is comment, user, api or system; a comment carries its words in ``comment``."""

    at: datetime
    source: str
    who: str
    icon: str
    text: str
    detail: str
    is_refusal: bool
    comment: CommentRow | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """``label`` and ``url`` are the record's; ``is_whole`` is False when older lines are left out."""

    kind: str
    key: str
    label: str
    url: str
    only: str
    rows: Sequence[TimelineRow]
    is_whole: bool


def get_conversation(*, kind: str, key: str, actor: Actor, only: str = "all", limit: int = SHOWN) -> Conversation:
    """
    The newest lines of a record, newest first: the story that its area tells, and the comments.

    ``only`` is all, comments, people (what persons did or said) or system (the house itself and other programs).

    :raises NotAllowed: the actor may not see the record
    :raises UnknownSubject: no such record
    """
    subject, key = open_subject(kind=kind, key=key, actor=actor)
    only = only if only in FILTERS else "all"
    rows: list[TimelineRow] = []
    # One more than is shown tells whether there are older ones.
    if only != "comments":
        rows += [_told(line) for line in subject.story(key, actor, limit + 1) if _is_wanted(line, only)]
    if only != "system":
        rows += [_said(comment) for comment in list_comments(kind=kind, key=key, actor=actor, limit=limit + 1)]
    rows.sort(key=lambda row: row.at, reverse=True)
    return Conversation(kind, key, subject.label(key), subject.url(key), only, rows[:limit], is_whole=len(rows) <= limit)


def _is_wanted(line: StoryLine, only: str) -> bool:
    return only == "all" or (line.actor_kind == "user") == (only == "people")


def _told(line: StoryLine) -> TimelineRow:
    return TimelineRow(line.at, line.actor_kind, line.actor_name, line.icon, line.text, line.detail, line.is_refusal)


def _said(comment: CommentRow) -> TimelineRow:
    return TimelineRow(comment.written_at, "comment", comment.author_name, "chat_bubble", "", "", False, comment)
