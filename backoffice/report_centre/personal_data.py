"""Issued reports: their figures are evidence and stay as they were issued."""

from django.utils.translation import gettext_lazy as _

from backoffice.privacy.datamap import KEEP, MARKS, Area, Copy, Use

EVIDENCE = Use(
    purpose=_("Proving what a report said when it was issued"),
    legal_base=_("Legal obligation and exercise of rights (LGPD arts. 7 II and VI, 16 I)"),
    retention=_("Figures for ever, files 180 days"),
)

PERSONAL_DATA = Area(
    code="report_centre",
    label=_("Issued reports"),
    copies=(
        Copy(
            model="report_centre.ReportSnapshot",
            title=_("Issued reports"),
            use=EVIDENCE,
            columns={"content": KEEP, "title": KEEP},
            plain=("code", "kind", "params", "sha256", "created_by_name"),
            keeps=_("An issued report is proved by its hash; changing it would void the proof (LGPD art. 16 I)."),
        ),
        Copy(
            model="report_centre.Delivery",
            title=_("Reports sent by e-mail"),
            use=EVIDENCE,
            columns={"address": MARKS},
            plain=("status", "reason"),
        ),
    ),
    not_personal={
        "report_centre.LastChoice": "choices of a form",
        "report_centre.Schedule": "addresses of the company's own domains only",
        "report_centre.ScheduleRun": "outcome of a run",
    },
)
