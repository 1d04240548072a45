"""Refusals of the conversation: a code and data; the sentences are in error_texts."""

from backoffice.core.errors import Conflict, Invalid, NotAllowed, NotFound


class UnknownSubject(NotFound):
    """There is no such record, or the actor may not know of it: {"kind", "key"}."""

    code = "unknown_subject"


class UnknownComment(NotFound):
    """There is no such comment: {"comment_id"}."""

    code = "unknown_comment"


class UnfitComment(Invalid):
    """The comment says nothing or too much: {"length", "limit"}."""

    code = "unfit_comment"


class CommentTokenReused(Conflict):
    """The form of a comment that was sent came again with other words: {"comment_id"}."""

    code = "comment_token_reused"


class MentionRefused(Invalid):
    """Somebody is called who may not see the record: {"names": [...]}."""

    code = "mention_refused"


class TooManyMentions(Invalid):
    """More people are called than one comment may call: {"count", "limit"}."""

    code = "too_many_mentions"


class NotTheAuthor(NotAllowed):
    """Only who wrote a comment corrects it: {"author"}."""

    code = "not_the_author"


class CommentChanged(Conflict):
    """The comment was corrected meanwhile, in another window: {"comment_id"}."""

    code = "comment_changed"
