"""What holds for every operation: key, scope, method, address, envelope, problem answers, idempotency."""

from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from backoffice.core import clock
from backoffice.core.actors import Actor
from backoffice.core.api import keys
from backoffice.core.models import ApiClient, AuditEntry, IdempotencyKey
from tests.api.conftest import Caller, problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("echo")]

ECHO = "/api/v1/echo/"


def test_without_a_key_the_answer_is_401_and_names_the_scheme() -> None:
    response = Client().get(ECHO)

    problem(response, 401, "authentication_required")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic YTpi",
        "Bearer rtg_00000000_" + "a" * 43,
        "Bearer rtg_00000000_" + "a" * 4000,
        "rtg_00000000_" + "a" * 43,
    ],
)
def test_a_wrong_key_is_401_whatever_its_form(header: str) -> None:
    problem(Client(headers={"Authorization": header}).get(ECHO), 401, "invalid_key")


def test_a_key_of_another_form_is_refused_without_asking_the_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        Client(headers={"Authorization": "Bearer sk_live_123"}).get(ECHO)


def test_an_inactive_client_is_refused_like_an_unknown_key(make_key: Callable[..., str]) -> None:
    key = make_key(is_active=False)

    problem(Caller(key).get(ECHO), 401, "invalid_key")


def test_during_a_rotation_both_keys_work_and_then_only_the_new_one(make_key: Callable[..., str], by: Actor) -> None:
    old = make_key()
    client = ApiClient.objects.get()
    new = keys.rotate_key(client_id=client.pk, by=by, at=clock.now())

    assert Caller(old).get(ECHO).status_code == 200
    assert Caller(new).get(ECHO).status_code == 200

    ApiClient.objects.update(previous_key_until=clock.now() - timedelta(seconds=1))

    problem(Caller(old).get(ECHO), 401, "invalid_key")
    assert Caller(new).get(ECHO).status_code == 200


def test_a_leaked_key_ends_at_once(make_key: Callable[..., str], by: Actor) -> None:
    leaked = make_key()
    new = keys.rotate_key(client_id=ApiClient.objects.get().pk, by=by, at=clock.now(), overlap=timedelta(0))

    problem(Caller(leaked).get(ECHO), 401, "invalid_key")
    assert Caller(new).get(ECHO).status_code == 200


def test_a_request_is_one_statement_for_the_key_and_last_use_is_noted_once_a_minute(
    caller: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        caller.get(ECHO)
    used_at = ApiClient.objects.get().last_used_at
    with django_assert_num_queries(1):
        caller.get(ECHO)

    assert used_at is not None
    assert ApiClient.objects.get().last_used_at == used_at


def test_a_key_without_the_scope_is_told_which_one_it_lacks(make_key: Callable[..., str]) -> None:
    body = problem(Caller(make_key(scopes=["catalog"])).post(ECHO, {"name": "a"}), 403, "scope_missing")

    assert body["scopes"] == ["orders"]
    assert not AuditEntry.objects.filter(action="test.echoed").exists()


def test_a_method_without_a_declared_permission_is_refused(caller: Caller) -> None:
    problem(caller.client.delete(ECHO), 403, "scope_missing")


def test_a_permission_that_no_scope_holds_is_refused(caller: Caller) -> None:
    problem(caller.client.put(ECHO, b"{}", content_type="application/json"), 403, "scope_missing")


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "TRACE", "BREW"])
def test_another_method_is_405_and_names_those_that_are_allowed(caller: Caller, method: str) -> None:
    response = caller.client.generic(method, ECHO)

    problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD, POST, PUT, DELETE"


def test_a_method_override_is_ignored(caller: Caller) -> None:
    response = caller.get(ECHO, **{"X-HTTP-Method-Override": "DELETE"})

    assert response.status_code == 200


def test_head_is_get_without_a_body(caller: Caller) -> None:
    response = caller.client.head(ECHO)

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/nothing/", 404, "not_found"),
        ("/api/", 404, "not_found"),
        ("/api/v2/orders/", 404, "not_found"),
        ("/api/v1/%00/", 400, "invalid_character"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_address_is_a_json_404(path: str, status: int, code: str, method: str) -> None:
    problem(Client().generic(method, path), status, code)


def test_an_address_without_its_slash_is_told_so() -> None:
    assert "/" not in problem(Client().get("/api/v1/orders"), 404, "not_found")["detail"]
    assert "barra" in Client().get("/api/v1/orders").content.decode() or "slash" in Client().get("/api/v1/orders").content.decode()


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "parse_error"),
        (b"[]", "application/json", 400, "parse_error"),
        (b'"text"', "application/json", 400, "parse_error"),
        (b"\xef\xbb\xbf{}", "application/json", 400, "parse_error"),
        ('{"name": "é"}'.encode("latin-1"), "application/json", 400, "parse_error"),
        (b'{"name": "a", "name": "b"}', "application/json", 400, "parse_error"),
        (b'{"name": NaN}', "application/json", 400, "parse_error"),
        (b'{"name": "a\\u0000"}', "application/json", 400, "parse_error"),
        (b'{"name": "a\\ud800"}', "application/json", 400, "parse_error"),
        (b'{"name": "a\x00"}', "application/json", 400, "parse_error"),
        (b"[" * 100_000, "application/json", 400, "parse_error"),
        (b'{"name": ' + b"[" * 33 + b"]" * 33 + b"}", "application/json", 400, "parse_error"),
        (b'{"name": "' + b"a" * 262_144 + b'"}', "application/json", 413, "body_too_large"),
        (b"{}", "text/plain", 415, "unsupported_media_type"),
        (b"<a/>", "application/xml", 415, "unsupported_media_type"),
        (b"name=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b"{}", "application/json; charset=latin-1", 415, "unsupported_media_type"),
    ],
)
def test_an_unreadable_body_is_refused_and_does_nothing(caller: Caller, body: bytes, content_type: str, status: int, code: str) -> None:
    problem(caller.post(ECHO, body, content_type=content_type), status, code)

    assert not AuditEntry.objects.filter(action="test.echoed").exists()


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'])
def test_json_in_utf_8_is_read(caller: Caller, content_type: str) -> None:
    response = caller.post(ECHO, '{"name": "José"}'.encode(), content_type=content_type)

    assert orjson.loads(response.content)["name"] == "José"


def test_a_compressed_body_is_refused(caller: Caller) -> None:
    problem(caller.post(ECHO, b"\x1f\x8b", Content_Encoding="gzip"), 415, "unsupported_media_type")


def test_a_body_in_chunks_is_asked_for_its_length(caller: Caller) -> None:
    response = caller.client.generic("POST", ECHO, b"", content_type="application/json", headers={"Transfer-Encoding": "chunked"})

    problem(response, 411, "length_required")


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("ordering=password", "ordering", "unknown_parameter"),
        ("user__password__startswith=a", "user__password__startswith", "unknown_parameter"),
        ("_connector=OR+1=1", "_connector", "unknown_parameter"),
        ("name=a&name=b", "name", "duplicate_parameter"),
        ("name=%00", "name", "invalid_character"),
        ("page_size=0", "page_size", "out_of_range"),
        ("page_size=-1", "page_size", "out_of_range"),
        ("page_size=201", "page_size", "out_of_range"),
        ("page_size=1000000000000", "page_size", "out_of_range"),
        ("page_size=%EF%BC%95", "page_size", "out_of_range"),
        ("cursor=1", "cursor", "invalid_cursor"),
        ("cursor=é", "cursor", "invalid_cursor"),
        ("cursor=" + "A" * 5000, "cursor", "invalid_cursor"),
    ],
)
def test_a_query_string_is_an_allow_list(caller: Caller, query: str, field: str, code: str) -> None:
    response = caller.get(f"{ECHO}?{query}")

    body = orjson.loads(response.content)
    assert response.status_code == 400
    assert [(error["field"], error["code"]) for error in body["errors"]] == [(field, code)]
    assert len(response.content) < 1000


def test_a_cursor_comes_back_and_one_that_was_changed_does_not(caller: Caller) -> None:
    first = orjson.loads(caller.get(f"{ECHO}?page_size=2").content)
    cursor = first["next_cursor"]
    forged = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")

    assert first["next"] == f"http://testserver{ECHO}?page_size=2&cursor={cursor}"
    assert caller.get(f"{ECHO}?cursor={cursor}").status_code == 200
    problem(caller.get(f"{ECHO}?cursor={forged}"), 400, "invalid_cursor")


def test_a_business_refusal_carries_its_data_points_at_the_field_and_repeats_little(caller: Caller) -> None:
    body = problem(caller.post(ECHO, {"name": "late"}), 409, "too_late")

    assert body["until"] == "09:00"
    assert len(body["note"]) == 100
    assert [(error["field"], error["code"], error["until"]) for error in body["errors"]] == [("name", "too_late", "09:00")]


def test_the_words_of_a_refusal_follow_the_language_of_the_request(caller: Caller) -> None:
    english = problem(caller.post(ECHO, {"name": 1}, Accept_Language="en"), 400, "invalid_input")

    assert english["errors"] == [{"field": "name", "code": "invalid_type", "message": "This must be a string."}]


def test_a_lost_database_is_503_with_retry_after(caller: Caller) -> None:
    def away(execute: object, sql: str, *args: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        response = caller.get(ECHO)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


def test_a_bug_is_500_with_the_number_under_which_the_log_has_it(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret table name")

    monkeypatch.setattr("tests.api.urls.page", break_down)
    caller.client.raise_request_exception = False

    response = caller.get(ECHO)

    problem(response, 500, "internal_error")
    assert b"secret" not in response.content


def test_a_foreign_host_is_refused(caller: Caller) -> None:
    problem(caller.get(ECHO, Host="evil.example"), 400, "bad_request")


def test_answers_carry_the_headers_of_the_house(caller: Caller) -> None:
    headers = caller.get(ECHO, Accept_Language="en").headers

    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert (headers["Cache-Control"], headers["Content-Language"]) == ("no-store", "en")
    assert int(headers["Content-Length"]) > 0


def test_the_same_key_and_body_have_one_effect_and_one_answer(caller: Caller) -> None:
    answers = [caller.post(ECHO, {"name": "a", "price": "1.5"}, Idempotency_Key="k1") for _ in range(3)]

    assert {(answer.status_code, answer.content) for answer in answers} == {(201, b'{"by":"Loja","name":"a","price":"1.50"}')}
    assert AuditEntry.objects.filter(action="test.echoed").count() == 1
    assert IdempotencyKey.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(caller: Caller) -> None:
    caller.post(ECHO, {"name": "a"}, Idempotency_Key="k1")

    problem(caller.post(ECHO, {"name": "b"}, Idempotency_Key="k1"), 422, "idempotency_key_reused")
    assert AuditEntry.objects.filter(action="test.echoed").count() == 1


def test_two_clients_may_use_the_same_key(make_key: Callable[..., str]) -> None:
    first, second = Caller(make_key("A")), Caller(make_key("B"))

    answers = [orjson.loads(caller.post(ECHO, {"name": "a"}, Idempotency_Key="k1").content) for caller in (first, second)]

    assert [answer["by"] for answer in answers] == ["A", "B"]


def test_a_refused_request_leaves_its_key_free(caller: Caller) -> None:
    problem(caller.post(ECHO, {"name": "late"}, Idempotency_Key="k1"), 409, "too_late")

    assert IdempotencyKey.objects.count() == 0
    assert not AuditEntry.objects.filter(action="test.echoed").exists()


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("", "idempotency_key_required"),
        (" ", "idempotency_key_required"),
        ("k" * 256, "too_long"),
        ("kéy", "invalid_character"),
        ("a\tb", "invalid_character"),
    ],
)
def test_a_malformed_idempotency_key_is_refused(caller: Caller, key: str, code: str) -> None:
    response = caller.post(ECHO, {"name": "a"}, Idempotency_Key=key)

    assert response.status_code == 400
    assert orjson.loads(response.content)["errors"][0]["field"] == "Idempotency-Key"
    assert orjson.loads(response.content)["errors"][0]["code"] == code
