"""Dispose of what is not kept any longer: the list says what is due, a person confirms, everything is traced."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from backoffice.core import audit, clock
from backoffice.core.actors import Actor
from backoffice.core.files import dispose_files
from backoffice.privacy.datamap import Identity, Match
from backoffice.privacy.errors import NothingToDispose
from backoffice.privacy.finding import ids_by_area, marks_of
from backoffice.privacy.forgetting import Target, forget
from hr.models import DocumentPage, Person
from hr.queries.retention import PAPER, DueRow, list_due


@dataclass(frozen=True, slots=True)
class Disposed:
    """What went: people without name from now on, papers of which only the hash stays."""

    people: int
    papers: int
    files: int


@transaction.atomic
def dispose_due(*, keys: Collection[str], by: Actor, at: datetime) -> Disposed:
    """
    Dispose of these rows of the list, as far as they are still due.  Sent twice, the second time nothing is left to do.

    :raises NothingToDispose: none of them is due (any more)
    """
    today = clock.company_date(at)
    wanted = set(keys)
    rows = [row for row in list_due(today=today) if row.key in wanted]
    if not rows:
        raise NothingToDispose()
    papers = [row for row in rows if row.code == PAPER]
    files = sum(_dispose_paper(row, by=by, at=at) for row in papers)
    for row in rows:
        if row.code != PAPER:
            files += row.files
            _forget(row, by=by, at=at)
    traces = [
        audit.Trace(action="retention.disposed", subject=("person", row.person_key), at=at, after={"what": row.code, "files": row.files})
        for row in rows
    ]
    audit.record(traces, by=by)
    return Disposed(people=len(rows) - len(papers), papers=len(papers), files=files)


def _dispose_paper(row: DueRow, *, by: Actor, at: datetime) -> int:
    code = row.key.rpartition(":")[2]
    pages = DocumentPage.objects.filter(document__person__key=row.person_key, document__kind__code=code, file__disposed_at=None)
    return dispose_files(file_ids=list(pages.values_list("file_id", flat=True)), by=by, at=at)


def _forget(row: DueRow, *, by: Actor, at: datetime) -> None:
    """The same path as a request: here the rule decides, and the person's account, if there is one, goes with it."""
    person = Person.objects.get(key=row.person_key)
    found = ids_by_area([Match(area="hr", pk=person.pk, name="")])
    marks = marks_of(found, Identity(document=person.cpf, email=person.email.lower()))
    forget(Target(found=found, marks=marks), expected=None, request=None, by=by, at=at, today=clock.company_date(at))
