"""What people say about records, and what they are told."""

from backoffice.intranet.models.comment import Comment, CommentVersion
from backoffice.intranet.models.notice import Notice, NoticePreference

__all__ = ["Comment", "CommentVersion", "Notice", "NoticePreference"]
