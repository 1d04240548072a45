"""What a list is: its tabs, filters, columns and sorts, declared once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from backoffice.core.lists.filters import Filter, Text
from backoffice.core.lists.keyset import Sort

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class View:
    """
    A tab.  ``bad`` colours its count; ``quiet`` hides the tab while it counts nothing and is not the present one.

    ``workers`` are the permissions of those whose work it is: their tabs come first, the others wait under "More".
    """

    name: str
    label: Text
    bad: bool = False
    quiet: bool = False
    workers: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Column:
    """
    ``cell`` is an attribute's name or a function of the row that returns text or safe HTML; ``value`` the same for an
    export: plain text, a number, a date (without it, ``cell`` if that is a name, else the attribute called ``name``).

    ``css`` goes on head and cells.  ``phone`` says where the cell stands when the row becomes a card: lead and end share
    the first line, left and right a later one, line has its label before it, bare has not, hide is left out.  ``link``
    makes the cell the link that opens the row.  ``sort`` is the name of a sort of the list, without its sign.
    ``optional`` columns are shown to those who ask for them.  ``beside`` are what the cell shows besides its value: columns
    of their own in a file, unless they were chosen anyway.
    """

    name: str
    label: Text
    cell: str | Callable[[Any], Any] = ""
    value: str | Callable[[Any], Any] = ""
    css: str = ""
    phone: str = "line"
    sort: str = ""
    link: bool = False
    optional: bool = False
    beside: "tuple[Column, ...]" = ()

    def draw(self, row: Any, url: str) -> Any:
        value = self.cell(row) if callable(self.cell) else getattr(row, self.cell or self.name)
        if value is None or value == "":
            return ""
        return format_html('<a class="rg-link rg-code rg-num" href="{}">{}</a>', url, value) if self.link and url else value

    def export(self, row: Any) -> Any:
        """The figure or text itself, for a file; what is marked up loses its marks there."""
        if callable(self.value):
            return self.value(row)
        return getattr(row, self.value or (self.cell if isinstance(self.cell, str) and self.cell else self.name))


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """
    What a list is: its tabs (the first is the default), filters, columns (the first one stays) and sorts (the first is
    the default).  ``extras`` are further parameters that belong to its state.
    """

    title: Text
    columns: Sequence[Column]
    views: Sequence[View] = ()
    filters: Sequence[Filter] = ()
    search_label: Text = ""
    page_size: int = PAGE_SIZE
    sorts: Sequence[Sort] = ()
    extras: tuple[str, ...] = ()

    def chosen(self, names: Sequence[str]) -> tuple[Column, ...]:
        """These columns in this order after the first, which stays; the usual ones if none of the names is known."""
        by_name = {column.name: column for column in self.columns[1:]}
        wanted = [by_name[name] for name in dict.fromkeys(names) if name in by_name]
        return (*self.columns[:1], *(wanted or [column for column in self.columns[1:] if not column.optional]))
