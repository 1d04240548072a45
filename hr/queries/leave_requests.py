"""Requests for leave as a list shows them.  Kinds that tell of health are only called so to who may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Max, Min, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from backoffice.core import policy
from backoffice.core.actors import Actor
from backoffice.core.lists import Key, Reader, Sort, keyset
from backoffice.core.people import unaccented
from hr.models import LeaveRequest

VIEWS = ("to_decide", "coming", "all")
CALLED = Coalesce(NullIf("employee__person__social_name", Value("")), "employee__person__name")
SORTS: tuple[Sort, ...] = (
    Sort(name="asked", label=_("Longest waiting first"), keys=(Key("asked_at", keyset.moment), Key("id"))),
    Sort(name="-asked", label=_("Newest first"), keys=(Key("asked_at", keyset.moment), Key("id"))),
)
# In Postgres a difference of dates is a number of days; Django would make an interval of it.
_DAYS = Func(
    F("periods__last_day"), F("periods__first_day"), template="(%(expressions)s + 1)", arg_joiner=" - ", output_field=IntegerField()
)
_FIELDS = (
    "id",
    "employee__number",
    "employee__user_id",
    "called",
    "kind__name",
    "kind__is_health",
    "kind__nature",
    "state",
    "sold_days",
    "asked_at",
    "first",
    "last",
    "days",
)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """``kind`` as the actor may read it; ``first`` and ``last`` are None where only days are sold."""

    id: int
    number: str
    name: str
    kind: str
    nature: str
    state: str
    first: date | None
    last: date | None
    days: int
    sold_days: int
    asked_at: datetime
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class RequestFilter:
    view: str = "all"
    search: str = ""
    state: Sequence[str] = ()
    kind: Sequence[str] = ()
    day_from: date | None = None
    day_to: date | None = None


def read_requests(*, filters: RequestFilter, actor: Actor, today: date) -> Reader[RequestRow]:
    """The requests of a filter; a page is one statement."""
    rows = of_view(policy.visible(actor, LeaveRequest.objects.all()), filters.view, actor, today)
    if filters.state:
        rows = rows.filter(state__in=filters.state)
    if filters.kind:
        # Whoever may not know of health does not find out by filtering either.
        rows = rows.filter(kind__code__in=filters.kind)
        rows = rows if policy.may_see(actor, "person.sensitive") else rows.filter(kind__is_health=False)
    if filters.day_from:
        rows = rows.filter(periods__last_day__gte=filters.day_from)
    if filters.day_to:
        rows = rows.filter(periods__first_day__lte=filters.day_to)
    rows = searched(rows, filters.search)
    # An aggregate over a narrowed join would count the narrowed days only.
    whole = LeaveRequest.objects.filter(pk__in=rows.order_by().values("pk")).annotate(
        called=CALLED,
        first=Min("periods__first_day"),
        last=Max("periods__last_day"),
        days=Coalesce(Sum(_DAYS), Value(0)),
    )
    return Reader(rows=whole, fields=_FIELDS, make=lambda found: [_row(row, actor) for row in found])


def count_request_views(*, actor: Actor, today: date) -> dict[str, int]:
    """How many requests each tab has, one statement."""
    rows = policy.visible(actor, LeaveRequest.objects.all()).order_by()
    return rows.aggregate(
        to_decide=Count("pk", filter=_to_decide(actor), distinct=True),
        coming=Count("pk", filter=Q(state="approved", periods__last_day__gte=today), distinct=True),
        all=Count("pk", distinct=True),
    )


def of_view(rows: QuerySet[Any], view: str, actor: Actor, today: date) -> QuerySet[Any]:
    if view == "to_decide":
        return rows.filter(_to_decide(actor))
    return rows.filter(state="approved", periods__last_day__gte=today) if view == "coming" else rows


def searched(rows: QuerySet[Any], search: str) -> QuerySet[Any]:
    """Name, social name or matrícula."""
    for index, word in enumerate(search.split()[:6]):
        plain = [_plain(F(f"employee__person__{name}")) for name in ("name", "social_name")]
        rows = rows.annotate(**{f"civil{index}": plain[0], f"social{index}": plain[1]})
        text = unaccented(word)
        rows = rows.filter(
            Q(**{f"civil{index}__contains": text}) | Q(**{f"social{index}__contains": text}) | Q(employee__number__iexact=word)
        )
    return rows


def shown_kind(name: str, *, is_health: bool, is_own: bool, actor: Actor) -> str:
    """The kind in a list: health says no more than that it is health, and that only to who may see health data."""
    if not is_health or is_own:
        return name
    return pgettext("leave", "Health") if policy.may_see(actor, "person.sensitive") else pgettext("leave", "Away")


def _to_decide(actor: Actor) -> Q:
    """Open, not one's own, and not the people area's alone."""
    mine = Q(state="asked") & ~Q(asked_by_id=actor.id)
    return mine if actor.may("hr.manage_leave") else mine & Q(kind__is_health=False)


def _plain(expression: Any) -> Func:
    return Func(Lower(expression), function="bo_unaccent", output_field=TextField())


def _row(row: Mapping[str, Any], actor: Actor) -> RequestRow:
    is_own = actor.kind == "user" and row["employee__user_id"] == actor.id
    return RequestRow(
        id=row["id"],
        number=row["employee__number"],
        name=row["called"],
        kind=shown_kind(row["kind__name"], is_health=row["kind__is_health"], is_own=is_own, actor=actor),
        nature=row["kind__nature"],
        state=row["state"],
        first=row["first"],
        last=row["last"],
        days=row["days"],
        sold_days=row["sold_days"],
        asked_at=row["asked_at"],
        is_own=is_own,
    )
