"""
The list kit: a list is a declaration (views, filters, columns, sorts) and a read door that answers with pages.

See docs/mechanisms/screens.md ("A list") and docs/adr/0007 for why this is not django-tables2 with django-filter.
"""

from backoffice.core.lists.cursors import decode_cursor, encode_cursor
from backoffice.core.lists.filters import ChoiceFilter, DateFilter, DateRange, MultiChoiceFilter, NumberFilter, NumberRange, TextFilter
from backoffice.core.lists.keyset import Key, Sort
from backoffice.core.lists.reader import Page, Reader
from backoffice.core.lists.spec import Column, ListSpec, View
from backoffice.core.lists.state import ListState
from backoffice.core.lists.worklist import WorkList, install, known_lists, list_of

__all__ = [
    "ChoiceFilter",
    "Column",
    "DateFilter",
    "DateRange",
    "Key",
    "ListSpec",
    "ListState",
    "MultiChoiceFilter",
    "NumberFilter",
    "NumberRange",
    "Page",
    "Reader",
    "Sort",
    "TextFilter",
    "View",
    "WorkList",
    "decode_cursor",
    "encode_cursor",
    "install",
    "known_lists",
    "list_of",
]
