"""The job that draws vacation notices, one page each."""

from typing import Any

from django.utils.translation import gettext as _

from backoffice.core.company import get_company
from backoffice.core.jobs import JobFailed, JobRun
from backoffice.core.pdf import render_pdf
from hr.queries.notices import notices_of


def draw_notices(run: JobRun) -> dict[str, Any]:
    """
    One PDF with the notice and the receipt of each vacation (CLT 135 and 145; amounts are the payroll's).

    :raises JobFailed: none of them is planned any more
    """
    ids = [int(each) for each in run.params.get("entries", [])]
    run.progress(0, 2, _("Gathering the vacations"))
    notices = notices_of(ids)
    if not notices:
        raise JobFailed(_("None of these vacations is planned any more."))
    run.progress(1, 2, _("Laying out the PDF"))
    context = {"notices": notices, "company": get_company(), "title": _("Vacation notice")}
    # No name in the file's name: it is downloaded, mailed and backed up.
    run.add_file(name="avisos-de-ferias.pdf", content_type="application/pdf", content=render_pdf("hr/leave/notice_paper.html", context))
    return {"notices": len(notices)}
