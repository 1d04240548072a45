"""What a change of something dated does to the rows there are: closes, takes away, holds until.  Reads nothing, writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from backoffice.core.actors import Actor
from backoffice.core.codec import to_json
from hr.errors import TermsInTheWay, TermUnchanged
from hr.models import AddressTerm, CorrectedTerm, JobTerm, ManagerTerm, PayTerm, ScheduleTerm

KINDS: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "job": (JobTerm, ("position_id", "department_id", "establishment_id", "cost_center_id")),
    "pay": (PayTerm, ("amount", "unit")),
    "schedule": (ScheduleTerm, ("schedule_id",)),
    "manager": (ManagerTerm, ("manager_id",)),
    "address": (
        AddressTerm,
        ("postal_code", "street_kind", "street", "number", "complement", "district", "city", "city_code", "state"),
    ),
}


@dataclass(frozen=True, slots=True)
class TermPlan:
    """``closes`` ends on the day before, ``replaced`` are taken away, the new one holds until ``until`` (exclusive)."""

    closes: Any = None
    replaced: Sequence[Any] = field(default_factory=tuple)
    until: date | None = None


def plan_change(kind: str, terms: Sequence[Any], values: Mapping[str, Any] | None, *, from_day: date, later: str) -> TermPlan:
    """
    What a change would do to the terms there are (by their first day); ``values`` None only ends what holds.

    :raises TermUnchanged: the same holds on that day
    :raises TermsInTheWay: something begins on that day or later and ``later`` does not say what becomes of it
    """
    following = [term for term in terms if term.valid.lower >= from_day]
    holding = next(
        (term for term in terms if term.valid.lower <= from_day and (term.valid.upper is None or term.valid.upper > from_day)), None
    )
    present = None if holding is None else {name: getattr(holding, name) for name in KINDS[kind][1]}
    if present == (dict(values) if values is not None else None) and not (later == "replace" and following):
        raise TermUnchanged(kind=kind)
    if following and later not in ("keep", "replace"):
        raise TermsInTheWay(kind=kind, days=[term.valid.lower for term in following])
    closes = holding if holding is not None and holding.valid.lower < from_day else None
    if later == "replace":
        return TermPlan(closes, following, None)
    same = [term for term in following if term.valid.lower == from_day]
    after = [term for term in following if term.valid.lower > from_day]
    until = same[0].valid.upper if same else after[0].valid.lower if after else None
    return TermPlan(closes, same, until)


def corrected(kind: str, owned: Mapping[str, Any], term: Any, by: Actor, at: datetime) -> CorrectedTerm:
    """The row as it is kept when it does not count any more."""
    values = {
        name: str(value) if isinstance(value, Decimal) else value for name in KINDS[kind][1] if (value := getattr(term, name)) is not None
    }
    return CorrectedTerm(
        kind=kind,
        first_day=term.valid.lower,
        until=term.valid.upper,
        values=to_json(values).decode(),
        reason=term.reason,
        recorded_at=term.recorded_at,
        recorded_by=term.recorded_by,
        replaced_at=at,
        replaced_by=by.name,
        **owned,
    )
