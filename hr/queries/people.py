"""Finding employees, and whose file may be opened."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from backoffice.core import policy
from backoffice.core.actors import Actor
from hr.errors import UnknownEmployee
from hr.models import Employee


def employee_of(actor: Actor) -> Employee | None:
    """The employment of whoever is signed in; None for a storefront key, the system and people who do not work here."""
    if actor.kind != "user":
        return None
    return Employee.objects.select_related("person").filter(user_id=actor.id).first()


def get_employee(*, number: str, actor: Actor) -> Employee:
    """
    The employee with this matrícula, with the person, in one statement.

    :raises UnknownEmployee: there is none, or the actor may not know of it (both look the same)
    """
    found: Employee | None = policy.visible(actor, Employee.objects.select_related("person").filter(number=number[:30])).first()
    if found is None:
        raise UnknownEmployee(number=number[:30])
    return found


def last_days(*, person_ids: Collection[int]) -> dict[int, date]:
    """The last day of the newest ended contract of each of these people; who was only a candidate never had one.  One statement."""
    ended = Employee.objects.filter(person__in=person_ids, ended_on__isnull=False).exclude(admission__cancelled_at__isnull=False)
    return dict(ended.values_list("person_id").annotate(last=Max("ended_on")))
