"""THE READ DOOR of the conversation."""

from backoffice.intranet.queries.comments import CommentHistory, CommentRow, VersionRow, get_history, get_own_comment, list_comments
from backoffice.intranet.queries.notices import NoticePage, NoticeRow, Pulse, count_unread, get_pulse, list_channels, list_notices
from backoffice.intranet.queries.timeline import Conversation, TimelineRow, get_conversation

__all__ = [
    "CommentHistory",
    "CommentRow",
    "Conversation",
    "NoticePage",
    "NoticeRow",
    "Pulse",
    "TimelineRow",
    "VersionRow",
    "count_unread",
    "get_conversation",
    "get_history",
    "get_own_comment",
    "get_pulse",
    "list_channels",
    "list_comments",
    "list_notices",
]
