"""Background work of the privacy desk: take somebody's data out, count what forgetting would do."""

from typing import Any
from uuid import UUID

from backoffice.core import clock, jobs
from backoffice.core.actors import Actor
from backoffice.core.jobs import JobRun
from backoffice.core.models import Job
from backoffice.privacy import packing, queries, services
from backoffice.privacy.errors import NobodyFound
from backoffice.privacy.finding import find_matches, identity_of, ids_by_area, marks_of
from backoffice.privacy.telling import tell

EXPORT, SURVEY = "privacy.export", "privacy.survey"
_STEPS = 4


def ask(kind: str, *, number: str, title: str, by: Actor) -> Job:
    """Promise one of the two; while it is under way a second wish leads to the same job."""
    return jobs.enqueue(kind=kind, title=title, params={"number": number}, by=by, at=clock.now(), unique_key=number)


def export_data(run: JobRun) -> dict[str, Any]:
    """
    Gather everything, lay it out, seal it.

    :raises NobodyFound: no register has anybody with this document or address
    """
    number = str(run.params["number"])
    request = queries.get_request(number=number, actor=run.actor)
    identity = identity_of(document=request.document, email=request.email)
    found = ids_by_area(find_matches(identity))
    if not found:
        raise NobodyFound(number=number)
    run.progress(1, _STEPS)
    at = clock.now()
    sections = tell(found, marks_of(found, identity))
    run.progress(2, _STEPS)
    papers = packing.papers_of(found)
    content = packing.pack(request=request, sections=sections, papers=papers, at=at)
    run.progress(3, _STEPS)
    records = sum(len(section.records) for section in sections)
    services.write_export(
        number=number, job_id=UUID(str(run.job_id)), content=content, sections=len(sections), records=records, by=run.actor, at=at
    )
    return {"number": number, "sections": len(sections), "records": records}


def survey_erasure(run: JobRun) -> dict[str, Any]:
    """Count what forgetting would change and keep."""
    number, now = str(run.params["number"]), clock.now()
    services.record_survey(number=number, job_id=UUID(str(run.job_id)), by=run.actor, at=now, today=clock.company_date(now))
    return {"number": number}
