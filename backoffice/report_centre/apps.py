"""Application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportCentreConfig(AppConfig):
    name = "backoffice.report_centre"
    label = "report_centre"
    verbose_name = _("Reports")
