"""The row locks of the people area: admission, then employee, then numbers; by primary key, before anything of theirs is read."""

from uuid import UUID

from backoffice.core.locks import require_transaction
from hr.errors import UnknownAdmission, UnknownEmployee
from hr.models import Admission, Employee


def lock_admission(number: str) -> Admission:
    """
    The admission with its employee and person, locked until the transaction ends.

    :raises UnknownAdmission: there is none
    """
    require_transaction()
    rows = Admission.objects.select_related("employee__person").filter(number=number[:20])
    admission = rows.select_for_update(of=("self",)).first()
    if admission is None:
        raise UnknownAdmission(number=number[:20])
    return admission


def lock_open_admission_of(person_id: int) -> Admission | None:
    """The person's admission that is neither done nor cancelled, locked until the transaction ends."""
    return _lock_open_admission(employee__person_id=person_id)


def lock_open_admission_of_key(person_key: UUID | str) -> Admission | None:
    """The same by the person's key."""
    return _lock_open_admission(employee__person__key=person_key)


def _lock_open_admission(**whose: object) -> Admission | None:
    require_transaction()
    rows = Admission.objects.select_related("employee__person").filter(done_at=None, cancelled_at=None, **whose)
    return rows.select_for_update(of=("self",)).first()


def lock_employee(employee_id: int) -> Employee:
    """
    The employee with the person, locked behind the admission until the transaction ends.

    :raises UnknownEmployee: there is none
    """
    require_transaction()
    employee = Employee.objects.select_related("person").filter(pk=employee_id).select_for_update(of=("self",)).first()
    if employee is None:
        raise UnknownEmployee(number="")
    return employee
