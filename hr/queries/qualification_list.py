"""The queue of the qualification: who was never checked, whose data changed since, who differs; dependents too."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort
from backoffice.core.lists.keyset import day
from hr.models import Dependent, Employee, Qualification

PENDING, DIVERGENT, QUALIFIED = "pending", "divergent", "qualified"


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """One contract that is being made or holds; ``dependents_left`` have a CPF and no result that counts."""

    id: int
    number: str
    called: str
    employment: str
    admitted_on: date
    state: str
    dependents: int
    dependents_left: int
    dependents_divergent: int
    checked_at: datetime | None


SORTS: tuple[Sort, ...] = (
    Sort(name="start", label=_("First day first"), keys=(Key("admitted_on", day), Key("id"))),
    Sort(name="-start", label=_("Last day first"), keys=(Key("admitted_on", day), Key("id"))),
)
_FIELDS = (
    *("id", "number", "person__name", "person__social_name", "state", "admitted_on"),
    *("cpf_state", "dependents", "dependents_left", "dependents_divergent", "checked_at"),
)


def read_qualifications(*, actor: Actor, tab: str = "to_check", search: str = "") -> Reader[QualificationRow]:
    """
    The people of a tab: to_check (in admission and not qualified, or divergent), divergent, never (active and not qualified),
    qualified, all.
    """
    rows = _with_states(policy.visible(actor, Employee.objects.exclude(state=Employee.State.ENDED))).filter(_tab(tab))
    if search:
        named = Q(person__name__icontains=search) | Q(person__social_name__icontains=search)
        rows = rows.filter(named | Q(number=search))
    return Reader(rows=rows, fields=_FIELDS, make=lambda found: [_row(each) for each in found], key="number")


def count_qualifications(*, actor: Actor) -> dict[str, int]:
    """The numbers on the tabs, in one statement."""
    rows = _with_states(policy.visible(actor, Employee.objects.exclude(state=Employee.State.ENDED)))
    return dict(rows.aggregate(**{tab: Count("pk", filter=_tab(tab)) for tab in ("to_check", "divergent", "never")}))


def _with_states(rows: "QuerySet[Employee]") -> "QuerySet[Any]":
    newest = Qualification.objects.filter(person=OuterRef("person"), dependent=None).order_by("-pk")
    return rows.annotate(
        cpf_state=_state(newest, "person"),
        checked_at=Subquery(newest.values("recorded_at")[:1]),
        dependents=_counted(Q()),
        dependents_left=_counted(~Q(cpf_state=QUALIFIED)),
        dependents_divergent=_counted(Q(cpf_state=DIVERGENT)),
    )


def _state(newest: "QuerySet[Qualification]", of: str) -> Any:
    """The newest result, "pending" without one or where it was about other data than those of today."""
    same = {"checked_name": F(f"{of}__name"), "checked_cpf": F(f"{of}__cpf"), "checked_birth_date": F(f"{of}__birth_date")}
    counts = newest.annotate(counts=Case(When(**same, then=F("result")), default=Value(PENDING), output_field=CharField()))
    return Coalesce(Subquery(counts.values("counts")[:1]), Value(PENDING), output_field=CharField())


def _counted(condition: Q) -> Any:
    """How many present dependents with a CPF have such a result."""
    newest = Qualification.objects.filter(dependent=OuterRef("pk")).order_by("-pk")
    rows = (
        Dependent.objects.filter(person=OuterRef("person"), ended_on=None)
        .exclude(cpf="")
        .annotate(cpf_state=_state(newest, "dependent"))
        .filter(condition)
        .order_by()
        .values("person")
        .annotate(many=Count("pk"))
    )
    return Coalesce(Subquery(rows.values("many"), output_field=IntegerField()), 0)


def _tab(name: str) -> Q:
    is_divergent = Q(cpf_state=DIVERGENT) | Q(dependents_divergent__gt=0)
    is_open = ~Q(cpf_state=QUALIFIED) | Q(dependents_left__gt=0)
    if name == "divergent":
        return is_divergent
    if name == "to_check":
        return is_divergent | (Q(state=Employee.State.PREPARING) & is_open)
    if name == "never":
        return Q(state=Employee.State.ACTIVE) & is_open & ~is_divergent
    if name == "qualified":
        return Q(cpf_state=QUALIFIED, dependents_left=0)
    return Q()


def _row(found: dict[str, Any]) -> QualificationRow:
    return QualificationRow(
        id=found["id"],
        number=found["number"],
        called=found["person__social_name"] or found["person__name"],
        employment=found["state"],
        admitted_on=found["admitted_on"],
        state=found["cpf_state"],
        dependents=found["dependents"],
        dependents_left=found["dependents_left"],
        dependents_divergent=found["dependents_divergent"],
        checked_at=found["checked_at"],
    )
