"""Coming into the portal: a secret link, a date of birth, and nothing for whoever guesses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from backoffice.core import clock
from backoffice.core.actors import SYSTEM
from backoffice.core.models import AuditEntry
from backoffice.core.templatetags import formats
from backoffice.intranet.models import Notice
from hr import services
from hr.errors import AdmissionOver, BirthDateMissing
from hr.models import PortalAttempt, PortalLink
from hr.portal import throttle
from hr.services import close_portal_links, issue_portal_link
from tests.hr.builders import make_user
from tests.hr.portal_builders import BORN, NOW, enter, make_admission

pytestmark = pytest.mark.django_db


class Clock:
    """Time as the test tells it."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> object:
        return self.at


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(clock, "now", told)
    return told


def _knock(token: str, client: Client | None = None) -> Client:
    browser = client or Client()
    browser.post("/portal/entrar/", {"code": token})
    return browser


def _link_for(number: str) -> str:
    return issue_portal_link(admission_number=number, by=SYSTEM, at=clock.now())


def test_the_link_and_the_date_of_birth_open_the_portal() -> None:
    admission = make_admission()
    token = _link_for(admission.number)

    browser = _knock(token)
    asked = browser.get("/portal/")
    browser.post("/portal/confirmar/", {"birth_date": BORN})
    page = browser.get("/portal/")

    assert (asked.status_code, asked.headers["Location"]) == (302, "/portal/confirmar/")
    assert page.status_code == 200
    assert "Oi, Mariana." in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_only_the_hash_of_a_token_is_stored_and_no_trace_names_it() -> None:
    admission = make_admission()

    token = _link_for(admission.number)

    assert len(token) == 43
    assert PortalLink.objects.filter(token_hash__contains=token).count() == 0
    assert all(token not in str(entry.after) for entry in AuditEntry.objects.all())


def test_the_address_that_was_copied_whole_is_a_code_too() -> None:
    admission = make_admission()
    token = _link_for(admission.number)

    answer = Client().post("/portal/entrar/", {"code": f" https://loja.exemplo/portal/entrar/#{token} "})

    assert answer.headers["Location"] == "/portal/confirmar/"


def test_a_short_year_is_understood() -> None:
    admission = make_admission()

    browser = enter(admission, birth_date="14/5/96")

    assert browser.get("/portal/").status_code == 200


def test_guessed_expired_revoked_and_finished_links_look_the_same() -> None:
    over, gone, done = make_admission(), make_admission("Bruno Reis"), make_admission("Ana Leal")
    tokens = [_link_for(each.number) for each in (over, gone, done)]
    PortalLink.objects.filter(admission=over).update(expires_at=NOW)
    close_portal_links(admission_number=gone.number, reason="lost", by=SYSTEM, at=NOW)
    type(done).objects.filter(pk=done.pk).update(stage="done", done_at=NOW)

    answers = [Client().post("/portal/entrar/", {"code": token}) for token in (*tokens, "x" * 43, "")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({_without_secrets(answer.content.decode()) for answer in answers}) == 1
    assert "Mariana" not in answers[0].content.decode()
    assert not any("rg_portal" in answer.cookies for answer in answers)


def _without_secrets(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_five_wrong_dates_close_the_link_and_tell_the_contact() -> None:
    admission = make_admission()
    browser = _knock(_link_for(admission.number))

    answers = [browser.post("/portal/confirmar/", {"birth_date": f"1{day}/05/1996"}) for day in (0, 1, 2, 3, 5)]
    then = browser.post("/portal/confirmar/", {"birth_date": BORN})

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 403]
    assert "Restam 4 tentativas" in answers[0].content.decode()
    assert then.status_code == 403
    link = PortalLink.objects.get(admission=admission)
    assert (link.wrong_answers, link.revoked_at, link.confirmed_at) == (5, NOW, None)
    notice = Notice.objects.get(kind="portal_link_closed")
    assert (notice.recipient_id, notice.data) == (admission.contact_id, {"admission": admission.number})


def test_what_is_no_date_is_no_guess() -> None:
    admission = make_admission()
    browser = _knock(_link_for(admission.number))

    answers = [browser.post("/portal/confirmar/", {"birth_date": text}) for text in ("", "ontem sei lá", "31/02/1996")]

    assert {answer.status_code for answer in answers} == {422}
    assert PortalLink.objects.get(admission=admission).wrong_answers == 0


def test_a_known_browser_is_not_asked_again_and_a_strange_one_is() -> None:
    admission = make_admission()
    browser = enter(admission)
    token = _link_for(admission.number)

    known = browser.post("/portal/entrar/", {"code": token})
    strange = Client().post("/portal/entrar/", {"code": token})

    assert known.headers["Location"] == "/portal/"
    assert strange.headers["Location"] == "/portal/confirmar/"


def test_a_window_ends_when_its_link_is_closed(time: Clock) -> None:
    admission = make_admission()
    browser = enter(admission)

    time.at += timedelta(minutes=1)
    close_portal_links(admission_number=admission.number, reason="forwarded", by=SYSTEM, at=time.at)
    page = browser.get("/portal/dados/identificacao/")

    assert page.status_code == 403
    assert "Há um link mais novo" in page.content.decode()
    assert "(41) 3333-0142" in page.content.decode()


def test_a_window_ends_with_the_admission() -> None:
    admission = make_admission()
    browser = enter(admission)

    type(admission).objects.filter(pk=admission.pk).update(stage="cancelled", cancelled_at=NOW)

    assert "Esta admissão foi encerrada" in browser.get("/portal/").content.decode()


def test_a_reminder_with_a_new_link_throws_nobody_out(time: Clock) -> None:
    admission = make_admission()
    browser = enter(admission)
    waiting = _knock(_link_for(admission.number))

    time.at += timedelta(minutes=1)
    _link_for(admission.number)

    assert browser.get("/portal/").status_code == 200
    assert waiting.get("/portal/confirmar/").status_code == 403, "who has not confirmed follows to no other link"


def test_a_window_that_followed_a_link_ends_when_that_one_is_closed(time: Clock) -> None:
    admission = make_admission()
    browser = enter(admission)
    time.at += timedelta(minutes=1)
    _link_for(admission.number)
    time.at += timedelta(minutes=1)

    close_portal_links(admission_number=admission.number, reason="lost", by=SYSTEM, at=time.at)

    assert browser.get("/portal/").status_code == 403


def test_the_window_closes_after_twelve_hours_without_a_request() -> None:
    admission = make_admission()
    browser = enter(admission)
    cookie = browser.cookies["rg_portal"]

    assert (cookie["max-age"], cookie["path"], cookie["httponly"], cookie["samesite"]) == (12 * 3600, "/portal/", True, "Lax")


@pytest.mark.parametrize("change", [lambda value: value[:-2] + "xx", lambda value: value.replace(":", ""), lambda value: ""])
def test_a_tampered_cookie_opens_nothing(change: object) -> None:
    admission = make_admission()
    browser = enter(admission)
    browser.cookies["rg_portal"] = change(browser.cookies["rg_portal"].value)  # type: ignore[operator]

    page = browser.get("/portal/")

    assert page.status_code == 403
    assert "Abra o seu link de novo" in page.content.decode()


def test_leaving_forgets_the_browser() -> None:
    admission = make_admission()
    browser = enter(admission)

    browser.post("/portal/sair/")

    assert browser.get("/portal/").status_code == 403
    assert browser.cookies["rg_portal_browser"].value == ""


def test_one_address_cannot_guess_for_long(time: Clock) -> None:
    for _ in range(throttle.MOST[PortalAttempt.Kind.WRONG_LINK]):
        Client().post("/portal/entrar/", {"code": "guess"})
    admission = make_admission()

    answer = Client().post("/portal/entrar/", {"code": _link_for(admission.number)})

    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Tentativas demais" in page
    again_at = formats.clock_after(time.at + throttle.WINDOW)
    assert f"esta rede espera até as {again_at}. O seu link continua valendo depois." in page


def test_the_throttle_forgets_after_its_window(time: Clock) -> None:
    for _ in range(throttle.MOST[PortalAttempt.Kind.WRONG_LINK]):
        Client().post("/portal/entrar/", {"code": "guess"})

    time.at += throttle.WINDOW + timedelta(seconds=1)

    assert Client().post("/portal/entrar/", {"code": "guess"}).status_code == 404


def test_old_attempts_are_forgotten() -> None:
    PortalAttempt.objects.create(kind="link", address="10.0.0.1", at=NOW - timedelta(days=8))
    PortalAttempt.objects.create(kind="link", address="10.0.0.1", at=NOW - timedelta(days=6))

    throttle.forget_old_attempts(at=NOW)

    assert PortalAttempt.objects.count() == 1


def test_nobody_of_the_team_acts_as_the_candidate(time: Clock) -> None:
    time.at = timezone.now()  # sessions of the house are of today
    admission = make_admission()
    browser = enter(admission, at=time.at)
    browser.force_login(make_user("helena", "hr"))

    page = browser.post("/portal/dados/contato/", {"email": "hr@exemplo.com.br", "phone": "41988887777"})

    assert page.status_code == 403
    assert "Há alguém da equipe conectado aqui" in page.content.decode()
    admission.employee.person.refresh_from_db()
    assert admission.employee.person.phone == "41999990000"


def test_a_candidate_with_an_account_of_the_own_may_go_on(time: Clock) -> None:
    time.at = timezone.now()
    admission = make_admission()
    user = make_user("mariana", "employee")
    type(admission.employee).objects.filter(pk=admission.employee_id).update(user=user)
    browser = enter(admission, at=time.at)
    browser.force_login(user)

    assert browser.get("/portal/").status_code == 200


def test_the_portal_reaches_no_page_of_the_house() -> None:
    admission = make_admission()
    browser = enter(admission)

    answers = [browser.get(path) for path in ("/", "/pedidos/", "/pessoas/", f"/admissoes/{admission.number}/", "/aceites/AC-1/")]

    assert all(answer.status_code in (302, 404) for answer in answers)
    assert all("/entrar" in answer.headers.get("Location", "/entrar") or answer.status_code == 404 for answer in answers)


def test_forms_without_the_secret_are_refused() -> None:
    admission = make_admission()
    strict = Client(enforce_csrf_checks=True)
    token = _link_for(admission.number)

    assert strict.post("/portal/entrar/", {"code": token}).status_code == 403


def test_a_new_link_goes_to_the_known_address_and_the_answer_tells_nothing() -> None:
    admission = make_admission()
    address = admission.employee.person.email

    known = Client().post("/portal/novo-link/", {"email": f" {address.upper()} "})
    unknown = Client().post("/portal/novo-link/", {"email": "ninguem@exemplo.com.br"})

    assert _without_secrets(known.content.decode()) == _without_secrets(unknown.content.decode())
    asked = AuditEntry.objects.filter(action="admission.link_asked", subject_key=admission.number)
    assert asked.count() == 1
    assert mail.outbox == [], "the mail leaves from the outbox, after the answer"


def test_asking_again_and_again_sends_one_mail(time: Clock) -> None:
    admission = make_admission()
    ask = {"email": admission.employee.person.email}

    for _ in range(3):
        Client().post("/portal/novo-link/", ask)
    soon = AuditEntry.objects.filter(action="admission.link_asked").count()
    time.at += timedelta(minutes=11)
    Client().post("/portal/novo-link/", ask)

    assert soon == 1
    assert AuditEntry.objects.filter(action="admission.link_asked").count() == 2


def test_no_link_without_a_date_of_birth_or_for_an_admission_that_is_over() -> None:
    nameless, over = make_admission(), make_admission("Bruno Reis")
    type(nameless.employee.person).objects.filter(pk=nameless.employee.person_id).update(birth_date=None)
    type(over).objects.filter(pk=over.pk).update(stage="done", done_at=NOW)

    with pytest.raises(BirthDateMissing):
        _link_for(nameless.number)
    with pytest.raises(AdmissionOver):
        _link_for(over.number)
    assert PortalLink.objects.count() == 0


def test_a_new_link_closes_the_former_one() -> None:
    admission = make_admission()
    first = _link_for(admission.number)

    _link_for(admission.number)

    assert Client().post("/portal/entrar/", {"code": first}).status_code == 404
    assert PortalLink.objects.filter(admission=admission, revoked_at=None).count() == 1
    assert services.close_portal_links(admission_number=admission.number, reason="lost", by=SYSTEM, at=NOW) == 1
