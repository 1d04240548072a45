"""The write door of the report centre."""

from backoffice.report_centre.services.requests import request_report
from backoffice.report_centre.services.running import hand_out_finished, is_confirmed, start_due
from backoffice.report_centre.services.schedules import (
    MANAGE,
    ScheduleDraft,
    change_schedule,
    create_schedule,
    delete_schedule,
    pause_schedule,
    resume_schedule,
)
from backoffice.report_centre.services.snapshots import issue_report

__all__ = [
    "MANAGE",
    "ScheduleDraft",
    "change_schedule",
    "create_schedule",
    "delete_schedule",
    "hand_out_finished",
    "is_confirmed",
    "issue_report",
    "pause_schedule",
    "request_report",
    "resume_schedule",
    "start_due",
]
