"""One's own file, for the person: nothing is masked, and reading it is nobody's business but the reader's."""

from dataclasses import dataclass
from datetime import date

from hr.models import AddressTerm, Dependent, EmergencyContact, Employee, JobTerm, ManagerTerm, PayAccount, PayTerm, ScheduleTerm


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What holds today; None where nothing does."""

    job: JobTerm | None
    pay: PayTerm | None
    schedule: ScheduleTerm | None
    manager: ManagerTerm | None
    address: AddressTerm | None
    account: PayAccount | None
    dependents: list[Dependent]
    contacts: list[EmergencyContact]


def get_own_file(*, employee: Employee, today: date) -> OwnFile:
    """Everything of the employee that holds on this day; eight statements."""
    on = {"employee": employee, "valid__contains": today}
    person = employee.person_id
    return OwnFile(
        job=JobTerm.objects.filter(**on).select_related("position", "department", "establishment").first(),
        pay=PayTerm.objects.filter(**on).first(),
        schedule=ScheduleTerm.objects.filter(**on).select_related("schedule").first(),
        manager=ManagerTerm.objects.filter(**on).select_related("manager__person").first(),
        address=AddressTerm.objects.filter(person_id=person, valid__contains=today).first(),
        account=PayAccount.objects.filter(person_id=person).first(),
        dependents=list(Dependent.objects.filter(person_id=person).order_by("birth_date", "pk")),
        contacts=list(EmergencyContact.objects.filter(person_id=person).order_by("pk")),
    )
