"""THE WRITE DOOR of the conversation."""

from backoffice.intranet.services.comments import CommentDraft, PostedComment, correct_comment, post_comment
from backoffice.intranet.services.notices import NoticeDraft, mark_all_read, mark_read, notify, sweep_read_notices
from backoffice.intranet.services.preferences import set_preferences

__all__ = [
    "CommentDraft",
    "NoticeDraft",
    "PostedComment",
    "correct_comment",
    "mark_all_read",
    "mark_read",
    "notify",
    "post_comment",
    "set_preferences",
    "sweep_read_notices",
]
