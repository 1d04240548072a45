"""Reports that the demo's people ask for and have sent: something to look at in the report centre."""

from datetime import datetime, time
from uuid import UUID, uuid5

from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.core.reports import kind_of
from backoffice.report_centre import services

_NAMESPACE = UUID("0d2b8f56-6d0f-4b7c-9a4f-52f6a9b7e6d1")


def tell_reports(*, at: datetime) -> None:
    """
    Last month's DRE at once; each month's on the 1st at 7:00, the sales of the week on Mondays, each in its owner's name.

    Called twice it has one effect.
    """
    people = {user.username: user for user in User.objects.filter(is_demo=True)}
    livia, renata = people.get("livia"), people.get("renata")
    if livia is not None:
        recipients = [people[name].pk for name in ("livia", "paulo") if name in people]
        statement = services.ScheduleDraft(
            kind="finance.income_statement",
            choices={"period": "last_month", "compare": "previous", "channel": "", "columns": ""},
            formats=("pdf", "xlsx"),
            frequency="monthly",
            at_time=time(7, 0),
            recipient_ids=tuple(recipients),
        )
        services.create_schedule(draft=statement, token=uuid5(_NAMESPACE, "dre"), by=Actor.of_user(livia), at=at)
        kind = kind_of(statement.kind)
        form = kind.form(statement.choices)
        if form.is_valid():
            services.request_report(kind=kind, form=form, formats=["pdf", "xlsx"], by=Actor.of_user(livia), at=at)
    if renata is not None:
        sales = services.ScheduleDraft(
            kind="orders.sales",
            choices={"span": "last_7_days", "date_from": None, "date_to": None, "channel": "", "group": "channel"},
            formats=("pdf",),
            frequency="weekly",
            weekdays=(0,),
            at_time=time(8, 30),
            recipient_ids=(renata.pk,),
        )
        services.create_schedule(draft=sales, token=uuid5(_NAMESPACE, "sales"), by=Actor.of_user(renata), at=at)
