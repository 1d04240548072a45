"""The read door of the privacy desk; who asked is shown to those who look after privacy, and to the person."""

from backoffice.privacy.queries.requests import (
    SORTS,
    DueFigures,
    RequestRow,
    count_tabs,
    find_number,
    get_due_figures,
    get_request,
    list_exports,
    list_own_requests,
    list_story,
    read_requests,
)
from backoffice.privacy.queries.rules import get_rules

__all__ = [
    "SORTS",
    "DueFigures",
    "RequestRow",
    "count_tabs",
    "find_number",
    "get_due_figures",
    "get_request",
    "get_rules",
    "list_exports",
    "list_own_requests",
    "list_story",
    "read_requests",
]
