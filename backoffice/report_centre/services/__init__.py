"""The write door of the report centre."""

from backoffice.report_centre.services.requests import request_report
from backoffice.report_centre.services.snapshots import issue_report

__all__ = ["issue_report", "request_report"]
