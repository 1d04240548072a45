"""Write a comment, correct one's own.  Nothing that was said is ever deleted: a correction is a new version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from backoffice.core.actors import Actor
from backoffice.intranet import kinds, people
from backoffice.intranet.errors import CommentChanged, CommentTokenReused, NotTheAuthor, UnfitComment, UnknownComment
from backoffice.intranet.models import Comment, CommentVersion
from backoffice.intranet.models.comment import MAX_LENGTH
from backoffice.intranet.services.mentions import Mentions, read_mentions
from backoffice.intranet.services.notices import NoticeDraft, notify
from backoffice.intranet.subjects import Subject, open_subject

EXCERPT_LENGTH = 280


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """``token`` is made with the form: what is sent twice is one comment."""

    kind: str
    key: str
    text: str
    token: UUID


@dataclass(frozen=True, slots=True)
class PostedComment:
    """``is_new`` is False when it had been sent before; ``unknown`` is what stood behind an @ and is nobody."""

    id: int
    is_new: bool
    unknown: tuple[str, ...] = ()


@transaction.atomic
def post_comment(*, draft: CommentDraft, by: Actor, at: datetime) -> PostedComment:
    """
    Say something about a record and tell those who are called.

    :raises NotAllowed: the actor may not see the record
    :raises UnknownSubject: no such record
    :raises UnfitComment: empty, or longer than 4000 characters
    :raises MentionRefused: somebody is called who may not see the record
    :raises TooManyMentions: more than ten people are called
    :raises CommentTokenReused: the form was sent before with other words
    """
    subject, key = open_subject(kind=draft.kind, key=draft.key, actor=by)
    text = _fit(draft.text)
    mentions = read_mentions(text=text, subject=subject, key=key)
    comment = Comment(subject_kind=draft.kind, subject_key=key, author_id=by.id, written_at=at, token=draft.token)
    try:
        # A twin of the same form waits here for the first one to commit, and then finds its comment.
        with transaction.atomic():
            comment.save(force_insert=True)
    except IntegrityError:
        return _sent_before(draft, by, text)
    CommentVersion.objects.create(comment=comment, number=1, text=text, mentions=list(mentions.user_ids), written_at=at)
    _tell(comment, text, mentions, subject, by=by, at=at)
    return PostedComment(comment.pk, is_new=True, unknown=mentions.unknown)


@transaction.atomic
def correct_comment(*, comment_id: int, text: str, seen_version: int, by: Actor, at: datetime) -> CommentVersion:
    """
    Give one's own comment other words; who is newly called is told.  The same words again change nothing.

    :raises UnknownComment: no such comment
    :raises NotAllowed: the actor may not see the record any more
    :raises NotTheAuthor: somebody else wrote it
    :raises CommentChanged: it was corrected after ``seen_version``
    :raises UnfitComment: empty, or longer than 4000 characters
    :raises MentionRefused: somebody is called who may not see the record
    """
    # The row of the comment is the lock: two corrections wait for each other, the second finds a newer version.
    comment = Comment.objects.select_for_update(of=("self",)).select_related("author").filter(pk=comment_id).first()
    if comment is None:
        raise UnknownComment(comment_id=comment_id)
    subject, key = open_subject(kind=comment.subject_kind, key=comment.subject_key, actor=by)
    if (by.kind, by.id) != ("user", comment.author_id):
        raise NotTheAuthor(author=people.name_of(comment.author))
    text = _fit(text)
    latest = comment.versions.latest("number")
    if latest.text == text:
        return latest
    if latest.number != seen_version:
        raise CommentChanged(comment_id=comment_id)
    mentions = read_mentions(text=text, subject=subject, key=key)
    version = CommentVersion.objects.create(
        comment=comment, number=latest.number + 1, text=text, mentions=list(mentions.user_ids), written_at=at
    )
    _tell(comment, text, mentions, subject, by=by, at=at)
    return version


def _fit(text: str) -> str:
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise UnfitComment(length=len(text), limit=MAX_LENGTH)
    return text


def _sent_before(draft: CommentDraft, by: Actor, text: str) -> PostedComment:
    earlier = CommentVersion.objects.filter(comment__author_id=by.id, comment__token=draft.token).order_by("number").first()
    assert earlier is not None, "the token's comment has committed with its words"
    if earlier.text != text:
        raise CommentTokenReused(comment_id=earlier.comment_id)
    return PostedComment(earlier.comment_id, is_new=False)


def _tell(comment: Comment, text: str, mentions: Mentions, subject: Subject, *, by: Actor, at: datetime) -> None:
    """One notice for each person and comment: a correction does not tell anybody twice."""
    called = tuple(user_id for user_id in mentions.user_ids if user_id != by.id)
    if not called:
        return
    data = {"who": by.name, "kind": comment.subject_kind, "key": comment.subject_key, "excerpt": _excerpt(text)}
    url = f"{subject.url(comment.subject_key)}#comment-{comment.pk}"
    notify(drafts=[NoticeDraft(kinds.MENTION, called, data, url, f"comment:{comment.pk}")], at=at)


def _excerpt(text: str) -> str:
    """The beginning of the words, in one line: a notice is read far from the record."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_LENGTH else f"{line[: EXCERPT_LENGTH - 1].rstrip()}…"
