"""Reports that go out by themselves: when, to whom, and what became of each time."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Schedule(models.Model):
    """
    A report of ``kind`` with ``choices`` ("last month"), made at ``at_time`` of the company's zone on the days of its rule,
    in the owner's name and with the owner's present permissions.

    ``next_run_at`` is the next slot; it moves on in the transaction that takes the slot.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("days of the week")
        MONTHLY = "monthly", _("once a month")

    class DayRule(models.TextChoices):
        DAY = "day", _("on a day of the month")
        LAST = "last", _("on the last day")
        FIRST_WORKDAY = "first_workday", _("on the first weekday")
        LAST_WORKDAY = "last_workday", _("on the last weekday")

    class PauseReason(models.TextChoices):
        NONE = "", ""
        PERSON = "person", _("paused by hand")
        OWNER_GONE = "owner_gone", _("its owner does not work here any more")
        NOT_ALLOWED = "not_allowed", _("its owner may not issue this report any more")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("schedule", "owner")
    )
    kind = models.CharField(_("report"), max_length=40)
    choices = models.JSONField(_("parameters"))
    formats = models.CharField(_("formats"), max_length=20)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("days of the week"))
    day_rule = models.CharField(max_length=14, choices=DayRule, default=DayRule.DAY)
    month_day = models.PositiveSmallIntegerField(_("day"), default=1)
    at_time = models.TimeField(_("time"))
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("people"))
    addresses = ArrayField(models.EmailField(), default=list, blank=True, verbose_name=_("other addresses"))
    attach_pdf = models.BooleanField(_("attach the PDF"), default=True)
    is_paused = models.BooleanField(_("paused"), default=False)
    pause_reason = models.CharField(max_length=12, choices=PauseReason, default=PauseReason.NONE, blank=True)
    next_run_at = models.DateTimeField(_("next run"))
    created_at = models.DateTimeField(_("created"))
    version = models.PositiveIntegerField(default=1)
    # The form's own number: a second post of the same form makes no second schedule.
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("report schedule")
        verbose_name_plural = _("report schedules")
        ordering = ["next_run_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(month_day__gte=1, month_day__lte=31), name="report_centre_schedule_day"),
            models.CheckConstraint(condition=Q(frequency__in=["daily", "weekly", "monthly"]), name="report_centre_schedule_frequency"),
            models.CheckConstraint(condition=~Q(frequency="weekly") | ~Q(weekdays=[]), name="report_centre_schedule_weekdays"),
        ]
        indexes = [models.Index(fields=["next_run_at"], condition=Q(is_paused=False), name="report_centre_schedule_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at_time:%H:%M}"


class ScheduleRun(models.Model):
    """
    One slot of a schedule: made once, however many beats there are.  ``skipped`` earlier slots passed while the system stood still.

    ``closed_at`` is set when the job has ended and everybody was told.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("run", "being made")
        SENT = "sent", pgettext_lazy("run", "sent")
        FAILED = "failed", pgettext_lazy("run", "failed")

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="runs", db_index=False)
    slot = models.DateTimeField(_("planned for"))
    started_at = models.DateTimeField(_("started"))
    is_late = models.BooleanField(_("late"), default=False)
    skipped = models.PositiveIntegerField(default=0)
    job_id = models.UUIDField(null=True, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    error = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run of a schedule")
        verbose_name_plural = _("runs of schedules")
        ordering = ["-slot"]
        constraints = [models.UniqueConstraint(fields=["schedule", "slot"], name="report_centre_run_once")]
        indexes = [models.Index(fields=["started_at"], condition=Q(closed_at=None), name="report_centre_run_open")]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.slot:%Y-%m-%d %H:%M}"


class Delivery(models.Model):
    """One report to one recipient: sent once, or left out with the reason."""

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "on its way")
        SENT = "sent", pgettext_lazy("delivery", "sent")
        LEFT_OUT = "left_out", pgettext_lazy("delivery", "left out")

    class Reason(models.TextChoices):
        NONE = "", ""
        NOT_ALLOWED = "not_allowed", _("may not read this report")
        INACTIVE = "inactive", _("does not work here any more")
        NO_ADDRESS = "no_address", _("has no e-mail address")
        FOREIGN = "foreign", _("the address is outside the confirmed domains")

    run = models.ForeignKey(ScheduleRun, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.NONE, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "user"], condition=Q(user__isnull=False), name="report_centre_delivery_person"),
            models.UniqueConstraint(fields=["run", "address"], condition=Q(user=None), name="report_centre_delivery_address"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.address}"
