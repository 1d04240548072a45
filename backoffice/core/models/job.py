"""Work done in the background: asked for, watched, retried, kept."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """
    One piece of background work.  The row is the promise; Celery only wakes a worker up (core.jobs).

    A running job holds a lease which its worker renews; a lease that ran out means that the worker died, and the
    sweeper hands the job to another.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    params = models.JSONField(_("parameters"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps"), default=0)
    message = models.CharField(_("message"), max_length=300, blank=True)
    checkpoint = models.JSONField(null=True, editable=False)
    result = models.JSONField(_("result"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    unique_key = models.CharField(max_length=160, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("asked by"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    cancel_requested = models.BooleanField(default=False)
    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("asked at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unique_key"], name="core_job_one_active", condition=Q(status__in=["queued", "running"]) & ~Q(unique_key="")
            ),
            models.CheckConstraint(condition=Q(status__in=["queued", "running", "done", "failed", "cancelled"]), name="core_job_status"),
        ]
        indexes = [
            models.Index(fields=["status", "created_at"], name="core_job_waiting", condition=Q(status__in=["queued", "running"])),
            models.Index(fields=["kind", "-created_at"], name="core_job_recent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)


class JobFile(models.Model):
    """A file that a job made: kept under a random name below MEDIA_ROOT, served only through a checked view."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(max_length=100)
    path = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("job file")
        verbose_name_plural = _("job files")
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="core_jobfile_once")]

    def __str__(self) -> str:
        return self.name
