"""The user's guide: every page renders, leads somewhere, shows pictures that exist and names things as the screens do."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from backoffice.core.models import User
from backoffice.guide import markdown, views
from backoffice.pictures.album import ALBUM, GUIDE, README
from backoffice.pictures.camera import LARGEST

PAGES = sorted(views.FOLDER.glob("*.md"))
BOLD = re.compile(r"\*\*([^*]+)\*\*(:?)")


def _words_of_the_screens() -> set[str]:
    words: set[str] = set()
    for path in settings.BASE_DIR.glob("**/locale/pt_BR/LC_MESSAGES/django.po"):
        if ".venv" not in path.parts:
            for entry in polib.pofile(str(path)):
                words |= {text.lower() for text in (entry.msgstr, *entry.msgstr_plural.values())}
    return words


def _labels(text: str) -> Iterator[str]:
    """Bold words are words of the screen; where a list explains one ("**Recusado**: ...") they are the guide's own."""
    return (label.rstrip(".").lstrip("+ ") for label, explained in BOLD.findall(text) if not explained)


def test_the_guide_names_things_as_the_screens_do() -> None:
    known = _words_of_the_screens()

    unknown = {path.stem: [label for label in _labels(path.read_text()) if label.lower() not in known] for path in PAGES}

    assert {page: labels for page, labels in unknown.items() if labels} == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_and_picture_of_a_page_exists(path: Path) -> None:
    text = path.read_text()

    links = [name for _words, name in markdown.LINK.findall(text)]
    pictures = [name for _alt, name in markdown.PICTURE.findall(text)]

    assert [name for name in links if not (views.FOLDER / f"{name}.md").exists()] == []
    assert [name for name in pictures if not (GUIDE / name).exists()] == []
    assert pictures or path.stem == views.INDEX
    assert [alt for alt, _name in markdown.PICTURE.findall(text) if not alt] == []


def test_every_page_is_in_the_index_and_leads_back() -> None:
    index = (views.FOLDER / "README.md").read_text()

    assert {name for _words, name in markdown.LINK.findall(index)} == {path.stem for path in PAGES} - {"README"}
    assert [path.stem for path in PAGES if path.stem != "README" and "(README.md)" not in path.read_text()] == []


def test_the_album_and_the_folders_hold_the_same_pictures() -> None:
    files = {file for folder in (GUIDE, README) for file in folder.glob("*.png")}

    assert files == {picture.file for picture in ALBUM}
    assert [file.name for file in files if file.stat().st_size > LARGEST] == []
    assert len({picture.file for picture in ALBUM}) == len(ALBUM)


def test_every_picture_is_shown_somewhere() -> None:
    texts = "".join(path.read_text() for path in PAGES) + (settings.BASE_DIR / "README.md").read_text()

    assert [picture.name for picture in ALBUM if f"/{picture.file.name})" not in texts] == []


@pytest.mark.django_db
def test_somebody_without_a_role_has_no_guide(client: Client) -> None:
    client.force_login(User.objects.create_user("renata", is_staff=True))

    assert client.get(reverse("guide")).status_code == 403


@pytest.mark.django_db
def test_every_page_renders_with_its_pictures(client: Client) -> None:
    person = User.objects.create_user("renata", is_staff=True)
    person.groups.add(Group.objects.get_or_create(name="employee")[0])
    client.force_login(person)

    for path in PAGES:
        url = reverse("guide") if path.stem == "README" else reverse("guide_page", args=[path.stem])
        html = client.get(url).content.decode()
        body = html[html.index("<article") : html.index("</article>")]
        assert "**" not in body
        assert "](" not in body
        assert "`" not in body
        assert body.count("<img ") == len(markdown.PICTURE.findall(path.read_text()))
    assert client.get(reverse("guide_page", args=["nao-existe"])).status_code == 404


def test_what_a_page_says_is_escaped() -> None:
    html = markdown.render("Olá <script> & `Ctrl K` em `/v/` **já**", page=str, picture=str)

    assert html == '<p>Olá &lt;script&gt; &amp; <kbd>Ctrl</kbd><kbd>K</kbd> em <code class="rg-code">/v/</code> <b>já</b></p>'


def test_steps_lists_and_tables_are_told_apart() -> None:
    html = markdown.render("## A\n\n1. um\n2. dois\n\n- ponto\n\n| a | b |\n|---|---|\n| x | y |", page=str, picture=str)

    assert html.splitlines() == [
        "<h2>A</h2>",
        "<ol><li>um</li><li>dois</li></ol>",
        "<ul><li>ponto</li></ul>",
        '<div class="rg-scroll"><table class="rg-table"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        '<tbody><tr><th scope="row">x</th><td>y</td></tr></tbody></table></div>',
    ]
