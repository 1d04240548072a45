"""Registers of installed libraries: shown under our policy, or not at all."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_celery_beat.models import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule

from backoffice.core.admin_policy import PolicyModelAdmin

for model in (AccessFailureLog, AccessLog, AccessAttempt, ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

apps.get_app_config("axes").verbose_name = _("Sign-ins")
admin.site.index_title = _("Registers and settings")


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(PolicyModelAdmin):
    """What beat does and when; schedules of the product itself come from the settings."""

    view_permission = "system.view_jobs"
    list_display = ("name", "task", "enabled", "last_run_at", "total_run_count")
    search_fields = ("name", "task")


@admin.register(AccessAttempt)
class AccessAttemptAdmin(PolicyModelAdmin):
    """Failed sign-ins; deleting one lifts its lockout."""

    view_permission = "system.view_audit"
    delete_permission = "system.manage_users"
    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    search_fields = ("username", "ip_address")
