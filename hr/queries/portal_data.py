"""What the portal shows of a candidate's data, part by part, and a digest that tells whether a part has changed."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.crypto import salted_hmac

from hr.errors import UnknownPerson
from hr.models import Dependent, Employee, Person
from hr.portal import steps

Values = dict[str, Any]
_DEPENDENT = ("kind", "name", "birth_date", "cpf", "sex", "for_income_tax", "for_family_allowance", "is_incapable")


def read_step(code: str, employee: Employee) -> Values:
    """The present values of one part by field name, as a form takes them; dependents as a list.  At most one statement."""
    person = employee.person
    if code == steps.DEPENDENTS:
        return {"dependents": [{"pk": row.pk} | _of_dependent(row) for row in list_dependents(person)]}
    row: Any = person
    if code == steps.ADDRESS:
        row = person.addresses.order_by("-valid").first()
    elif code == steps.PAY:
        row = person.pay_accounts.first()
    elif code == steps.EMERGENCY:
        row = person.emergency_contacts.first()
    elif code == steps.TRANSPORT:
        row = employee.transport_choices.first()
    values: Values = {name: getattr(row, name) if row is not None else "" for name in steps.BY_CODE[code].fields}
    if "disabilities" in values:
        values["disabilities"] = json.loads(values["disabilities"] or "[]")
    return values


def list_dependents(person: Person) -> list[Dependent]:
    """Those who still count, oldest first."""
    return list(person.dependents.filter(ended_on=None).order_by("birth_date", "pk"))


def read_dependent(person: Person, dependent_id: int) -> Values:
    """
    The present values of one dependent.

    :raises UnknownPerson: no such dependent of this person
    """
    row = person.dependents.filter(pk=dependent_id, ended_on=None).first()
    if row is None:
        raise UnknownPerson
    return _of_dependent(row)


def _of_dependent(row: Dependent) -> Values:
    return {name: getattr(row, name) for name in _DEPENDENT}


def digest_of(values: Mapping[str, Any]) -> str:
    """A keyed digest of a part: equal if it reads the same, and telling nothing of what it says."""
    canonical = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return salted_hmac("hr.portal.step", canonical, algorithm="sha256").hexdigest()


def digests(employee: Employee) -> dict[str, str]:
    """The digest of every part; a fixed number of statements."""
    return {step.code: digest_of(read_step(step.code, employee)) for step in steps.STEPS}
