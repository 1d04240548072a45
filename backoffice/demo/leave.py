"""Leave in the demo shop: years of vacation behind everybody, one near its limit, requests that wait, a certificate."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.models import User
from hr import models, services
from hr.leave.days import DAY, Stretch, Workplace
from hr.leave.vacation import next_start

SAID_BY = "Sílvia Nakamura"
CITY_DAYS = [("4106902", 9, 8, "Nossa Senhora da Luz"), ("4125506", 3, 19, "São José")]
# Matrícula -> days of the newest complete year that nobody has planned yet; the others enjoyed theirs.
OPEN = {"0008": 30, "0007": 10, "0006": 30, "0010": 20, "0009": 30, "0004": 30, "0002": 15}
# Somebody whose year before that was forgotten: it is double by now.
WHO = ("admin", "carlos", "diego", "paulo", "renata")
FORGOTTEN = {"0012": 5, "0005": 10}


def tell_leave(*, now: datetime) -> None:
    """Once, after the staff."""
    if models.LeaveEntry.objects.exists() or not models.Employee.objects.exists():
        return
    today = clock.company_date(now)
    services.ensure_holidays(today=today)
    models.Holiday.objects.bulk_create(
        (
            models.Holiday(day=date(year, month, day), name=name, scope=scope)
            for scope, month, day, name in CITY_DAYS
            for year in (today.year, today.year + 1)
        ),
        ignore_conflicts=True,
    )
    active = list(models.Employee.objects.filter(state="active").order_by("number"))
    ids = [employee.pk for employee in active]
    services.refresh_vacation_windows(employee_ids=ids, today=today)
    models.LeaveEntry.objects.bulk_create(_history(today))
    services.refresh_vacation_windows(employee_ids=ids, today=today)
    _requests(today, now)
    _certificate(today, now)


def _history(today: date) -> list[models.LeaveEntry]:
    """Vacations enjoyed: each year in one stretch, half a year after it was complete."""
    kind = models.LeaveKind.objects.get(code="ferias")
    rows = []
    past = models.VacationWindow.objects.filter(end__lt=today, employee__state="active", is_lost=False)
    newest: dict[int, date] = {}
    for window in past.order_by("start"):
        newest[window.employee_id] = window.start
    for window in past.select_related("employee").order_by("employee_id", "start"):
        left = OPEN.get(window.employee.number, 0) if window.start == newest[window.employee_id] else _forgotten(window, newest)
        days = window.right_days - left
        if days <= 0:
            continue
        first = next_start(min(window.end + timedelta(days=170), today - timedelta(days=days + 40)), Workplace())
        rows.append(
            models.LeaveEntry(
                employee=window.employee,
                kind=kind,
                sort="vacation",
                days=days,
                away=DateRange(first, first + timedelta(days=days)),
                window_start=window.start,
                recorded_at=datetime.combine(first - timedelta(days=40), datetime.min.time(), tzinfo=clock.now().tzinfo),
                recorded_by=SAID_BY,
            )
        )
    return rows


def _forgotten(window: models.VacationWindow, newest: dict[int, date]) -> int:
    is_one_before = (newest[window.employee_id] - window.start).days in (365, 366)
    return FORGOTTEN.get(window.employee.number, 0) if is_one_before else 0


def _requests(today: date, now: datetime) -> None:
    """Carlos waits for Diego, Paulo for Lívia; Renata's January is approved; Diego names a stand-in."""
    people = {
        user.username: Actor.of_user(user) for user in User.objects.filter(username__in=["admin", "carlos", "diego", "paulo", "renata"])
    }
    if len(people) < 5:
        return
    asked_at = now - timedelta(days=2, hours=3)
    workplace = Workplace(holidays=_holidays(today))
    start = next_start(today + timedelta(days=40), workplace)
    abono = services.LeaveDraft(kind="falta-abonada", stretches=(_days(today + timedelta(days=9), 1),), token=UUID(int=2))
    _ask(people["carlos"], _vacation("0007", start, 10, 1), asked_at)
    _ask(people["paulo"], abono, asked_at)
    renata = _ask(people["renata"], _vacation("0004", next_start(start + timedelta(days=7), workplace), 20, 3), asked_at)
    if renata is not None:
        decision = services.LeaveDecision(request_id=renata.pk, version=renata.version, approve=True)
        services.decide_leave(decision=decision, by=people["admin"], at=now - timedelta(days=1))
    stretch = _days(today + timedelta(days=20), 10)
    services.delegate_leave(delegate_number="0004", stretch=stretch, reason="Férias em família", by=people["diego"], at=now)


def _ask(by: Actor, draft: services.LeaveDraft, at: datetime) -> models.LeaveRequest | None:
    """Whatever day the demo begins on, a start may fall on a day of rest; then this request is left out."""
    return services.ask_leave(draft=draft, by=by, at=at) if services.preview_leave(draft=draft, by=by, at=at).is_allowed else None


def _vacation(number: str, first: date, days: int, token: int) -> services.LeaveDraft:
    open_ones = models.VacationWindow.objects.filter(employee__number=number, balance__gte=days, end__lt=first).order_by("start")
    window = open_ones.first()
    start = window.start if window else None
    return services.LeaveDraft(kind="ferias", stretches=(_days(first, days),), window_start=start, token=UUID(int=token))


def _certificate(today: date, now: datetime) -> None:
    silvia = User.objects.filter(username="silvia").first()
    joao = models.Employee.objects.filter(number="0009").first()
    if silvia is None or joao is None:
        return
    draft = services.LeaveDraft(kind="atestado", stretches=(_days(today - timedelta(days=6), 3),), token=UUID(int=4))
    told = services.CertificateDraft(cid="J11", physician="Dra. Helena Prado", crm="41822", crm_state="PR")
    services.record_leave(employee_id=joao.pk, draft=draft, certificate=told, by=Actor.of_user(silvia), at=now)


def _holidays(today: date) -> dict[date, str]:
    days = models.Holiday.objects.filter(day__range=(today, today + timedelta(days=120)))
    return dict(days.values_list("day", "name"))


def _days(first: date, days: int) -> Stretch:
    return Stretch(first, first + days * DAY - DAY)
