"""Many files at once: what an import changes, and what it takes back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from backoffice.core import audit
from backoffice.core.actors import Actor
from hr.models import AddressTerm, Employee, JobTerm, ManagerTerm, PayTerm, Person, ScheduleTerm

_TERMS = (JobTerm, PayTerm, ScheduleTerm, ManagerTerm)


@transaction.atomic
def change_people(*, changes: Mapping[int, Mapping[str, Any]], by: Actor, at: datetime) -> None:
    """
    Write clean values into persons by id, in three statements; callers have checked them (person_rules).

    Somebody who has been anonymised since is left alone.
    """
    if not changes:
        return
    people = list(Person.objects.select_for_update().filter(pk__in=changes, anonymised_at=None).order_by("pk"))
    names = sorted({name for values in changes.values() for name in values})
    for person in people:
        for name, value in changes[person.pk].items():
            setattr(person, name, value)
        person.version += 1
    Person.objects.bulk_update(people, [*names, "version"], batch_size=500)
    traces = [
        audit.Trace(action="person.changed", subject=("person", str(person.key)), at=at, after={"fields": sorted(changes[person.pk])})
        for person in people
    ]
    audit.record(traces, by=by)


def employees_in_use(*, numbers: Collection[str]) -> set[str]:
    """
    Those whose file was changed or who have something besides the terms of the first day; one statement per kind of record.
    """
    employees = {row.pk: row for row in Employee.objects.select_related("person").filter(number__in=numbers)}
    used = {row.number for row in employees.values() if row.version > 1 or row.user_id or row.person.version > 1}
    used |= set(numbers) - {row.number for row in employees.values()}
    for pk in _referred(Employee, employees, besides=_TERMS):
        used.add(employees[pk].number)
    # A manager is led by nobody's import: whom others name stays.
    used |= {employees[pk].number for pk in ManagerTerm.objects.filter(manager__in=employees).values_list("manager_id", flat=True)}
    owners = {row.person_id: row.number for row in employees.values()}
    for pk in _referred(Person, owners, besides=(AddressTerm, Employee)):
        used.add(owners[pk])
    return used


@transaction.atomic
def remove_employees(*, numbers: Collection[str], by: Actor, at: datetime) -> None:
    """
    Take back files that nothing depends on (``employees_in_use``), and their persons where they have no other contract.

    :raises django.db.models.ProtectedError: something came to depend on one in this very moment
    """
    if not numbers:
        return
    employees = list(Employee.objects.select_for_update().filter(number__in=numbers).order_by("pk"))
    for model in _TERMS:
        model._default_manager.filter(employee__in=employees).delete()
    people = [row.person_id for row in employees]
    Employee.objects.filter(pk__in=[row.pk for row in employees]).delete()
    alone = Person.objects.filter(pk__in=people, employments__isnull=True)
    AddressTerm.objects.filter(person__in=alone).delete()
    alone.delete()
    audit.record([audit.Trace(action="employee.removed", subject=("employee", row.number), at=at) for row in employees], by=by)


def _referred(model: type[Any], pks: Collection[int], *, besides: Collection[type[Any]]) -> set[int]:
    """The ids that rows of other tables point at."""
    found: set[int] = set()
    for relation in model._meta.related_objects:
        if relation.related_model not in besides and relation.related_model is not model:
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": list(pks)})
            found |= set(rows.values_list(f"{relation.field.name}_id", flat=True))
    return found
