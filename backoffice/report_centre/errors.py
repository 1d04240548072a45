"""Refusals of the report centre."""

from backoffice.core.errors import Conflict, NotFound


class ReportNotFound(NotFound):
    """No issued report carries this verification code."""

    code = "report_not_found"


class ScheduleNotFound(NotFound):
    """No such schedule, or not one of the actor's."""

    code = "schedule_not_found"


class ScheduleChanged(Conflict):
    """Somebody changed the schedule meanwhile."""

    code = "schedule_changed"


class FilesExpired(Conflict):
    """The report's files were kept for their time and are gone; its figures are kept."""

    code = "report_files_expired"
