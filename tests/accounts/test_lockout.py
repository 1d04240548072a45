"""Guessing is slowed, and the limits cannot be used to lock others out."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory

from backoffice.accounts.throttle import ADDRESS_LIMIT, NAME_LIMIT
from backoffice.core.addresses import client_address, counted_address
from backoffice.core.models import User
from tests.accounts.conftest import give_totp, is_signed_in, type_password

pytestmark = pytest.mark.django_db

Person = Callable[..., User]
STRANGER, OWNER = "198.51.100.9", "203.0.113.7"


def guess(times: int, name: str = "paulo", *, address: str = STRANGER) -> list[int]:
    client = Client()
    return [type_password(client, name, "errada", address=address).status_code for _ in range(times)]


def test_the_eighth_wrong_password_is_the_last_for_a_while(person: Person) -> None:
    person()

    assert guess(NAME_LIMIT) == [200] * (NAME_LIMIT - 1) + [429]

    refused = type_password(Client(), address=STRANGER)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 900
    assert re.search(r"este endereço espera até as \d{1,2}h\d\d\. Depois, tente de novo\.", refused.content.decode())


def test_a_stranger_elsewhere_cannot_lock_the_owner_out(person: Person) -> None:
    person()
    guess(NAME_LIMIT + 5)
    owner = Client()

    type_password(owner, address=OWNER)

    assert is_signed_in(owner)


def test_a_neighbour_behind_the_same_address_cannot_lock_out_a_browser_that_was_in_before(person: Person) -> None:
    person()
    owner = Client()
    type_password(owner, address=OWNER)
    owner.post("/sair/")
    guess(NAME_LIMIT + 5, address=OWNER)
    guess(ADDRESS_LIMIT + 5, "ninguem", address=OWNER)

    type_password(owner, address=OWNER)

    assert is_signed_in(owner)


def test_the_known_browser_of_one_person_opens_no_guesses_at_another(person: Person) -> None:
    person("paulo")
    person("livia")
    client = Client()
    type_password(client, "livia", address=STRANGER)
    client.post("/sair/")

    answers = [type_password(client, "paulo", "errada", address=STRANGER).status_code for _ in range(NAME_LIMIT)]

    assert answers[-1] == 429


def test_a_known_browser_may_not_guess_for_ever_either(person: Person) -> None:
    person()
    client = Client()
    type_password(client, address=OWNER)
    client.post("/sair/")

    answers = [type_password(client, password="errada", address=OWNER).status_code for _ in range(NAME_LIMIT)]

    assert answers[-1] == 429


def test_one_name_in_other_letters_is_one_name(person: Person) -> None:
    person()
    client = Client()
    names = ["paulo", "PAULO", "Paulo", "paulo@exemplo.com.br", "pAulo", "paUlo", "pauLo", "PAULO@exemplo.com.br"]

    answers = [type_password(client, name, "errada", address=STRANGER).status_code for name in names]

    assert answers[-1] == 429


def test_an_address_that_tries_many_names_is_slowed_as_a_whole(person: Person) -> None:
    person()
    client = Client()
    for number in range(ADDRESS_LIMIT):
        type_password(client, f"nome{number}", "errada", address=STRANGER)

    assert type_password(client, "paulo", address=STRANGER).status_code == 429
    assert type_password(Client(), "paulo", address=OWNER).status_code == 302


def test_a_right_password_forgets_the_wrong_ones(person: Person) -> None:
    person()
    guess(NAME_LIMIT - 1, address=OWNER)
    owner = Client()

    type_password(owner, address=OWNER)

    assert not AccessAttempt.objects.exists()


def test_with_a_second_factor_the_password_alone_forgets_nothing(person: Person) -> None:
    give_totp(person())
    guess(3, address=OWNER)

    type_password(Client(), address=OWNER)

    assert sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == 3


def test_a_password_typed_into_the_wrong_field_is_not_kept() -> None:
    type_password(Client(), "minha senha secreta", "x")

    kept = str(AccessAttempt.objects.values())
    assert "minha senha secreta" not in kept
    assert "minha%20senha" not in kept


def test_addresses_of_one_line_count_as_one() -> None:
    def counted(address: str) -> str:
        return counted_address(RequestFactory().get("/", REMOTE_ADDR=address))

    assert counted("2001:db8:1:2:aaaa::1") == counted("2001:db8:1:2:ffff::9") == "2001:db8:1:2::"
    assert counted("2001:db8:1:3::1") == "2001:db8:1:3::"
    assert counted("203.0.113.7") == "203.0.113.7"
    assert counted("::ffff:203.0.113.7") == "203.0.113.7"
    assert counted("") == "0.0.0.0"


@pytest.mark.parametrize(
    ("hops", "forwarded", "found"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),
        (1, "<script>", "0.0.0.0"),
    ],
)
def test_a_caller_cannot_invent_its_address(settings: Any, hops: int, forwarded: str, found: str) -> None:
    settings.TRUSTED_PROXY_COUNT = hops

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})

    assert client_address(request) == found
