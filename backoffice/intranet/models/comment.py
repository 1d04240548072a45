"""Comments on any record, by generic reference."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

MAX_LENGTH = 4000


class Comment(models.Model):
    """
    That somebody spoke about one record; what was said is in the versions.  Insert-only: a trigger refuses changes.

    ``token`` comes with the form: the same form sent twice is one comment.
    """

    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    token = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_key", "-id"], name="intranet_comment_subject")]
        constraints = [models.UniqueConstraint(fields=["author", "token"], name="intranet_comment_once")]


class CommentVersion(models.Model):
    """
    The words of a comment: version 1 as written, the highest as it reads now.  Insert-only.

    ``mentions`` are the keys of the users that the words call.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MAX_LENGTH)
    mentions = ArrayField(models.BigIntegerField(), default=list)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="intranet_version_once")]
