"""Two people ask about their data: a customer whose answer is nearly due, and Carlos, who works here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.models import User
from backoffice.demo.people import Person
from backoffice.privacy import services
from backoffice.privacy.finding import find_matches, identity_of, ids_by_area
from backoffice.privacy.forgetting import Target, obstacles_of
from backoffice.privacy.models import SubjectRequest
from backoffice.privacy.queries import get_rules
from backoffice.privacy.services import NewRequest
from backoffice.privacy.services.rules import Rules
from hr import queries as hr

SILVIA = Actor(kind="system", id=0, name="Sílvia Nakamura")
_CUSTOMER, _CARLOS = UUID("6f1d3c1e-0000-4000-8000-000000000001"), UUID("6f1d3c1e-0000-4000-8000-000000000002")


def tell_privacy(*, people: Sequence[Person], now: datetime) -> None:
    """Once."""
    if SubjectRequest.objects.exists():
        return
    services.save_rules(rules=Rules(contact="Sílvia Nakamura, privacidade@exemplo.com.br", version=get_rules().version), by=SILVIA, at=now)
    _a_customer(people, now)
    _carlos(now)


def _a_customer(people: Sequence[Person], now: datetime) -> None:
    """Twelve days ago by e-mail: three days are left.  Somebody with whom nothing is open."""
    today = clock.company_date(now)
    for person in people:
        found = ids_by_area(find_matches(identity_of(document=person.document)))
        if found and not obstacles_of(Target(found=found, marks=[]), today=today):
            break
    else:
        return
    came = now - timedelta(days=12)
    new = NewRequest(
        kind=SubjectRequest.Kind.ANONYMISATION,
        channel=SubjectRequest.Channel.EMAIL,
        name=person.name,
        document=person.document,
        email=person.email,
        details="Não compro mais com vocês. Peço que apaguem meus dados.",
        received_on=clock.company_date(came),
        token=_CUSTOMER,
    )
    request = services.open_request(new=new, by=SILVIA, at=came)
    how = "resposta a partir do e-mail cadastrado"
    services.check_identity(number=request.number, how=how, by=SILVIA, at=came + timedelta(hours=3))


def _carlos(now: datetime) -> None:
    user = User.objects.filter(username="carlos").first()
    employee = hr.employee_of(Actor.of_user(user)) if user else None
    if user is None or employee is None:
        return
    person, came = employee.person, now - timedelta(days=2)
    new = NewRequest(
        kind=SubjectRequest.Kind.ACCESS,
        channel=SubjectRequest.Channel.SELF,
        name=person.name,
        document=person.cpf,
        email=person.email,
        details="Quero uma cópia de tudo o que a empresa guarda sobre mim.",
        received_on=clock.company_date(came),
        token=_CARLOS,
        user_id=user.pk,
    )
    services.open_request(new=new, by=Actor.of_user(user), at=came)
