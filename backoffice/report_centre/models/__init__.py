"""The report centre's tables."""

from backoffice.report_centre.models.choice import LastChoice
from backoffice.report_centre.models.schedule import Delivery, Schedule, ScheduleRun
from backoffice.report_centre.models.snapshot import ReportSnapshot

__all__ = ["Delivery", "LastChoice", "ReportSnapshot", "Schedule", "ScheduleRun"]
