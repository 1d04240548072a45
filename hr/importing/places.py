"""Positions, departments, schedules and establishments of a file, by name or code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backoffice.imports.importer import Context, ParsedRow, Problem
from hr import services
from hr.models import Department, Establishment, Position, WorkSchedule
from hr.services.structure import plain

# Value of the batch's option "missing".
MAKE, REFUSE = "make", "refuse"


@dataclass(frozen=True)
class Places:
    """Ids by plain name and by code; ``makes`` says whether missing positions and departments are made."""

    positions: Mapping[str, int]
    departments: Mapping[str, int]
    schedules: Mapping[str, int]
    establishments: Mapping[str, int]
    first_establishment: int | None
    makes: bool

    def problems(self, values: Mapping[str, Any]) -> list[Problem]:
        """What of a row names nothing that there is."""
        found = []
        for column, known in (("position", self.positions), ("department", self.departments)):
            if plain(values[column]) not in known and not self.makes:
                found.append(Problem(f"{column}_unknown", column=column, value=values[column]))
        if plain(values["position"]) not in self.positions and self.makes and "cbo" not in values:
            found.append(Problem("position_without_cbo", column="position", value=values["position"]))
        if plain(values["schedule"]) not in self.schedules:
            found.append(Problem("schedule_unknown", column="schedule", value=values["schedule"]))
        if "establishment" in values and plain(values["establishment"]) not in self.establishments:
            found.append(Problem("establishment_unknown", column="establishment", value=values["establishment"]))
        return found

    def ids(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The ids of a row without problems; 0 for what is still to be made."""
        place = self.establishments.get(plain(values.get("establishment", "")), self.first_establishment or 0)
        return {
            "position_id": self.positions.get(plain(values["position"]), 0),
            "department_id": self.departments.get(plain(values["department"]), 0),
            "schedule_id": self.schedules.get(plain(values["schedule"]), 0),
            "establishment_id": place,
        }


def read_places(context: Context) -> Places:
    """What there is, in four statements."""
    establishments = _named(Establishment)
    return Places(
        positions=_named(Position),
        departments=_named(Department),
        schedules=_named(WorkSchedule),
        establishments=establishments,
        first_establishment=min(establishments.values(), default=None),
        makes=context.options.get("missing") == MAKE,
    )


def make_places(rows: Sequence[ParsedRow], context: Context) -> Places:
    """Make what the rows name and is not there yet; only if the batch says so."""
    places = read_places(context)
    by, at = context.by, context.at
    if places.first_establishment is None and any("establishment" not in row.values for row in rows):
        services.ensure_establishment(by=by, at=at)
    departments = [row.values["department"] for row in rows if plain(row.values["department"]) not in places.departments]
    positions = {row.values["position"]: row.values["cbo"] for row in rows if plain(row.values["position"]) not in places.positions}
    if departments:
        services.ensure_departments(names=list(dict.fromkeys(departments)), by=by, at=at)
    if positions:
        services.ensure_positions(positions=positions, by=by, at=at)
    return read_places(context)


def _named(model: type[Any]) -> dict[str, int]:
    rows = model.objects.filter(is_active=True).values_list("pk", "code", "name")
    return {key: pk for pk, code, name in rows for key in (plain(code), plain(name))}
