"""The screens of the conversation: who reaches them, what they say, how many questions they ask the database."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backoffice.core import audit, clock
from backoffice.core.actors import SYSTEM
from backoffice.core.models import User
from backoffice.intranet import kinds, services
from backoffice.intranet.models import Comment, CommentVersion, Notice, NoticePreference
from backoffice.intranet.services import CommentDraft, NoticeDraft
from tests.intranet.conftest import Hire, actor, signed_in

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/estoque/sku/PRATO-AL/?place=CWB"}


def _post(user: User, text: str, *, key: str = "PRATO-AL", token: str = "", **headers: str) -> Any:
    data = {"text": text, "token": token or str(uuid4())}
    return signed_in(user).post(reverse("comment", args=["variant", key]), data, headers=headers)


def _tell(user: User, count: int = 1, at: datetime | None = None) -> None:
    drafts = [NoticeDraft(kinds.JOB_DONE, (user.pk,), {"job": f"DRE {index}"}, "/relatorios/", f"k{index}") for index in range(count)]
    services.notify(drafts=drafts, at=at or clock.now())


@pytest.mark.usefixtures("order")
def test_a_comment_appears_in_the_fragment_and_is_said(renata: User) -> None:
    answer = _post(renata, "Chegou molhado", **HTMX)

    html = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (200, 1)
    assert 'data-told="Comentário publicado."' in html
    assert "rg-tl-fresh" in html
    assert "<html" not in html
    assert 'href="?place=CWB&amp;timeline=comments#timeline"' in html, "the filters belong to the page, not to the fragment"


@pytest.mark.usefixtures("order")
def test_without_script_a_comment_leads_back_to_the_record(renata: User) -> None:
    answer = _post(renata, "Chegou molhado")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/estoque/sku/PRATO-AL/#comment-{Comment.objects.get().pk}"


@pytest.mark.usefixtures("order", "helena")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_a_refusal_keeps_what_was_typed_and_the_form(headers: dict[str, str], renata: User) -> None:
    token = str(uuid4())

    answer = _post(renata, "@helena <b>veja</b>", token=token, **headers)

    html = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert "@helena &lt;b&gt;veja&lt;/b&gt;</textarea>" in html
    assert f'value="{token}"' in html
    assert "Helena Prado não pode ver este registro" in html
    assert 'aria-describedby="talk-error"' in html


@pytest.mark.usefixtures("order")
def test_a_used_form_comes_back_with_a_new_token(renata: User) -> None:
    token = str(uuid4())
    _post(renata, "Primeiro", token=token)

    answer = _post(renata, "Segundo", token=token, **HTMX)

    html = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (409, 1)
    assert "Segundo</textarea>" in html
    assert token not in html


@pytest.mark.usefixtures("order")
def test_text_on_the_page_is_text(renata: User) -> None:
    _post(renata, "<script>alert(1)</script>")

    html = signed_in(renata).get("/estoque/sku/PRATO-AL/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


@pytest.mark.usefixtures("order")
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("sales", (200, 200, 302)),
        ("warehouse", (200, 200, 302)),
        ("finance", (200, 200, 302)),
        ("finance_manager", (200, 200, 302)),
        ("admin", (200, 200, 302)),
        ("auditor", (200, 403, 403)),
        ("hr", (403, 403, 403)),
        ("employee", (403, 403, 403)),
    ],
)
def test_reading_follows_the_record_and_writing_needs_its_own_permission(role: str, expected: tuple[int, int, int], hire: Hire) -> None:
    person = hire("Joana Lima", role)
    client = signed_in(person)

    read = client.get(reverse("conversation", args=["variant", "PRATO-AL"]))
    people = client.get(reverse("comment_people", args=["variant", "PRATO-AL"]))
    written = _post(person, "Oi")

    assert (read.status_code, people.status_code, written.status_code) == expected
    assert Comment.objects.count() == (written.status_code == 302)
    assert (b"<textarea" in read.content) == (expected[2] == 302)


@pytest.mark.usefixtures("order")
@pytest.mark.parametrize("address", ["/conversa/variant/linha/NADA/", "/conversa/nada/linha/1/", "/conversa/order/linha/%00/"])
def test_a_conversation_about_nothing_is_not_found(address: str, renata: User) -> None:
    assert signed_in(renata).get(address).status_code == 404


@pytest.mark.usefixtures("order")
def test_a_stranger_is_sent_to_the_sign_in(client: Any) -> None:
    answer = client.post(reverse("comment", args=["variant", "PRATO-AL"]), {"text": "x", "token": str(uuid4())})

    assert (answer.status_code, Comment.objects.count()) == (302, 0)


@pytest.mark.usefixtures("order", "helena")
def test_only_those_who_may_see_the_record_are_offered(renata: User, diego: User, hire: Hire) -> None:
    hire("Débora Dias", "warehouse", "sales")
    hire("Daniel Dutra", "warehouse", is_active=False)

    def offered(text: str) -> list[str]:
        answer = signed_in(renata).get(reverse("comment_people", args=["variant", "PRATO-AL"]), {"q": text})
        return [person["name"] for person in json.loads(answer.content)["people"]]

    assert offered("d") == ["Débora Dias", "Diego Ramos"]
    assert offered("DEBORA") == ["Débora Dias"]
    assert offered("ramos") == ["Diego Ramos"]
    assert offered("helena") == []
    assert offered("renata") == [], "nobody calls oneself"
    assert offered("\x00") == ["Débora Dias", "Diego Ramos"]


@pytest.mark.usefixtures("order")
def test_one_corrects_the_own_comment_and_its_history_stays(renata: User, diego: User) -> None:
    _post(renata, "Bancada 2")
    address = reverse("comment_correct", args=[Comment.objects.get().pk])

    dialog = signed_in(renata).get(address, headers={"X-Requested-With": "fetch"}).content.decode()
    corrected = signed_in(renata).post(address, {"text": "Bancada 3", "version": "1"})
    stale = signed_in(renata).post(address, {"text": "Bancada 4", "version": "1"})
    foreign = signed_in(diego).post(address, {"text": "Bancada 5", "version": "2"})

    assert "Bancada 2</textarea>" in dialog
    assert (corrected.status_code, stale.status_code, foreign.status_code) == (302, 409, 403)
    assert "Bancada 4</textarea>" in stale.content.decode()
    assert "Agora está assim: Bancada 3" in stale.content.decode()
    assert list(CommentVersion.objects.order_by("number").values_list("text", flat=True)) == ["Bancada 2", "Bancada 3"]
    history = signed_in(diego).get(reverse("comment_versions", args=[Comment.objects.get().pk])).content.decode()
    assert history.index("Bancada 3") < history.index("Bancada 2")


def test_the_filters_of_the_timeline_show_their_kind(order: str, renata: User) -> None:
    services.post_comment(draft=CommentDraft("order", order, "Só um comentário", uuid4()), by=actor(renata), at=clock.now())
    audit.record(
        [audit.Trace("order.act_refused", ("order", order), clock.now(), after={"act": "ship", "text": "Falta pagar"})], by=actor(renata)
    )

    def shown(only: str) -> tuple[bool, bool]:
        html = signed_in(renata).get(f"/conversa/order/linha/{order}/", {"timeline": only}).content.decode()
        return "Só um comentário" in html, "Falta pagar" in html

    assert shown("all") == shown("people") == shown("nonsense") == (True, True)
    assert (shown("comments"), shown("system")) == ((True, False), (False, False))


def test_two_hundred_lines_take_as_many_statements_as_two(order: str, renata: User, diego: User) -> None:
    client, address = signed_in(renata), reverse("conversation", args=["order", order])
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/pedidos/1/"}

    def lines(count: int) -> None:
        at = clock.now()
        audit.record([audit.Trace("order.expired", ("order", order), at + timedelta(seconds=index)) for index in range(count)], by=SYSTEM)
        for _ in range(count):
            services.post_comment(draft=CommentDraft("order", order, "@diego veja", uuid4()), by=actor(renata), at=at)

    lines(1)
    client.get(address, headers=headers)
    with CaptureQueriesContext(connection) as few:
        client.get(address, headers=headers)
    lines(110)
    with CaptureQueriesContext(connection) as many:
        html = client.get(address, headers=headers).content.decode()

    assert len(many) == len(few)
    assert html.count("<time") == 200
    assert "Linhas mais antigas" in html


def test_the_inbox_takes_a_fixed_number_of_statements(renata: User) -> None:
    client = signed_in(renata)
    _tell(renata)
    client.get("/avisos/")
    with CaptureQueriesContext(connection) as few:
        client.get("/avisos/")
    _tell(renata, 60)
    with CaptureQueriesContext(connection) as many:
        html = client.get("/avisos/").content.decode()

    assert len(many) == len(few)
    assert html.count("data-unread") == 50
    assert "Avisos mais antigos" in html


def test_opening_a_notice_marks_it_and_goes_there(renata: User, diego: User) -> None:
    _tell(renata)
    address = reverse("notice_open", args=[Notice.objects.get().pk])

    ahead = signed_in(renata).get(address, headers={"Sec-Purpose": "prefetch"})
    foreign = signed_in(diego).get(address)
    assert Notice.objects.get().read_at is None
    opened = signed_in(renata).get(address)

    assert (ahead.status_code, foreign.status_code, opened.status_code, opened.headers["Location"]) == (204, 404, 302, "/relatorios/")
    assert Notice.objects.get().read_at is not None


def test_one_notice_or_all_are_marked_by_post_only(renata: User, diego: User) -> None:
    _tell(renata, 3)
    newest = Notice.objects.order_by("-pk")[0].pk
    one, everything = reverse("notice_read", args=[newest]), reverse("notices_read_all")

    assert signed_in(renata).get(everything).status_code == 405
    assert signed_in(diego).post(one).status_code == 404
    assert signed_in(renata).post(one).status_code == 302
    assert Notice.objects.filter(read_at=None).count() == 2
    assert signed_in(renata).post(everything, {"newest": str(newest - 1)}).status_code == 302
    assert Notice.objects.filter(read_at=None).count() == 0
    assert "Tudo lido." in signed_in(renata).get("/avisos/").content.decode()


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 30])
def test_a_form_that_makes_no_sense_marks_nothing(newest: str, renata: User) -> None:
    _tell(renata)

    assert signed_in(renata).post(reverse("notices_read_all"), {"newest": newest}).status_code == 302
    assert Notice.objects.filter(read_at=None).count() == 1


def test_the_bell_says_how_many_are_unread(renata: User) -> None:
    _tell(renata, 2)

    html = signed_in(renata).get("/avisos/").content.decode()

    assert 'aria-label="Avisos, 2 não lidos"' in html


def test_the_bell_says_when_nothing_is_unread(renata: User) -> None:
    client = signed_in(renata)

    html, state = client.get("/avisos/").content.decode(), json.loads(client.get(reverse("notices_pulse")).content)

    assert 'aria-label="Avisos, nenhum não lido"' in html
    assert state["label"] == "Avisos, nenhum não lido"


def test_the_pulse_is_silent_while_nothing_changes(renata: User) -> None:
    client = signed_in(renata)
    _tell(renata)
    first = client.get(reverse("notices_pulse"))

    same = client.get(reverse("notices_pulse"), headers={"If-None-Match": first.headers["ETag"]})
    _tell(renata, 3)
    changed = client.get(reverse("notices_pulse"), headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, same.status_code, same.content, changed.status_code) == (200, 304, b"", 200)
    state = json.loads(changed.content)
    assert (state["count"], state["shown"], state["label"], state["told"]) == (3, "3", "Avisos, 3 não lidos", "Novo aviso: Pronto: DRE 2")


def test_a_hundred_unread_are_shown_as_more_than_99(renata: User) -> None:
    _tell(renata, 120)

    state = json.loads(signed_in(renata).get(reverse("notices_pulse")).content)

    assert (state["count"], state["shown"]) == (100, "99+")


def test_a_person_chooses_among_the_kinds_that_concern_the_person(renata: User, hire: Hire) -> None:
    paulo = hire("Paulo Tavares", "finance")
    page = signed_in(renata).get("/avisos/preferencias/").content.decode()

    saved = signed_in(renata).post("/avisos/preferencias/", {"mention": "none", "job_done": "pigeon", "payment_problem": "mail"})

    assert "payment_problem" not in page
    assert "payment_problem" in signed_in(paulo).get("/avisos/preferencias/").content.decode()
    assert saved.status_code == 302
    assert list(NoticePreference.objects.values_list("user_id", "kind", "channel")) == [(renata.pk, "mention", "none")]
