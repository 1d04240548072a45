"""eSocial of one contract, for the pages of others (templates/hr/esocial/_of_employee.html)."""

from typing import Any

from backoffice.core import clock
from backoffice.core.actors import Actor
from hr import queries
from hr.models import Employee
from hr.views.esocial.due import row_of
from hr.views.esocial.words import kind_label


def of_employee(employee: Employee, actor: Actor) -> dict[str, Any]:
    """What the template calls ``part``: what is due and has no file, and every file."""
    today = clock.company_date(clock.now())
    due = [each for each in queries.esocial_due(today=today, employee_ids=[employee.pk]) if not each.event_id]
    return {
        "number": employee.number,
        "may_use": actor.may("hr.use_esocial"),
        "is_intern": employee.category == Employee.Category.INTERN,
        "due": [row_of(each, today=today) for each in due],
        "events": [{"event": each, "label": kind_label(each.kind)} for each in queries.list_events_of(employee_id=employee.pk)],
    }
