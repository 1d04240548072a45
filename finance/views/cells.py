"""Cells and cursors that several lists of the ledger share."""

from typing import Any

from django.utils.html import format_html

from finance.words import source_label, source_url


def read_text(text: str, limit: int) -> str:
    """A parameter of the address without what a database chokes on."""
    return "".join(char for char in text[:limit] if char.isprintable())


def source(row: Any) -> Any:
    """Where an entry or a line comes from, as a link to it if it has a page."""
    label, url = source_label(row.source_kind, row.source_number), source_url(row.source_kind, row.source_number)
    return format_html('<a class="rg-open" href="{}">{}</a>', url, label) if url else label


def source_text(row: Any) -> str:
    """The same without its link, for a file."""
    return str(source_label(row.source_kind, row.source_number))
