"""What a person is told, and how the person wants to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    NONE = "none", _("Do not tell me")
    PRODUCT = "product", _("Here")
    MAIL = "mail", _("Here and by e-mail")


class Notice(models.Model):
    """
    One thing told to one person.  Its words are built when it is read (kinds.py), in the reader's language.

    ``effect_key`` makes telling idempotent; ``url`` is a path of this installation.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=500)
    effect_key = models.CharField(max_length=160)
    wants_mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-id"], name="intranet_notice_inbox"),
            models.Index(fields=["recipient"], name="intranet_notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["read_at"], name="intranet_notice_age", condition=Q(read_at__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["recipient", "effect_key"], name="intranet_notice_once")]


class NoticePreference(models.Model):
    """How one person wants to hear of one kind; without a row the kind's own default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="intranet_preference_once"),
            models.CheckConstraint(condition=Q(channel__in=["none", "product", "mail"]), name="intranet_preference_channel"),
        ]
