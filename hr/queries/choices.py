"""What a form or a filter offers: (id as text, name), one statement each."""

from datetime import date

from hr.models import CostCenter, Department, Employee, Establishment, ManagerTerm, Position, WorkSchedule

Choices = list[tuple[str, str]]


def departments() -> Choices:
    return _named(Department.objects.filter(is_active=True))


def positions() -> Choices:
    return _named(Position.objects.filter(is_active=True))


def establishments() -> Choices:
    return _named(Establishment.objects.filter(is_active=True))


def cost_centers() -> Choices:
    return _named(CostCenter.objects.filter(is_active=True))


def schedules() -> Choices:
    return _named(WorkSchedule.objects.filter(is_active=True))


def managers() -> Choices:
    """(matrícula, name) of everybody who leads or has led somebody."""
    leads = Employee.objects.filter(pk__in=ManagerTerm.objects.values("manager")).select_related("person")
    return sorted(((row.number, row.person.called) for row in leads), key=lambda choice: choice[1])


def colleagues(*, on: date, besides: str = "") -> Choices:
    """(matrícula, name) of everybody who works here on that day."""
    rows = Employee.objects.filter(admitted_on__lte=on).exclude(ended_on__lt=on).exclude(number=besides).select_related("person")
    return sorted(((row.number, f"{row.person.called} ({row.number})") for row in rows), key=lambda choice: choice[1])


def _named(rows: object) -> Choices:
    return [(str(pk), name) for pk, name in rows.order_by("name").values_list("pk", "name")]  # type: ignore[attr-defined]
