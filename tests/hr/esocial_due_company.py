"""
A company in which everything that eSocial has to hear of happened, and much that it has not.

Everything straight in the tables: what is due is derived from what stands there, whoever wrote it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from backoffice.core.models import AuditEntry
from hr import models
from hr.models import AddressTerm, Admission, Employee, EsocialEmployer, EsocialEvent, JobTerm, LeaveEntry, LeaveKind, PayTerm, ScheduleTerm
from tests.hr.builders import AT, START, make_department, make_employee, make_establishment, make_position, make_schedule, make_user

SINCE = date(2026, 9, 1)
TODAY = date(2026, 11, 20)
TOLD: dict[str, Any] = {"recorded_at": AT, "recorded_by": "Sílvia"}


def watch_since(day: date = SINCE) -> None:
    EsocialEmployer.objects.create(since=day, changed_at=AT, changed_by="Sílvia")


def day(month: int, of_month: int) -> date:
    return date(2026, month, of_month)


def somebody(number: str, name: str = "", *, since: date = START, **fields: Any) -> Employee:
    """With ``social_name``, ``ended_on`` and the days of a probation as they come."""
    social_name = fields.pop("social_name", "")
    if fields.get("ended_on"):
        fields["state"] = "ended"
    employee = make_employee(name or f"Pessoa {number}", number=number, since=since, **fields)
    if social_name:
        models.Person.objects.filter(pk=employee.person_id).update(social_name=social_name)
    return employee


def admission_of(employee: Employee, **fields: Any) -> Admission:
    given = {"number": f"AD-900{employee.number}", "papers_due_on": employee.admitted_on, "created_at": AT} | fields
    return Admission.objects.create(employee=employee, contact=make_user(f"contato{employee.number}"), **given)


def file_of(employee: Employee, kind: str, state: str = "made", reference: str = "admission", *, occurred_on: date = TODAY) -> EsocialEvent:
    """A file; its Id comes from a count, its due day is a day that no fact here has."""
    count = EsocialEvent.objects.count()
    return EsocialEvent.objects.create(
        event_id=f"ID112ABC345000000202611201000{count:07d}",
        kind=kind,
        employee=employee,
        reference=reference,
        occurred_on=occurred_on,
        due_on=date(2026, 12, 24),
        state=state,
        payload="<eSocial/>",
        environment="1",
        made_at=AT,
        made_by="Sílvia",
        exported_at=AT,
        receipt=f"1.1.{count:019d}" if state == "receipted" else "",
    )


def file_of_day(employee: Employee, kind: str, state: str, occurred_on: date) -> EsocialEvent:
    """As the service makes it: the reference is the day."""
    return file_of(employee, kind, state, occurred_on.isoformat(), occurred_on=occurred_on)


def change_pay(employee: Employee, first: date, amount: str = "2500.00") -> None:
    _cut(PayTerm, first, employee=employee)
    PayTerm.objects.create(employee=employee, amount=amount, valid=(first, None), **TOLD)


def change_job(employee: Employee, first: date, *, gap: int = 0, **changes: Any) -> None:
    """``gap`` days lie between the former term and this one."""
    present = _cut(JobTerm, first - timedelta(days=gap), employee=employee)
    row = {"position": present.position, "department": present.department, "establishment": present.establishment} | changes
    JobTerm.objects.create(employee=employee, valid=(first, None), **TOLD, **row)


def change_schedule(employee: Employee, first: date) -> None:
    _cut(ScheduleTerm, first, employee=employee)
    ScheduleTerm.objects.create(employee=employee, schedule=make_schedule("noturno"), valid=(first, None), **TOLD)


def move(employee: Employee, first: date) -> None:
    term = _cut(AddressTerm, first, person=employee.person_id)
    term.pk, term.valid = None, (first, None)
    term.save(force_insert=True)


def _cut(model: Any, day: date, **owner: Any) -> Any:
    present = model.objects.filter(**owner).latest("valid")
    model.objects.filter(pk=present.pk).update(valid=(present.valid.lower, day))
    return present


def trace(employee: Employee, at: date | datetime, *fields: str, action: str = "changed") -> None:
    """A line of the person's trail, of noon of that day unless told otherwise."""
    moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, 15, tzinfo=UTC)
    AuditEntry.objects.create(
        at=moment,
        actor_kind="user",
        actor_id=7,
        actor_name="Sílvia",
        action=f"person.{action}",
        subject_kind="person",
        subject_key=str(employee.person.key),
        after={"fields": list(fields)} if fields else None,
    )


def leave_of(employee: Employee, first: date, days: int | None, motive: str = "03", *, is_live: bool = True) -> LeaveEntry:
    """``days`` None: nobody knows when it ends."""
    kind, _ = LeaveKind.objects.get_or_create(code=f"motivo-{motive or 'nenhum'}", defaults={"name": f"Motivo {motive}", "motive": motive})
    until = None if days is None else first + timedelta(days=days)
    entry = LeaveEntry.objects.create(employee=employee, kind=kind, sort="leave", days=days or 1, away=(first, until), **TOLD)
    if not is_live:
        LeaveEntry.objects.create(
            employee=employee, kind=kind, sort="leave", days=-(days or 1), away=(first, until), is_live=False, reverses=entry, **TOLD
        )
    return entry


def company_of_every_sort() -> None:
    """Who stands where in the register is told by the number: 0 admissions, 1 contract, 2 probation, 3 person, 4 leave, 5 end."""
    _admissions()
    _contracts()
    _probations()
    _people()
    _covered_people()
    _leaves_and_ends()


def _admissions() -> None:
    admission_of(somebody("001", state="preparing", since=day(12, 1)))
    announced = somebody("002", "Bruno Alves", social_name="Bia Alves", state="preparing", since=day(12, 1))
    admission_of(announced)
    file_of(announced, "S-2190", "receipted")
    file_of(announced, "S-2200", "made")
    done = somebody("003", state="active", since=day(11, 3))
    admission_of(done)
    file_of(done, "S-2200", "receipted")
    admission_of(somebody("004", state="preparing", since=day(12, 1)), stage="cancelled", cancelled_at=AT)
    # Brought along from elsewhere, on the first day that is ours and on the day before.
    file_of(somebody("005", since=SINCE), "S-2200", "refused")
    somebody("006", since=SINCE - timedelta(days=1))
    corrected = somebody("007", state="preparing", since=day(12, 7))
    admission_of(corrected)
    file_of(corrected, "S-2190", "superseded")
    file_of(corrected, "S-2200", "superseded")
    # Ours, however long ago.
    admission_of(somebody("008", since=day(3, 2)))
    intern = somebody("009", since=day(10, 5), contract_kind="intern", category="901", probation_first_until=day(11, 3))
    admission_of(intern)
    change_pay(intern, day(11, 1))
    move(intern, day(11, 2))
    trace(intern, day(11, 3), "education")
    leave_of(intern, day(11, 4), 20)
    admission_of(somebody("010", since=day(10, 5), ended_on=day(11, 13)))


def _contracts() -> None:
    paid = somebody("101")
    change_pay(paid, SINCE)
    file_of_day(paid, "S-2206", "exported", SINCE)
    change_job(somebody("102"), TODAY, position=make_position("lider", name="Líder"))
    moved_hours = somebody("103")
    change_schedule(moved_hours, day(10, 10))
    change_schedule(moved_hours, day(11, 10))
    file_of_day(moved_hours, "S-2206", "receipted", day(10, 10))
    elsewhere = somebody("104")
    change_job(elsewhere, day(11, 1), department=make_department("outro"))
    change_job(elsewhere, day(11, 10), establishment=make_establishment(code="filial", cnpj="12ABC34502DE16"))
    # The day before ours, and tomorrow.
    change_pay(somebody("105"), SINCE - timedelta(days=1))
    change_pay(somebody("106"), TODAY + timedelta(days=1))
    together = somebody("107")
    change_pay(together, day(11, 1))
    change_job(together, day(11, 1), position=make_position("lider"))
    change_schedule(together, day(11, 1))
    # What was agreed at the beginning is the admission's to tell.
    file_of(somebody("108", since=day(10, 1)), "S-2200", "receipted")
    # The same position again after a time without one.
    change_job(somebody("109"), day(11, 10), gap=5)
    superseded = somebody("110")
    change_pay(superseded, day(11, 5))
    file_of_day(superseded, "S-2206", "superseded", day(11, 5))
    # A receipt of another fact, and of another person.
    change_pay(somebody("111"), day(11, 6))
    file_of_day(Employee.objects.get(number="110"), "S-2206", "receipted", day(11, 6))
    file_of_day(Employee.objects.get(number="111"), "S-2205", "receipted", day(11, 6))


def _probations() -> None:
    two_parts = somebody("201", probation_first_until=day(10, 3), probation_until=day(11, 17))
    file_of_day(two_parts, "S-2206", "receipted", day(10, 4))
    # Told from the day after: one is ours from its first day on, the other one of tomorrow.
    somebody("202", probation_first_until=SINCE - timedelta(days=1), probation_until=SINCE - timedelta(days=1))
    somebody("203", probation_first_until=SINCE - timedelta(days=2), probation_until=TODAY)
    somebody("204", probation_first_until=TODAY - timedelta(days=1))
    # Gone with its last day, and a day later.
    somebody("205", probation_first_until=day(10, 3), ended_on=day(10, 3))
    somebody("206", probation_first_until=day(10, 3), ended_on=day(10, 4))
    change_pay(somebody("207", probation_first_until=day(10, 31)), day(11, 1))
    somebody("208", probation_until=day(10, 31))


def _people() -> None:
    move(somebody("301"), day(11, 4))
    changed = somebody("302", "Davi Rocha", social_name="Dora Rocha")
    trace(changed, day(11, 3), "education")
    trace(changed, day(10, 9), "pis", "phone")
    trace(changed, day(11, 10), "pis")
    trace(changed, day(11, 12), action="added")
    for number, action in (("303", "added"), ("304", "changed"), ("305", "ended")):
        trace(somebody(number), day(11, 15), action=f"dependent_{action}")
    # Before our time, at its first day; after today the trail is what it is.
    early = somebody("306")
    move(early, SINCE - timedelta(days=1))
    trace(early, SINCE - timedelta(days=1), "name")
    bound = somebody("307")
    move(bound, SINCE)
    trace(bound, TODAY + timedelta(days=5), "name")
    # Two hours past midnight in Greenwich it is still October here.
    trace(somebody("308"), datetime(2026, 11, 1, 2, tzinfo=UTC), "email")
    gone = somebody("309", ended_on=day(8, 20))
    trace(gone, day(11, 3), "name")
    move(gone, day(11, 4))
    trace(somebody("310", state="preparing", since=day(8, 3)), day(11, 3), "name")
    former = somebody("311", ended_on=day(8, 20))
    _cut(AddressTerm, day(8, 20), person=former.person_id)
    back = somebody("315", since=day(10, 5), person=former.person)
    file_of(back, "S-2200", "receipted")
    trace(back, day(11, 3), "name")
    move(back, day(11, 4))
    trace(somebody("312", since=day(8, 3)), day(8, 3), "name")
    begun = somebody("313", since=day(10, 5))
    file_of(begun, "S-2200", "receipted")
    trace(begun, day(10, 5), "name")
    move(somebody("314"), TODAY + timedelta(days=1))


def _covered_people() -> None:
    for number, state in (("321", "receipted"), ("322", "made"), ("323", "exported"), ("324", "refused"), ("325", "superseded")):
        employee = somebody(number)
        trace(employee, day(10, 9), "phone")
        move(employee, day(11, 9))
        file_of_day(employee, "S-2205", state, day(11, 9))
    for number, state in (("331", "receipted"), ("332", "made")):
        employee = somebody(number)
        trace(employee, day(10, 9), "phone")
        file_of_day(employee, "S-2205", state, day(10, 20))
        trace(employee, day(10, 30), "phone")
        move(employee, day(11, 9))
    # Two files: the later one counts.
    twice = somebody("333")
    file_of_day(twice, "S-2205", "receipted", day(11, 9))
    file_of_day(twice, "S-2205", "refused", day(10, 9))
    move(twice, day(11, 2))
    # A file of somebody who left waits no more; one whose facts are gone does.
    file_of_day(somebody("334", ended_on=day(8, 20)), "S-2205", "made", day(8, 10))
    file_of_day(somebody("335"), "S-2205", "made", day(8, 10))


def _leaves_and_ends() -> None:
    ill = somebody("401")
    leave_of(ill, day(11, 2), 5)
    leave_of(ill, day(11, 9), 2)
    file_of(ill, "S-2230", "exported", f"leave:{leave_of(ill, day(10, 5), 20).pk}")
    file_of(ill, "S-2230", "receipted", f"leave:{leave_of(ill, day(9, 1), 3).pk}")
    # Nobody knows until when; taken back; no motive; before our time; of tomorrow; on both bounds.
    leave_of(somebody("402"), day(11, 16), None)
    leave_of(somebody("403"), day(11, 2), 5, is_live=False)
    leave_of(somebody("404"), day(11, 2), 5, "")
    leave_of(somebody("405"), SINCE - timedelta(days=1), 30, "15")
    leave_of(somebody("406"), TODAY + timedelta(days=1), 30, "15")
    leave_of(somebody("407"), SINCE, 30, "15")
    leave_of(somebody("408"), TODAY, 30, "15")
    leave_of(somebody("501", ended_on=day(11, 16)), day(11, 2), 5)
    somebody("502", ended_on=SINCE)
    somebody("503", ended_on=SINCE - timedelta(days=1))
    somebody("504", ended_on=TODAY + timedelta(days=1))
    file_of(somebody("505", ended_on=TODAY), "S-2299", "made", "end")
    file_of(somebody("506", ended_on=TODAY), "S-2299", "receipted", "end")


def pair_of_every_sort(number: str) -> None:
    """One who began and changed all that can change, with files in each state, and one who left: eight events in all."""
    staying = somebody(f"{number}a", since=day(9, 10), probation_first_until=day(10, 9), probation_until=day(11, 8))
    admission_of(staying)
    file_of(staying, "S-2190", "receipted")
    file_of(staying, "S-2200", "exported")
    change_pay(staying, day(10, 1))
    file_of_day(staying, "S-2206", "refused", day(10, 1))
    change_job(staying, day(10, 15), position=make_position("lider", name="Líder"))
    file_of_day(staying, "S-2206", "receipted", day(10, 15))
    change_schedule(staying, day(10, 20))
    file_of_day(staying, "S-2206", "superseded", day(10, 20))
    file_of_day(staying, "S-2206", "receipted", day(10, 10))
    trace(staying, day(10, 2), "phone")
    file_of_day(staying, "S-2205", "made", day(10, 5))
    trace(staying, day(10, 22), "education")
    trace(staying, day(10, 23), action="dependent_added")
    move(staying, day(11, 1))
    leave_of(staying, day(11, 10), 5)
    somebody(f"{number}b", ended_on=day(11, 16))
