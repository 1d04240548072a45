"""Numbers that the people area gives: matrículas and admissions."""

from django.db.models import IntegerField, Max
from django.db.models.functions import Cast

from backoffice.core.models import NumberSequence
from backoffice.core.numbering import take_gapless
from hr.models import Employee

_EMPLOYEES = "hr.employee"


def take_employee_number() -> str:
    """The next matrícula; see ``take_employee_numbers``."""
    return take_employee_numbers(1)[0]


def take_employee_numbers(count: int) -> list[str]:
    """
    The next matrículas: four digits or more, above every one that is in use, and never given twice.

    Numbers that were brought in from elsewhere push the series on; the series' row stays locked until commit.
    """
    number = take_gapless(_EMPLOYEES)
    plain = Employee.objects.filter(number__regex=r"^[0-9]{1,9}$")
    highest = plain.aggregate(highest=Max(Cast("number", IntegerField())))["highest"] or 0
    number = max(number, highest + 1)
    NumberSequence.objects.filter(name=_EMPLOYEES).update(last_number=number + count - 1)
    return [f"{each:04d}" for each in range(number, number + count)]


def take_admission_number() -> str:
    """AD-000001 and on."""
    return f"AD-{take_gapless('hr.admission'):06d}"
