"""Ask for a report: remember the choices, promise the job."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.core import jobs, policy
from backoffice.core.actors import Actor
from backoffice.core.clock import company_date
from backoffice.core.models import Job
from backoffice.core.reports import ReportKind
from backoffice.core.reports.canonical import canonical_json, hash_of
from backoffice.core.reports.forms import ReportForm
from backoffice.report_centre.models import LastChoice


@transaction.atomic
def request_report(*, kind: ReportKind, form: ReportForm, formats: list[str], by: Actor, at: datetime) -> Job:
    """
    Have a report made; the same report asked twice by a hurried hand is one job while it runs.

    ``form`` is valid.  The choices are kept for next time.

    :raises NotAllowed: the actor may not read or not issue it
    """
    policy.require(by, kind.permission)
    choices = form.choices()
    if by.kind == "user":
        LastChoice.objects.update_or_create(
            user_id=by.id, kind=kind.name, defaults={"choices": choices, "formats": ",".join(formats), "used_at": at}
        )
    params = form.parameters(today=company_date(at)) | {"formats": formats, "choices": choices}
    unique = f"{by.kind}:{by.id}:{_digest(params)}"
    return jobs.enqueue(kind=kind.name, title=title_of(kind, form), params=params, by=by, at=at, unique_key=unique)


def title_of(kind: ReportKind, form: ReportForm) -> str:
    """What the job is called while it is made: the report and the choices in words."""
    return _("%(report)s, %(choices)s") % {"report": kind.short or kind.title, "choices": form.words()}


def _digest(params: dict[str, Any]) -> str:
    return hash_of(canonical_json(params))[:40]
