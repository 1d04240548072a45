"""Write the data map into its page of the documentation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from backoffice.privacy.mapping import as_markdown

PAGE = Path(settings.BASE_DIR) / "docs" / "mechanisms" / "privacy.md"
BEGIN, END = "<!-- map -->", "<!-- /map -->"


def page_with_map(text: str) -> str:
    """The page with the present map between its marks, in Portuguese."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    with translation.override("pt-br"):
        return f"{before}{BEGIN}\n{as_markdown()}\n{END}{after}"


class Command(BaseCommand):
    help = "Writes the data map into docs/mechanisms/privacy.md."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page_with_map(PAGE.read_text()))
