"""Issued reports as a plain register, to look up; read-only in the database itself."""

from django.contrib import admin

from backoffice.core.admin_policy import PolicyModelAdmin
from backoffice.report_centre.models import ReportSnapshot


@admin.register(ReportSnapshot)
class ReportSnapshotAdmin(PolicyModelAdmin):
    view_permission = "finance.view_reports"
    list_display = ["code", "title", "as_of_seq", "created_by_name", "created_at"]
    list_filter = ["kind"]
    search_fields = ["code__exact", "title"]
    fields = ["code", "title", "as_of_seq", "sha256", "params", "created_by_name", "created_at"]
