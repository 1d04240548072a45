"""What has to be said to take somebody on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hr.models import Employee, PayTerm


@dataclass(frozen=True, kw_only=True)
class EmployeeDraft:
    """
    ``person``: values by field name (person_rules.PERSON), or the key of somebody known.  ``pay`` is BRL, ``pay_unit`` eSocial's
    (5 a month, 1 an hour).  Without ``number`` the next free matrícula is taken.  ``state`` is "preparing" for a candidate.
    Where no date of a probation is given, both are the usual ones; a first end alone leaves the extension open (employment_rules).
    """

    person: Mapping[str, Any]
    contract_kind: str
    admitted_on: date
    position_id: int
    department_id: int
    establishment_id: int
    schedule_id: int
    pay: Decimal | None = None
    pay_unit: str = PayTerm.Unit.MONTH
    cost_center_id: int | None = None
    manager_id: int | None = None
    address: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    category: str = ""
    state: str = Employee.State.ACTIVE
    probation_first_until: date | None = None
    probation_until: date | None = None
    term_ends_on: date | None = None
