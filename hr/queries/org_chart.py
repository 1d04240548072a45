"""Who leads whom today, as far as the actor may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from backoffice.core import policy
from backoffice.core.actors import Actor
from hr.models import Employee, JobTerm, ManagerTerm
from hr.queries.people_list import terms_on
from hr.queries.photos import photo_ids, photo_url


@dataclass(slots=True)
class Seat:
    """One person with those whom he leads, by name."""

    number: str
    name: str
    position: str
    department: str
    photo_url: str
    led: list["Seat"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many people below, at every depth."""
        return sum(1 + seat.count for seat in self.led)


def org_chart(*, actor: Actor, today: date) -> Sequence[Seat]:
    """Those who are led by nobody in sight, each with the people below; four statements."""
    rows = policy.visible(actor, Employee.objects.filter(state=Employee.State.ACTIVE)).select_related("person")
    people = {row.pk: row for row in rows}
    days = dict.fromkeys(people, today)
    jobs = terms_on(JobTerm, days, "position__name", "department__name")
    managers = terms_on(ManagerTerm, days, "manager_id")
    faces = photo_ids([row.person_id for row in people.values()])
    seats = {
        pk: Seat(row.number, row.person.called, *jobs.get(pk, ("", "")), photo_url(row.number, faces.get(row.person_id)))
        for pk, row in sorted(people.items(), key=lambda item: item[1].person.called)
    }
    tops = []
    for pk, seat in seats.items():
        above = seats.get(managers.get(pk, (0,))[0])
        (above.led if above is not None else tops).append(seat)
    return sorted(tops, key=lambda seat: (-seat.count, seat.name))
