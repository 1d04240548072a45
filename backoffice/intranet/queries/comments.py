"""What was said about a record, as it reads now, and how it read before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.intranet import people, words
from backoffice.intranet.errors import NotTheAuthor, UnknownComment
from backoffice.intranet.models import Comment, CommentVersion
from backoffice.intranet.subjects import Subject, open_subject
from backoffice.intranet.words import Called


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment in its latest words; ``version`` above 1 means corrected."""

    id: int
    author_name: str
    written_at: datetime
    version: int
    text: str
    html: SafeString
    is_own: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """How a comment read from ``written_at`` on."""

    number: int
    written_at: datetime
    html: SafeString


def list_comments(*, kind: str, key: str, actor: Actor, limit: int) -> list[CommentRow]:
    """The newest comments on the record, newest first: two statements.  The caller has asked whether the actor may see it."""
    newest = Comment.objects.filter(subject_kind=kind, subject_key=key).order_by("-id").values("pk")[:limit]
    versions = list(
        CommentVersion.objects.filter(comment_id__in=newest)
        .order_by("-comment_id", "-number")
        .distinct("comment_id")
        .select_related("comment__author")
    )
    called = _called(versions)
    return [
        CommentRow(
            id=version.comment_id,
            author_name=people.name_of(version.comment.author),
            written_at=version.comment.written_at,
            version=version.number,
            text=version.text,
            html=words.to_html(version.text, called),
            is_own=(actor.kind, actor.id) == ("user", version.comment.author_id),
        )
        for version in versions
    ]


@dataclass(frozen=True, slots=True)
class CommentHistory:
    """Every version of a comment, the newest first; ``label`` and ``url`` are its record's."""

    versions: list[VersionRow]
    label: str
    url: str


def get_history(*, comment_id: int, actor: Actor) -> CommentHistory:
    """
    How a comment reads and read.

    :raises UnknownComment: no such comment
    :raises NotAllowed: the actor may not see its record
    """
    comment, subject, key = _open(comment_id, actor)
    versions = list(comment.versions.order_by("-number"))
    called = _called(versions)
    rows = [VersionRow(version.number, version.written_at, words.to_html(version.text, called)) for version in versions]
    return CommentHistory(rows, subject.label(key), f"{subject.url(key)}#comment-{comment_id}")


def get_own_comment(*, comment_id: int, actor: Actor) -> tuple[CommentVersion, Subject, str]:
    """
    The latest version of the actor's own comment, with its record's kind and key.

    :raises UnknownComment: no such comment
    :raises NotAllowed: the actor may not see its record, or is not its author
    """
    comment, subject, key = _open(comment_id, actor)
    if (actor.kind, actor.id) != ("user", comment.author_id):
        raise NotTheAuthor(author=people.name_of(comment.author))
    return comment.versions.select_related("comment").latest("number"), subject, key


def _open(comment_id: int, actor: Actor) -> tuple[Comment, Subject, str]:
    comment = Comment.objects.select_related("author").filter(pk=comment_id).first()
    if comment is None:
        raise UnknownComment(comment_id=comment_id)
    subject, key = open_subject(kind=comment.subject_kind, key=comment.subject_key, actor=actor)
    return comment, subject, key


def _called(versions: Iterable[CommentVersion]) -> dict[str, Called]:
    """The people called in any of these, by user name in lower case: one statement, none if nobody is called."""
    ids = {user_id for version in versions for user_id in version.mentions}
    users = User.objects.filter(pk__in=ids) if ids else []
    return {user.get_username().lower(): Called(user.pk, user.get_username(), people.name_of(user)) for user in users}
