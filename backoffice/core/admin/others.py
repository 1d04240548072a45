"""Registers of installed libraries: shown under our policy, or not at all."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_celery_beat.models import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule

from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.core.templatetags import formats

for model in (AccessFailureLog, AccessLog, AccessAttempt, ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

apps.get_app_config("axes").verbose_name = _("Sign-ins")
admin.site.index_title = _("Registers and settings")


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(PolicyModelAdmin):
    """What beat does and when; schedules of the product itself come from the settings."""

    view_permission = "system.view_jobs"
    list_display = ("name", "what", "when", "enabled", "last_run_at", "total_run_count")
    list_select_related = ("interval", "crontab")
    # The library's own fields explain themselves in English; these say what our routines need.
    fields = ("routine", "what", "when", "is_on", "last_run", "runs")
    search_fields = ("name", "task")

    @admin.display(description=_("Routine"))
    def routine(self, task: PeriodicTask) -> str:
        return str(task.name)

    @admin.display(description=_("Enabled"), boolean=True)
    def is_on(self, task: PeriodicTask) -> bool:
        return bool(task.enabled)

    @admin.display(description=_("Last Run Datetime"))
    def last_run(self, task: PeriodicTask) -> str:
        return formats.long_when(task.last_run_at)

    @admin.display(description=_("Total Run Count"))
    def runs(self, task: PeriodicTask) -> str:
        return formats.qty(task.total_run_count)

    @admin.display(description=_("Task"))
    def what(self, task: PeriodicTask) -> str:
        return str(task.task)

    @admin.display(description=pgettext_lazy("routine", "When"))
    def when(self, task: PeriodicTask) -> str:
        if task.crontab:
            at = task.crontab
            return f"{at.minute} {at.hour} {at.day_of_month} {at.month_of_year} {at.day_of_week}"
        return str(task.interval or "")


@admin.register(AccessAttempt)
class AccessAttemptAdmin(PolicyModelAdmin):
    """Failed sign-ins; deleting one lifts its lockout."""

    view_permission = "system.view_audit"
    delete_permission = "system.manage_users"
    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    fields = ("username", "ip_address", "user_agent", "path_info", "failures_since_start", "attempt_time")
    search_fields = ("username", "ip_address")
