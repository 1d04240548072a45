"""eSocial in the demo shop: told from here for three months, files in every state; staff compared with the CPF register."""

from datetime import datetime, timedelta

from django.db import transaction

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.models import User
from hr import queries, services
from hr.models import Employee, EsocialEmployer, EsocialEvent, Qualification

# Whoever was never compared, and whose name the Receita writes in another way.
NEVER, OTHER_NAME = "0010", {"0012": "MACHADO"}
CODES = "7F3A.92QD.10B4.{:04X}"
REFUSAL = "401 Erro no conteúdo do evento.\n1710 O código da lotação tributária não consta na tabela S-1020."


@transaction.atomic
def tell_esocial(*, now: datetime) -> None:
    """Once, after staff, leave and admissions."""
    if EsocialEmployer.objects.exists() or not Employee.objects.exists():
        return
    by, today = _silvia(), clock.company_date(now)
    since = (today - timedelta(days=80)).replace(day=1)
    services.save_esocial_settings(since=since, environment=EsocialEmployer.Environment.PRODUCTION, by=by, at=now - timedelta(days=80))
    _compare_staff(by, now)
    _send(by, now)


def _compare_staff(by: Actor, now: datetime) -> None:
    at = now - timedelta(days=20)
    checked = set(Qualification.objects.values_list("person_id", flat=True))
    staff = Employee.objects.filter(state="active").exclude(person_id__in=checked).exclude(number=NEVER).select_related("person")
    for index, employee in enumerate(staff.order_by("number")):
        person = employee.person
        name = person.name.upper()
        if employee.number in OTHER_NAME:
            name = " ".join([*name.split()[:-1], OTHER_NAME[employee.number]])
        subjects = [(None, name, person.birth_date), *((row.pk, row.name.upper(), row.birth_date) for row in person.dependents.all())]
        for place, (dependent_id, written, born) in enumerate(subjects):
            answer = services.ReceitaAnswer(
                name=written,
                birth_date=born,
                situation="regular",
                consulted_on=clock.company_date(at),
                control_code=CODES.format(index * 16 + place),
            )
            services.record_qualification(person_key=person.key, dependent_id=dependent_id, answer=answer, by=by, at=at)


def _send(by: Actor, now: datetime) -> None:
    """The older half has its receipt; of the rest one was refused, one waits for its receipt, one is still here."""
    due = [
        each for each in queries.esocial_due(today=clock.company_date(now)) if each.due_on < clock.company_date(now) + timedelta(days=40)
    ]
    settled = [
        each for each in due if not each.state and each.kind != EsocialEvent.Kind.S2299 and each.occurred_on < clock.company_date(now)
    ]
    fates = {"refused": len(settled) - 3, "exported": len(settled) - 2, "made": len(settled) - 1}
    for place, each in enumerate(settled):
        at = min(now - timedelta(hours=30 - place), datetime.combine(each.occurred_on, now.timetz()) + timedelta(days=3))
        made = services.make_event(kind=each.kind, employee_number=each.number, reference=each.reference, by=by, at=at).event
        if made is None or place == fates["made"]:
            continue
        services.export_events(event_ids=[made.event_id], by=by, at=at + timedelta(minutes=20))
        if place == fates["refused"]:
            services.record_refusal(event_id=made.event_id, text=REFUSAL, by=by, at=at + timedelta(hours=4))
        elif place < fates["refused"]:
            receipt = f"1.1.{31742300 + place * 17:019d}"
            services.record_receipt(event_id=made.event_id, receipt=receipt, by=by, at=at + timedelta(hours=4))


def _silvia() -> Actor:
    user = User.objects.filter(username="silvia").first() or User.objects.filter(groups__name="hr").order_by("pk").first()
    return Actor.of_user(user) if user else Actor(kind="system", id=0, name="Retaguarda")
