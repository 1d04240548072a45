"""Sessions: where one is signed in, ended at will, by time, by a new password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backoffice.accounts.tidying import forget_old_sign_ins
from backoffice.core import clock
from backoffice.core.models import AuditEntry, User
from tests.accounts.conftest import PASSWORD, is_signed_in, mails_after_delivery, type_password

pytestmark = pytest.mark.django_db

Person = Callable[..., User]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"


def signed_in_from(agent: str, address: str = "203.0.113.7") -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    type_password(client, address=address)
    return client


def age(client: Client, **seconds: int) -> None:
    """As if the session had begun, or been used, so many seconds earlier."""
    session = client.session
    for key, by in seconds.items():
        session[key] -= by
    session.save()


def test_the_list_names_browser_system_and_address_and_marks_this_session(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)
    signed_in_from(IPHONE, address="198.51.100.9")
    signed_in_from(EDGE)

    page = here.get("/conta/seguranca/").content.decode()

    assert page.count("Esta sessão") == 1
    assert page.index("Firefox · Linux") < page.index("Safari · iPhone")
    assert "Edge · Windows" in page
    assert "198.51.100.9" in page


def test_the_page_asks_a_fixed_number_of_times(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)
    few = _count(here)

    for _ in range(6):
        signed_in_from(EDGE)

    assert _count(here) == few


def _count(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/conta/seguranca/")
    return len(queries)


def test_ending_one_session_works_at_once(person: Person) -> None:
    person()
    here, there = signed_in_from(FIREFOX), signed_in_from(IPHONE)
    row = UserSession.objects.get(user_agent=IPHONE)

    here.post(f"/conta/seguranca/sessoes/{row.pk}/encerrar/")

    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert AuditEntry.objects.filter(action="user.session_ended").count() == 1


def test_nobody_ends_somebody_elses_session(person: Person) -> None:
    person("paulo")
    person("livia")
    theirs = signed_in_from(FIREFOX)
    mine = Client()
    type_password(mine, "livia")
    row = UserSession.objects.get(user__username="paulo")

    answer = mine.post(f"/conta/seguranca/sessoes/{row.pk}/encerrar/", follow=True)

    assert "Esta sessão já terminou." in answer.content.decode()
    assert is_signed_in(theirs)
    assert not AuditEntry.objects.filter(action="user.session_ended").exists()


def test_all_other_sessions_end_together(person: Person) -> None:
    person()
    here, others = signed_in_from(FIREFOX), [signed_in_from(IPHONE), signed_in_from(EDGE)]

    answer = here.post("/conta/seguranca/sessoes/outras/encerrar/", follow=True)

    assert "2 outras sessões terminaram." in answer.content.decode()
    assert [is_signed_in(client) for client in (here, *others)] == [True, False, False]


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(person: Person) -> None:
    person()
    here, there = signed_in_from(FIREFOX), signed_in_from(IPHONE)
    new = "outra frase bem comprida"

    here.post("/conta/senha/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert "Esta sessão" in here.get("/conta/seguranca/").content.decode()
    assert type_password(Client()).status_code == 200
    assert type_password(Client(), password=new).status_code == 302
    assert [message.subject for message in mails_after_delivery()] == ["Sua senha foi alterada"]


def test_a_wrong_present_password_changes_nothing(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)

    answer = here.post("/conta/senha/", {"old_password": "errada", "new_password1": "x" * 20, "new_password2": "x" * 20})

    assert answer.status_code == 422
    assert "Esta não é a sua senha atual." in answer.content.decode()
    assert type_password(Client()).status_code == 302


def test_guessing_the_present_password_in_an_open_browser_is_slowed(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)
    wrong = {"old_password": "errada", "new_password1": "x" * 20, "new_password2": "x" * 20}

    answers = [here.post("/conta/senha/", wrong).status_code for _ in range(8)]

    assert answers == [422] * 7 + [429]


def test_a_person_switched_off_is_out_at_once(person: Person) -> None:
    user = person()
    here = signed_in_from(FIREFOX)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert not is_signed_in(here)


@pytest.mark.parametrize(
    ("seconds", "stays"),
    [({"seen_at": 7 * 3600, "signed_in_at": 7 * 3600}, True), ({"seen_at": 8 * 3600 + 5}, False), ({"signed_in_at": 12 * 3600 + 5}, False)],
)
def test_a_session_ends_after_eight_idle_hours_and_twelve_in_all(person: Person, seconds: dict[str, int], stays: bool) -> None:
    person()
    here = signed_in_from(FIREFOX)

    age(here, **seconds)

    assert is_signed_in(here) is stays


def test_use_is_written_down_once_a_minute_at_most(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)
    before = UserSession.objects.get().last_seen_at
    fresh = _count(here)
    assert UserSession.objects.get().last_seen_at == before

    age(here, seen_at=61)
    touched = _count(here)

    assert touched > fresh
    assert UserSession.objects.get().last_seen_at > before
    assert _count(here) == fresh


def test_a_form_sent_after_the_session_ended_waits_until_one_is_back(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)
    age(here, signed_in_at=13 * 3600)

    sent = here.post("/conta/senha/?de=aqui", {"nota": ["entregar à tarde", "2"], "token": "314622f0", "new_password1": "segredo"})
    assert sent["Location"] == "/entrar/?next=/conta/retomar/"
    back = type_password(here, next="/conta/retomar/")
    page = here.get(back["Location"]).content.decode()

    assert 'action="/conta/senha/?de=aqui"' in page
    assert '<input type="hidden" name="nota" value="entregar à tarde">' in page
    assert '<input type="hidden" name="nota" value="2">' in page
    assert '<input type="hidden" name="token" value="314622f0">' in page
    assert "<li>entregar à tarde</li><li>2</li></ul>" in page
    assert "segredo" not in page
    assert here.post("/conta/retomar/")["Location"] == "/"
    assert here.get("/conta/retomar/")["Location"] == "/"


def test_a_form_too_long_is_not_kept(person: Person) -> None:
    sent = Client().post("/conta/senha/", {"nota": "x" * 70_000})

    assert sent["Location"] == "/entrar/?next=/conta/senha/"


def test_the_list_shows_no_secret(person: Person) -> None:
    person()
    here = signed_in_from(FIREFOX)

    assert UserSession.objects.get().session_key not in here.get("/conta/seguranca/").content.decode()


def test_what_is_over_is_deleted_and_what_is_open_stays(person: Person) -> None:
    person()
    here, there = signed_in_from(FIREFOX), signed_in_from(IPHONE)
    Session.objects.filter(session_key=there.session.session_key).update(expire_date=clock.now() - timedelta(seconds=1))
    AccessLog.objects.filter(user_agent=IPHONE).update(attempt_time=clock.now() - timedelta(days=185))

    forget_old_sign_ins(at=clock.now())

    assert [row.user_agent for row in UserSession.objects.all()] == [FIREFOX]
    assert [row.user_agent for row in AccessLog.objects.all()] == [FIREFOX]
    assert is_signed_in(here)
