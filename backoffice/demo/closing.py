"""The first month of the story is closed, and the accountant outside asks for it again: opening it takes a second person."""

from datetime import datetime

from backoffice.core.actors import Actor
from backoffice.core.clock import company_date
from backoffice.core.models import User
from finance import services as finance

REASON = "A nota do frete da transportadora chegou depois do fechamento."


def tell_closing(*, start: datetime, now: datetime) -> None:
    """Lívia closed the month in which trade began, Marcos waits for her answer."""
    people = {user.username: user for user in User.objects.filter(username__in=("livia", "marcos"), is_demo=True)}
    if len(people) < 2:
        return
    day = company_date(start)
    month = day.year * 100 + day.month
    finance.close_period(period_id=month, by=Actor.of_user(people["livia"]), at=now)
    finance.ask_reopening(period_id=month, reason=REASON, by=Actor.of_user(people["marcos"]), at=now)
