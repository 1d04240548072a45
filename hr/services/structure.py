"""Where and as what people work: what the registers check, and what an import makes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from backoffice.core import audit, locks
from backoffice.core.actors import Actor
from backoffice.core.company import get_company
from backoffice.core.municipalities import municipality_code
from hr.errors import CompanyMissing
from hr.models import Department, Establishment, Position


@transaction.atomic
def ensure_establishment(*, by: Actor, at: datetime) -> Establishment:
    """
    The first establishment in use; where there is none yet, the company's own seat becomes it.

    :raises CompanyMissing: the company has not been written down with its address
    """
    locks.advisory_lock("hr_structure")
    found = Establishment.objects.filter(is_active=True).order_by("pk").first()
    if found is not None:
        return found
    company = get_company()
    city_code = municipality_code(city=company.city, state=company.state)
    if not (company.cnpj and city_code and company.postal_code and company.line1):
        raise CompanyMissing
    street, _comma, number = company.line1.rpartition(",")
    made = Establishment.objects.create(
        code="matriz",
        name=f"Matriz {company.city}"[:80],
        cnpj=company.cnpj,
        postal_code="".join(filter(str.isdigit, company.postal_code))[:8],
        street=(street or company.line1)[:100],
        number=(number.strip() if street else "s/n")[:10],
        complement=company.line2[:30],
        district=company.district,
        city=company.city,
        city_code=city_code,
        state=company.state,
    )
    audit.record([audit.Trace(action="establishment.added", subject=("establishment", str(made.pk)), at=at)], by=by)
    return made


@transaction.atomic
def ensure_departments(*, names: Sequence[str], by: Actor, at: datetime) -> dict[str, Department]:
    """Departments by the plain form of their names (``plain``); those that are missing are made."""
    return _ensure(Department, {name: {} for name in names}, by=by, at=at)


@transaction.atomic
def ensure_positions(*, positions: Mapping[str, str], by: Actor, at: datetime) -> dict[str, Position]:
    """Positions by the plain form of their names; those that are missing are made with the CBO that stands beside the name."""
    return _ensure(Position, {name: {"cbo": cbo} for name, cbo in positions.items()}, by=by, at=at)


def plain(name: str) -> str:
    """What two spellings of a name have in common: "Expedição " and "EXPEDICAO" are one."""
    return slugify(name)


def is_inside(place: Department, other_id: int | None) -> bool:
    """Whether going up from ``place`` leads through the other one: then it cannot become its parent."""
    parents = dict(Department.objects.values_list("pk", "parent_id"))
    step: int | None = place.pk
    while step is not None and other_id is not None:
        if step == other_id:
            return True
        step = parents.get(step)
    return False


def _ensure(model: type[Any], wanted: Mapping[str, Mapping[str, Any]], *, by: Actor, at: datetime) -> dict[str, Any]:
    # Two imports at once would both make the missing ones.
    locks.advisory_lock("hr_structure")
    known = {plain(row.name): row for row in model.objects.all()}
    codes = {row.code for row in known.values()}
    fresh = []
    for name, values in wanted.items():
        if plain(name) in known:
            continue
        code = _free_code(plain(name), codes)
        codes.add(code)
        known[plain(name)] = made = model(code=code, name=name, **values)
        fresh.append(made)
    model.objects.bulk_create(fresh)
    kind = model._meta.model_name or ""
    audit.record([audit.Trace(action=f"{kind}.added", subject=(kind, str(row.pk)), at=at) for row in fresh], by=by)
    return {plain(name): known[plain(name)] for name in wanted}


def _free_code(slug: str, taken: set[str]) -> str:
    """At most 20 characters, nobody else's."""
    code, count = slug[:20] or "x", 1
    while code in taken:
        count += 1
        code = f"{slug[: 19 - len(str(count))]}-{count}"
    return code
