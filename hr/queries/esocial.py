"""The eSocial files: of one contract, as a list, one by one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort
from backoffice.core.lists.keyset import day
from hr.errors import UnknownEvent
from hr.models import Employee, EsocialEmployer, EsocialEvent, EsocialSchema, EsocialTerms

State = EsocialEvent.State
# The tab "to do": a file that somebody has to take or make anew, and one whose receipt is awaited.
OPEN = (State.MADE, State.EXPORTED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One file in a list; ``called`` is the name that people use."""

    id: int
    event_id: str
    kind: str
    number: str
    called: str
    occurred_on: date
    due_on: date
    state: str
    validity: str
    receipt: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class EventDetail:
    """One file with all that is known of it; ``payload`` is sensitive (race, pay, disability), whoever shows it notes that."""

    row: EventRow
    person_key: str
    is_own: bool
    reference: str
    environment: str
    payload: str
    schema_name: str
    problems: tuple[str, ...]
    exported_at: datetime | None
    exported_by: str
    answered_at: datetime | None
    answered_by: str
    refusal: str
    replaces: str
    replaced_by: str


SORTS: tuple[Sort, ...] = (
    Sort(name="due", label=_("Due first"), keys=(Key("due_on", day), Key("id"))),
    Sort(name="-made", label=_("Newest first"), keys=(Key("id"),)),
    Sort(name="made", label=_("Oldest first"), keys=(Key("id"),)),
)
_FIELDS = (
    "id",
    "event_id",
    "kind",
    "employee__number",
    "employee__person__name",
    "employee__person__social_name",
    "occurred_on",
    "due_on",
    "state",
    "validity",
    "receipt",
    "made_at",
    "made_by",
)


def read_events(
    *,
    actor: Actor,
    tab: str = "open",
    kinds: Sequence[str] = (),
    number: str = "",
    due_from: date | None = None,
    due_to: date | None = None,
    search: str = "",
) -> Reader[EventRow]:
    """The files of a filter; tabs: open (all that wait), made, exported, refused, invalid, receipted, all."""
    rows = _visible(actor)
    rows = rows.filter(_tab(tab))
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if number:
        rows = rows.filter(employee__number=number)
    if due_from:
        rows = rows.filter(due_on__gte=due_from)
    if due_to:
        rows = rows.filter(due_on__lte=due_to)
    if search:
        named = Q(employee__person__name__icontains=search) | Q(employee__person__social_name__icontains=search)
        rows = rows.filter(named | Q(employee__number=search) | Q(event_id=search.upper()) | Q(receipt=search))
    return Reader(rows=rows, fields=_FIELDS, make=lambda found: [_row(each) for each in found], key="event_id")


def count_events(*, actor: Actor) -> dict[str, int]:
    """The numbers on the tabs, in one statement."""
    tabs = ("open", "made", "exported", "refused", "invalid")
    return dict(_visible(actor).aggregate(**{tab: Count("pk", filter=_tab(tab)) for tab in tabs}))


def esocial_states(employee_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """employee -> {"S-2190": "receipted", "S-2200": "made"}: the state of the admission's files that count; one statement."""
    rows = EsocialEvent.objects.filter(employee_id__in=list(employee_ids), reference="admission").exclude(state=State.SUPERSEDED)
    found: dict[int, dict[str, str]] = {}
    for key, kind, state in rows.values_list("employee_id", "kind", "state"):
        found.setdefault(key, {})[kind] = state
    return found


def list_events_of(*, employee_id: int, limit: int = 50) -> list[EventRow]:
    """The files of one contract, newest first, superseded ones too."""
    rows = EsocialEvent.objects.filter(employee_id=employee_id).order_by("-pk").values(*_FIELDS)[:limit]
    return [_row(each) for each in rows]


def events_by_id(*, event_ids: Sequence[str], actor: Actor) -> dict[str, EventRow]:
    """Id -> file, of those that the actor may know of; one statement."""
    return {row.event_id: row for row in map(_row, _visible(actor).filter(event_id__in=event_ids).values(*_FIELDS))}


def get_event(*, event_id: str, actor: Actor) -> EventDetail:
    """
    One file.

    :raises UnknownEvent: there is none with this Id, or the actor may not know of it
    """
    found = _visible(actor).select_related("employee__person", "schema", "replaces").filter(event_id=event_id[:36]).first()
    if found is None:
        raise UnknownEvent(event_id=event_id[:36])
    later = found.replaced_by.values_list("event_id", flat=True).first()
    person = found.employee.person
    row = EventRow(
        found.pk,
        found.event_id,
        found.kind,
        found.employee.number,
        person.called,
        found.occurred_on,
        found.due_on,
        found.state,
        found.validity,
        found.receipt,
        found.made_at,
        found.made_by,
    )
    return EventDetail(
        row=row,
        person_key=str(person.key),
        is_own=actor.kind == "user" and found.employee.user_id == actor.id,
        reference=found.reference,
        environment=found.environment,
        payload=found.payload,
        schema_name=found.schema.name if found.schema else "",
        problems=tuple(json.loads(found.problems)) if found.problems else (),
        exported_at=found.exported_at,
        exported_by=found.exported_by,
        answered_at=found.answered_at,
        answered_by=found.answered_by,
        refusal=found.refusal,
        replaces=found.replaces.event_id if found.replaces else "",
        replaced_by=later or "",
    )


def payloads_of(event_ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(Id, kind, XML) of files that were just handed out, oldest first."""
    rows = EsocialEvent.objects.filter(event_id__in=event_ids).order_by("pk")
    return list(rows.values_list("event_id", "kind", "payload"))


def get_esocial_settings() -> EsocialEmployer | None:
    """From when eSocial is told from here; None while nobody said."""
    return EsocialEmployer.objects.filter(pk=1).first()


def get_esocial_terms(employee_id: int) -> EsocialTerms:
    """What only eSocial asks about a contract; the usual while nobody said otherwise."""
    return EsocialTerms.objects.filter(employee_id=employee_id).first() or EsocialTerms(employee_id=employee_id)


def list_schemas() -> list[EsocialSchema]:
    """The official packages that were loaded, the latest first."""
    return list(EsocialSchema.objects.order_by("-valid_from"))


def _visible(actor: Actor) -> "QuerySet[EsocialEvent]":
    return EsocialEvent.objects.filter(employee__in=policy.visible(actor, Employee.objects.all()))


def _tab(name: str) -> Q:
    if name == "open":
        return Q(state__in=OPEN)
    if name == "invalid":
        return Q(state__in=OPEN, validity=EsocialEvent.Validity.INVALID)
    return Q(state=name) if name in State.values else Q()


def _row(found: dict[str, object]) -> EventRow:
    values = dict(found)
    name, social = values.pop("employee__person__name"), values.pop("employee__person__social_name")
    number = values.pop("employee__number")
    # A sort adds its own keys to what was asked for; all of them are fields of the row.
    return EventRow(**(values | {"number": number, "called": social or name}))  # type: ignore[arg-type]
