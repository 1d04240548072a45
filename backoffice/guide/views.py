"""The guide's pages: files of docs/guia, by name; no other file is ever opened."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.safestring import SafeString

from backoffice.core.views import StaffRequest, staff_view
from backoffice.guide import markdown

FOLDER = settings.BASE_DIR / "docs" / "guia"
INDEX = "README"


@staff_view(permission="home.view")
def guide(request: StaffRequest, name: str = INDEX) -> HttpResponse:
    if name not in pages():
        raise Http404
    title, body = pages()[name]
    return render(request, "guide/page.html", {"title": title, "body": body, "is_index": name == INDEX})


@cache
def pages() -> dict[str, tuple[str, SafeString]]:
    """Name -> title and HTML; read once, because they change with the code only."""
    found = {}
    for file in sorted(FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        title, _line, rest = text.partition("\n")
        found[file.stem] = markdown.title_of(title), markdown.render(rest, page=_address, picture=_picture)
    return found


def _address(name: str) -> str:
    return reverse("guide") if name == INDEX else reverse("guide_page", args=[name])


def _picture(file: str) -> str:
    return static(f"guia/{file}")


urlpatterns = [path("guia/", guide, name="guide"), path("guia/<slug:name>/", guide, name="guide_page")]
