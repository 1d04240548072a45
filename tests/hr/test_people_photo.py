"""The face in the file: an accepted picture, small, for whoever may open the file."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from backoffice import roles
from backoffice.core.models import SensitiveRead, User
from hr import services
from hr.models import Document, Employee
from tests.hr.builders import AT, make_employee, make_user
from tests.hr.papers_builders import hand_in, make_kind
from tests.hr.test_people_screens import hr, signed_in, text
from tests.hr.test_people_terms import SILVIA

__all__ = ["hr"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def give_photo(employee: Employee, *, accept: bool = True) -> Document:
    make_kind("foto", name="Foto 3x4", most_pages=1)
    document = hand_in(employee.person, "foto")
    return services.decide_document(
        document_id=document.pk, accept=accept, reason="" if accept else "Escura", by=SILVIA, at=AT + timedelta(minutes=1)
    )


def test_an_accepted_picture_is_the_face_in_the_file_and_looking_at_it_is_not_noted(hr: Client) -> None:
    employee = make_employee("Mariana Souza Lima")
    give_photo(employee)

    page = text(hr.get(f"/pessoas/{employee.number}/"))
    answer = hr.get(f"/pessoas/{employee.number}/foto/")

    assert f'<img class="rg-avatar hr-face" src="/pessoas/{employee.number}/foto/?v=' in page
    assert Image.open(io.BytesIO(answer.content)).size == (132, 132)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not SensitiveRead.objects.exists()


@pytest.mark.parametrize("accept", [None, False])
def test_a_picture_that_nobody_accepted_is_no_face(hr: Client, accept: bool | None) -> None:
    employee = make_employee("Mariana Souza Lima")
    make_kind("foto", most_pages=1)
    if accept is None:
        hand_in(employee.person, "foto")
    else:
        give_photo(employee, accept=False)

    page = text(hr.get(f"/pessoas/{employee.number}/"))

    assert '<span class="rg-avatar hr-face" aria-hidden="true">ML</span>' in page
    assert hr.get(f"/pessoas/{employee.number}/foto/").status_code == 404


def test_whoever_may_not_open_the_file_does_not_see_the_face(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    employee, stranger, own = make_employee("Mariana Souza Lima"), make_user("carlos", roles.EMPLOYEE), make_user("mari", roles.EMPLOYEE)
    User.objects.update(is_staff=True)
    Employee.objects.filter(pk=employee.pk).update(user=own)
    give_photo(employee)
    address = f"/pessoas/{employee.number}/foto/"

    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(own).get(address).status_code == 200
    assert f'src="{address}?v=' in text(signed_in(own).get("/meu/"))
    assert Client().get(address).status_code == 302


def test_the_org_chart_costs_the_same_statements_for_one_face_and_for_many(hr: Client) -> None:
    counts = []
    for names in (["Ana"], ["Bia", "Caio", "Davi", "Eva"]):
        for name in names:
            give_photo(make_employee(f"{name} Souza"))
        hr.get("/pessoas/organograma/")
        with CaptureQueriesContext(connection) as seen:
            page = text(hr.get("/pessoas/organograma/"))
        counts.append(len(seen))

    assert page.count("/foto/?v=") == 5
    assert counts[0] == counts[1]


def test_hr_changes_the_photo_by_the_door_of_papers(hr: Client) -> None:
    make_kind("foto", name="Foto 3x4", most_pages=1)
    employee = make_employee()

    page = text(hr.get(f"/pessoas/{employee.number}/"))
    address = page.split("Trocar a foto")[0].rsplit('href="', 1)[1].split('"')[0]

    assert hr.get(address).status_code == 200
    assert "Foto 3x4" in text(hr.get(address))
