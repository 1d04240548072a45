"""People for the palette: by name or matrícula, as far as the actor may know."""

from dataclasses import dataclass
from datetime import date

from backoffice.core.actors import Actor
from backoffice.core.lists import Sort
from hr.queries.people_list import SORTS, PeopleFilter, read_people

_BY_NAME: Sort = SORTS[0]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """``is_exact``: the text is the matrícula."""

    number: str
    name: str
    position: str
    department: str
    state: str
    is_exact: bool


def search_employees(*, actor: Actor, text: str, limit: int, today: date) -> list[FoundPerson]:
    """By name; who left stands with the others and says so."""
    page = read_people(filters=PeopleFilter(search=text), actor=actor, today=today).page(_BY_NAME, limit=limit)
    return [FoundPerson(row.number, row.name, row.position, row.department, row.state, row.number == text.strip()) for row in page.rows]
