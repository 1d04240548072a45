"""Signed links: one person, one file, five minutes, and the area is asked at each use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from backoffice.core import clock, files
from backoffice.core.actors import Actor
from backoffice.core.models import KeptFile
from tests.files import papers
from tests.files.conftest import PURPOSE, Area
from tests.hr.builders import make_user

pytestmark = pytest.mark.django_db


class Reader:
    """Somebody signed in, and their link to a file."""

    def __init__(self, username: str = "silvia") -> None:
        self.user = make_user(username, "hr")
        self.client = Client()
        self.client.force_login(self.user)
        self.actor = Actor.of_user(self.user)

    def link(self, kept: KeptFile, *, inline: bool = False, at: datetime | None = None) -> str:
        return files.file_link(kept, actor=self.actor, at=at or clock.now(), inline=inline)

    def get(self, url: str) -> Any:
        return self.client.get(url)


@pytest.fixture
def reader(settings: Any) -> Reader:
    settings.SECOND_FACTOR_REQUIRED = False
    return Reader()


def keep(by: Actor, content: bytes = b"", name: str = "rg frente.png") -> KeptFile:
    return files.keep_file(content=content or papers.jpeg(), name=name, purpose=PURPOSE, by=by, at=clock.now())


def test_a_link_hands_the_file_out_so_that_it_cannot_act_and_the_look_is_noted(reader: Reader, by: Actor, area: Area) -> None:
    kept = keep(by)

    answer = reader.get(reader.link(kept))

    assert answer.status_code == 200
    assert answer.content == files.read_file(kept)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="rg frente.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    assert area.looks == [(kept.pk, "Silvia")]


def test_to_look_at_it_is_shown_in_the_page(reader: Reader, by: Actor) -> None:
    drawn, typed = keep(by), keep(by, papers.pdf())

    assert reader.get(reader.link(drawn, inline=True))["Content-Disposition"].startswith("inline")
    answer = reader.get(reader.link(typed, inline=True))
    assert answer["Content-Disposition"] == 'inline; filename="rg frente.pdf"'
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\papéis\\RG.PDF", "RG.jpg"),
        ("", "documento.jpg"),
        ("...", "documento.jpg"),
        ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie_ x=1.jpg"),
        ("foto\u202egnp.exe", "fotognp.jpg"),
        ('aspas".jpg', "aspas_.jpg"),
        ("n" * 300 + ".png", "n" * 80 + ".jpg"),
        ("comprovante de endereço.pdf", "comprovante de endereço.jpg"),
    ],
)
def test_the_name_it_came_with_cannot_do_harm(given: str, offered: str, reader: Reader, by: Actor, media: Any) -> None:
    kept = keep(by, name=given)

    disposition = reader.get(reader.link(kept))["Content-Disposition"]

    plain = f'attachment; filename="{offered}"'
    assert disposition == (plain if offered.isascii() else f"attachment; filename*=utf-8''{quote(offered)}")
    assert kept.path == f"kept/{kept.pk.hex[:2]}/{kept.pk.hex}"


def test_somebody_elses_link_does_not_open(reader: Reader, by: Actor, area: Area) -> None:
    kept, other = keep(by), Reader("renata")

    answer = other.get(reader.link(kept))

    assert answer.status_code == 403
    assert "não abre para você" in answer.content.decode()
    assert area.looks == []


def test_a_stranger_is_asked_to_sign_in(reader: Reader, by: Actor, area: Area) -> None:
    answer = Client().get(reader.link(keep(by)))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/entrar/")
    assert area.looks == []


def test_after_five_minutes_it_is_over(reader: Reader, by: Actor, area: Area) -> None:
    kept = keep(by)
    assert reader.get(reader.link(kept, at=clock.now() - timedelta(minutes=4, seconds=50))).status_code == 200

    answer = reader.get(reader.link(kept, at=clock.now() - timedelta(minutes=5, seconds=2)))

    assert answer.status_code == 403
    assert "valeu por cinco minutos" in answer.content.decode()
    assert len(area.looks) == 1


def test_a_link_that_was_changed_or_made_up_does_not_open(reader: Reader, by: Actor, area: Area) -> None:
    kept, other = keep(by), keep(by, papers.png())
    url = reader.link(kept)
    token = url.partition("?t=")[2]
    forged = signing.dumps(
        {"f": kept.pk.hex, "p": PURPOSE, "u": f"user:{reader.user.pk}", "e": 9_999_999_999, "i": False}, salt="another salt"
    )

    for wrong in (
        url[:-1] + ("a" if url[-1] != "a" else "b"),
        f"{reverse('kept_file', args=[other.pk])}?t={token}",
        f"{reverse('kept_file', args=[uuid4()])}?t={token}",
        f"{reverse('kept_file', args=[kept.pk])}?t={forged}",
        reverse("kept_file", args=[kept.pk]),
        f"{reverse('kept_file', args=[kept.pk])}?t=%00",
    ):
        assert reader.get(wrong).status_code == 403, wrong
    assert area.looks == []


def test_a_right_that_was_taken_away_closes_the_link_at_once(reader: Reader, by: Actor, area: Area) -> None:
    url = reader.link(keep(by))
    assert reader.get(url).status_code == 200
    area.is_open = False

    assert reader.get(url).status_code == 403

    assert len(area.looks) == 1


def test_what_waits_for_the_scanner_or_was_thrown_away_is_said_not_shown(reader: Reader, by: Actor) -> None:
    kept = keep(by)
    url = reader.link(kept)
    for change, said in (
        ({"verdict": "pending"}, "ainda está sendo verificado"),
        ({"verdict": "quarantined"}, "encontrou algo"),
        ({"verdict": "clean", "disposed_at": clock.now()}, "foi apagado"),
    ):
        KeptFile.objects.filter(pk=kept.pk).update(**change)
        answer = reader.get(url)
        assert answer.status_code == 409
        assert said in answer.content.decode()
