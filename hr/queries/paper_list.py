"""Papers as a list shows them: to review, refused, about to expire, expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, DateField, Exists, Func, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort
from backoffice.core.people import unaccented
from hr.models import Document, DocumentKind, Employee, Person
from hr.queries.documents import state_on

# A paper that runs out within these days is asked for again.
SOON = timedelta(days=30)
SORTS: tuple[Sort, ...] = (
    Sort(name="sent", label=_("Waiting longest first"), keys=(Key("uploaded_at"), Key("id"))),
    Sort(name="-sent", label=_("Newest first"), keys=(Key("uploaded_at"), Key("id"))),
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper; ``state`` is that of today.  ``starts_on`` is the first day of somebody who is being admitted."""

    id: int
    person: str
    kind: str
    of_whom: str
    version: int
    state: str
    uploaded_at: datetime
    expires_on: date | None
    starts_on: date | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """What waits: how many and the oldest; how many run out soon and the first day; how many have run out."""

    to_review: int = 0
    oldest_at: datetime | None = None
    expiring: int = 0
    first_expiry: date | None = None
    expired: int = 0
    refused: int = 0


def read_papers(
    *,
    actor: Actor,
    today: date,
    tab: str = "to_review",
    search: str = "",
    kinds: Sequence[str] = (),
    sent_from: date | None = None,
    sent_to: date | None = None,
) -> Reader[PaperRow]:
    """The newest versions of the papers of a filter; one statement a page."""
    found = of_tab(papers_in_sight(actor), tab, today)
    if search.strip():
        named = Concat("person__name", Value(" "), "person__social_name", output_field=TextField())
        found = found.annotate(plain_name=Func(Lower(named), function="bo_unaccent", output_field=TextField()))
        for word in unaccented(search).split()[:5]:
            found = found.filter(plain_name__contains=word)
    if kinds:
        found = found.filter(kind__code__in=list(kinds))
    if sent_from:
        found = found.filter(uploaded_at__gte=_midnight(sent_from))
    if sent_to:
        found = found.filter(uploaded_at__lt=_midnight(sent_to + timedelta(days=1)))
    start = Employee.objects.filter(person=OuterRef("person_id"), state=Employee.State.PREPARING).values("admitted_on")[:1]
    found = found.select_related("person", "kind", "dependent").annotate(starts_on=Subquery(start, output_field=DateField()))
    return Reader(rows=found, make=lambda rows: [_row(row, today) for row in rows])


def papers_in_sight(actor: Actor, rows: QuerySet[Document] | None = None) -> QuerySet[Document]:
    """
    The newest versions of papers of people who work here or are about to, or those of ``rows``: of whom the actor may
    know, without hr.view_sensitive none with health data.
    """
    if rows is None:
        employed = Employee.objects.filter(person=OuterRef("person_id")).exclude(state=Employee.State.ENDED)
        rows = Document.objects.exclude(state=Document.State.REPLACED).filter(Exists(employed))
    rows = rows.filter(person_id__in=policy.visible(actor, Person.objects.all()).values("pk"))
    return rows if policy.may_see(actor, "person.sensitive") else rows.filter(kind__is_health=False)


def of_tab(rows: QuerySet[Document], tab: str, today: date) -> QuerySet[Document]:
    """Those that wait for review, were refused, run out within 30 days, or have run out; "all" is all of them."""
    accepted = rows.filter(state=Document.State.ACCEPTED, expires_on__isnull=False)
    match tab:
        case "to_review":
            return rows.filter(state=Document.State.SENT)
        case "refused":
            return rows.filter(state=Document.State.REFUSED)
        case "expiring":
            return accepted.filter(expires_on__range=(today, today + SOON))
        case "expired":
            return accepted.filter(expires_on__lt=today)
        case _:
            return rows


def count_papers(*, actor: Actor, today: date) -> PaperFigures:
    """The numbers on the tabs and of the home page's queues, in one statement."""
    waiting, accepted = Q(state=Document.State.SENT), Q(state=Document.State.ACCEPTED)
    soon = accepted & Q(expires_on__range=(today, today + SOON))
    return PaperFigures(
        **papers_in_sight(actor).aggregate(
            to_review=Count("pk", filter=waiting),
            oldest_at=Min("uploaded_at", filter=waiting),
            expiring=Count("pk", filter=soon),
            first_expiry=Min("expires_on", filter=soon),
            expired=Count("pk", filter=accepted & Q(expires_on__lt=today)),
            refused=Count("pk", filter=Q(state=Document.State.REFUSED)),
        )
    )


def first_to_review(*, actor: Actor, today: date) -> int | None:
    """The paper that waits longest; None when none does."""
    rows = of_tab(papers_in_sight(actor), "to_review", today).order_by("uploaded_at", "pk")
    return rows.values_list("pk", flat=True).first()


def list_kind_names() -> list[tuple[str, str]]:
    """Code and name of the kinds of documents in use, in the order of the register."""
    return list(DocumentKind.objects.filter(is_active=True).values_list("code", "name"))


def _row(row: Document, today: date) -> PaperRow:
    return PaperRow(
        id=row.pk,
        person=row.person.called,
        kind=row.kind.name,
        of_whom=row.dependent.name if row.dependent else "",
        version=row.version,
        state=state_on(row, today),
        uploaded_at=row.uploaded_at,
        expires_on=row.expires_on,
        starts_on=row.starts_on,  # type: ignore[attr-defined]
        decided_by=row.decided_by,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
